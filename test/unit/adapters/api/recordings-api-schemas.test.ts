import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemParsers, parsePage } from '../../../../main/engine/adapters/api/recordings-api-page.ts'
import { redact, redactText } from '../../../../main/engine/adapters/api/recordings-api-redaction.ts'
import {
  parseAsset,
  parseRecording,
  parseSession,
} from '../../../../main/engine/adapters/api/recordings-api-schemas.ts'
import { streams } from '../../../../main/engine/core/model.ts'

/** Objects with the API's own field names and anything in them. */
const names = [
  'id',
  'room_id',
  'status',
  'type',
  'path',
  'duration',
  'size',
  'created_at',
  'recording_assets',
  'metadata',
  'resolution',
  'peers',
  'recording_info',
  'upload_info',
  'asset_types',
  'thumbnails',
  'active',
  '__proto__',
  'constructor',
]
const junk = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('object'), fc.array(tie('any'), { maxLength: 4 })),
  object: fc.dictionary(fc.constantFrom(...names), tie('any')),
})).any

describe('whatever an answer holds', () => {
  test('parsing never throws, and every item of a page is read or listed', () => {
    const lists = fc.array(junk, { maxLength: 12 })
    fc.assert(
      fc.property(lists, fc.constantFrom(...streams), fc.jsonValue(), (items, stream, last) => {
        const data: unknown = JSON.parse(JSON.stringify(items))
        const page = parsePage<unknown>({ limit: 100, data, last }, 100, itemParsers[stream])
        if (!page.ok) throw new Error(page.error)
        const embedded = page.value.items.length + page.value.rejected.length
        expect(embedded).toBeGreaterThanOrEqual(items.length)
        for (const item of page.value.rejected) expect(item.reason).toMatch(/[.]$/)
      }),
    )
  })

  test('what is no list is refused, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(typeof parsePage<unknown>(body, 100, itemParsers.recordings).ok).toBe('boolean')
      }),
    )
    for (const body of [
      null,
      [],
      'text',
      7,
      {},
      { message: 'hello' },
      { data: { items: 'none' }, last: 7 },
      { data: 'x' },
    ]) {
      expect(parsePage<unknown>(body, 100, itemParsers.recordings).ok).toBe(false)
    }
  })

  test('an object nested a hundred thousand times deep is no danger', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(1000)
  })
})

describe('the last page', () => {
  const rooms = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `r${i}` }))
  const next = (body: unknown) => {
    const page = parsePage<unknown>(body, 10, itemParsers.rooms)
    return page.ok ? page.value.next : 'refused'
  }
  test('is shorter than asked for, empty, or without a cursor', () => {
    expect(next({ limit: 10, data: rooms(10), last: 'r9' })).toBe('r9')
    expect(next({ limit: 10, data: rooms(9), last: 'r8' })).toBeNull()
    expect(next({ limit: 10, data: rooms(10), last: '' })).toBeNull()
    expect(next({ limit: 10, data: rooms(10), last: null })).toBeNull()
    expect(next({ limit: 10, data: null, last: 'x' })).toBeNull()
    expect(next({ limit: 10, last: 'x' })).toBeNull()
  })
  test('is not the first one of a server that gives smaller pages than asked for', () => {
    expect(next({ limit: 5, data: rooms(5), last: 'r4' })).toBe('r4')
  })
})

describe('both dialects', () => {
  test('the documented sample', () => {
    const read = parseRecording('recording', {
      id: '642531cf94091a5af841456d',
      status: 'post_processing',
      started_at: null,
      stopped_by: '',
      recording_assets: [
        {
          id: 'a1',
          type: 'transcript',
          status: 'processing',
          metadata: { output_mode: 'srt' },
          thumbnails: null,
          size: '148',
        },
        {
          id: 'a2',
          type: 'room-composite',
          status: 'completed',
          metadata: { resolution: { width: 1280, height: 720 }, layer: 0 },
        },
      ],
    })
    if (!read.ok) throw new Error(read.error.reason)
    expect(read.value.item).toMatchObject({ status: 'finishing', statusRaw: 'post_processing', stoppedBy: null })
    expect(read.value.item.assets).toMatchObject([
      { identity: 'a1', format: 'srt', available: false, pending: true, sizeBytes: 148 },
      { identity: 'a2', width: 1280, height: 720, layer: '0', available: true, pending: false },
    ])
  })

  test('the seed: assets without id or status, `chat-log`, `format`', () => {
    const read = parseRecording('recording', {
      id: 'rec',
      status: 'init',
      recording_assets: [{ type: 'chat-log', path: 's3://b/c.csv', format: 'csv' }],
    })
    if (!read.ok) throw new Error(read.error.reason)
    expect(read.value.item.assets).toMatchObject([
      { type: 'chat', typeRaw: 'chat-log', identity: 'rec|chat-log|s3://b/c.csv', available: true, format: 'csv' },
    ])
  })

  test('sizes, lengths and times that nothing has are none', () => {
    for (const [size, duration, created_at] of [
      [Number.MAX_SAFE_INTEGER, 1e308, 8_640_000_000_000_000],
      [-1, -1, -1],
      ['1e99', 'NaN', {}],
    ]) {
      expect(parseRecording('recording', { id: 'rec', size, duration, created_at })).toMatchObject({
        ok: true,
        value: { item: { sizeBytes: null, durationS: null, createdAt: null } },
      })
    }
  })

  test('an unknown type is kept under "other" with its word; one without any name is refused', () => {
    expect(parseAsset({ id: 'x', type: 'speaker-label' }, null)).toMatchObject({
      ok: true,
      value: { item: { type: 'other', typeRaw: 'speaker-label' } },
    })
    expect(parseAsset({ type: 'track' }, null)).toMatchObject({ ok: false })
  })

  test('peers as a map and as a list', () => {
    const peer = { name: 'Ana', role: 'host', joined_at: '2022-09-06T11:17:01.816Z' }
    for (const peers of [{ p1: peer }, [{ id: 'p1', ...peer }]]) {
      expect(parseSession({ id: 's', peers })).toMatchObject({
        ok: true,
        value: { item: { participants: [{ peerId: 'p1', name: 'Ana', role: 'host' }] } },
      })
    }
  })
})

describe('secrets', () => {
  test('are taken out wherever they stand, and the rest stays', () => {
    const clean = redact({
      id: 'rec',
      path: 's3://bucket/a?b=c',
      meeting_url: 'https://x.app.100ms.live/preview/room/beam?auth_token=SECRET#SECRET',
      rtmp_urls: ['rtmp://a.rtmp.youtube.com/live2/SECRET'],
      destination: 'rtmps://live.example/app/SECRET',
      playback: { url: 'https://cdn.example/live/master.m3u8#access_token=SECRET' },
      webhook: 'https://user:SECRET@hooks.example/x?y=1',
      recording_info: { upload_info: { location: 'ours', credentials: { key: 'SECRET' } } },
      link: 'https://bucket.s3.amazonaws.com/x.mp4?X-Amz-Signature=SECRET&X-Amz-Date=1',
      note: `Bearer eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3Nfa2V5IjoiYSJ9.SECRET`,
    })
    const text = JSON.stringify(clean)
    expect(text).not.toContain('SECRET')
    expect(clean).toMatchObject({
      id: 'rec',
      path: 's3://bucket/a?b=c',
      meeting_url: 'https://x.app.100ms.live/preview/room/beam',
      recording_info: { upload_info: { location: 'ours' } },
      link: 'https://bucket.s3.amazonaws.com/x.mp4',
      destination: 'rtmps://live.example/(removed)',
      playback: { url: 'https://cdn.example/live/master.m3u8' },
      webhook: 'https://hooks.example/x?y=1',
    })
    expect(redactText('GET https://h/x?token=SECRET failed')).toBe('GET https://h/x failed')
  })

  test('texts without secrets come out as they went in', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact({ path: text })).toEqual({ path: text })
      }),
    )
  })
})

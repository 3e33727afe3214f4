// The simulated storage host: ranges and validators by RFC 9110, links and errors in S3's manner, and every fault.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { StorageFault } from '../hms/faults.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

let workspace: Workspace
/** A generated MP4 of a megabyte and a bit. */
let film: string
const SIZE = 1_048_577

beforeAll(async () => {
  workspace = await startWorkspace()
  const roomId = workspace.recording('late-desk').roomId
  const { assets } = workspace.control.addRecording({
    name: 'generated',
    roomId,
    assets: [{ type: 'room-composite', content: { mp4Bytes: SIZE, seed: 3 } }],
  })
  film = assets[0]?.id ?? ''
})
afterEach(() => {
  workspace.faults.clear()
  workspace.control.setLongestLink(604_800)
})
afterAll(() => workspace.stop())

async function link(assetId: string, seconds = 3600): Promise<{ url: string; expiry: number; path: string }> {
  const path = `/recording-assets/${assetId}/presigned-url?presign_duration=${seconds}`
  const response = await fetch(workspace.apiUrl + path, { headers: { authorization: `Bearer ${workspace.token()}` } })
  expect(response.status).toBe(200)
  return response.json()
}

async function open(headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
  return fetch((await link(film)).url, { headers, ...init })
}

async function bytes(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Bytes that arrive before the connection ends or `ms` pass, and whether it ended well. */
async function received(response: Response, ms = 1000): Promise<{ count: number; ended: 'well' | 'badly' | 'never' }> {
  let count = 0
  const reading = (async () => {
    try {
      for await (const chunk of response.body ?? []) count += chunk.length
      return 'well' as const
    } catch {
      return 'badly' as const
    }
  })()
  const never = new Promise<'never'>((resolve) => setTimeout(resolve, ms, 'never'))
  return { ended: await Promise.race([reading, never]), count }
}

describe('links', () => {
  it('lead to the file, for as long as asked', async () => {
    const { url, expiry, path } = await link(workspace.assetId('morning-bees', 'transcript', 'srt'), 60)
    expect({ expiry, path }).toEqual({ expiry: 60, path: expect.stringMatching(/^s3:\/\/.*\.srt$/) })
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('application/x-subrip')
    const fixture = readFileSync(new URL('../fixtures/media/morning-bees/transcript.srt', import.meta.url), 'utf8')
    expect(await response.text()).toBe(fixture)
  })

  it('expire, and can be neither forged nor used for another file', async () => {
    workspace.control.setLongestLink(0.05)
    const { url, expiry } = await link(film)
    expect(expiry).toBe(0.05)
    await new Promise((resolve) => setTimeout(resolve, 80))
    const expired = await fetch(url)
    expect([expired.status, expired.headers.get('content-type')]).toEqual([403, 'application/xml'])
    expect(await expired.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>')
    workspace.control.setLongestLink(3600)
    const other = (await link(film)).url.replace('Rec-', 'Rec_')
    expect(await (await fetch(other)).text()).toContain('SignatureDoesNotMatch')
    expect((await fetch(other.replace(/\?.*/, ''))).status).toBe(403)
  })

  it('lead nowhere when the file is gone', async () => {
    const gone = await fetch((await link(workspace.assetId('gone', 'room-composite'))).url)
    expect(gone.status).toBe(404)
    expect(await gone.text()).toContain('<Code>NoSuchKey</Code>')
  })

  it('of a room-vod are a playable playlist, a zip, or a playlist whose segments are refused', async () => {
    const cdn = (await link(workspace.assetId('founders-hour', 'room-vod'))).url
    expect(cdn).toMatch(/\/room-vod\/\d{8}\/[0-9a-f]{24}\/master\.m3u8$/)
    expect(await (await fetch(cdn)).text()).toContain('stream_1/stream.m3u8')
    const playlist = await (await fetch(new URL('stream_1/stream.m3u8', cdn))).text()
    expect(playlist).toContain('#EXT-X-ENDLIST')
    expect((await fetch(new URL('stream_1/segment_000.m4s', cdn))).status).toBe(200)

    const zip = await bytes(await fetch((await link(workspace.assetId('founders-hour-zipped', 'room-vod'))).url))
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')

    const bucket = (await link(workspace.assetId('field-notes-live', 'room-vod'))).url
    expect((await fetch(bucket)).status).toBe(200)
    expect((await fetch(new URL('stream_0/stream.m3u8', bucket))).status).toBe(403)
  })
})

describe('ranges', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=1000-1999', 1000, 1000],
    [`bytes=${SIZE - 5}-`, SIZE - 5, 5],
    ['bytes=-7', SIZE - 7, 7],
    [`bytes=${SIZE - 3}-${SIZE + 100}`, SIZE - 3, 3],
  ])('%s', async (range, start, length) => {
    const response = await open({ range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${start + length - 1}/${SIZE}`)
    const whole = workspace.control.object(film).source
    expect(sha256(await bytes(response))).toBe(sha256(whole.read(start, length)))
  })

  it('answers 416 beyond the end, and the whole file to what it can’t read', async () => {
    const beyond = await open({ range: `bytes=${SIZE}-` })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${SIZE}`])
    for (const range of ['bytes=5-2', 'bytes=a-b', 'bytes=0-1,4-5', 'lines=1-2']) {
      expect((await open({ range })).status, range).toBe(200)
    }
  })

  it('continues only the same version', async () => {
    const head = await open({}, { method: 'HEAD' })
    const etag = head.headers.get('etag') ?? ''
    const date = head.headers.get('last-modified') ?? ''
    expect(head.headers.get('content-length')).toBe(String(SIZE))
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const statusFor = async (condition: string) => (await open({ range: 'bytes=9-', 'if-range': condition })).status
    expect([await statusFor(etag), await statusFor(date), await statusFor(`W/${etag}`)]).toEqual([206, 206, 200])
    workspace.control.setContent(film, { mp4Bytes: SIZE, seed: 4 })
    expect([await statusFor(etag), await statusFor(date)]).toEqual([200, 200])
  })

  it('serves every byte, as control knows it', async () => {
    const content = await bytes(await open())
    expect(sha256(content)).toBe(workspace.control.sha256(film))
    expect(content.subarray(4, 8).toString('latin1')).toBe('ftyp')
    expect(workspace.requests.all('storage').some((request) => request.authorized)).toBe(false)
  })
})

describe('faults', () => {
  type WithoutReach = StorageFault extends infer F ? (F extends unknown ? Omit<F, 'on'> : never) : never
  const fault = (spec: WithoutReach) => workspace.faults.add({ on: 'storage', ...spec } as StorageFault)

  it('break a body in every way', async () => {
    fault({ kind: 'cut', at: 5000 })
    expect(await received(await open())).toEqual({ ended: 'badly', count: 5000 })
    fault({ kind: 'short', at: 6000 })
    const short = await open()
    expect(short.headers.get('content-length')).toBe(String(SIZE))
    expect(await received(short)).toEqual({ ended: 'badly', count: 6000 })
    fault({ kind: 'stall', at: 7000 })
    expect(await received(await open(), 500)).toEqual({ ended: 'never', count: 7000 })
    fault({ kind: 'reset' })
    await expect(open()).rejects.toThrow()
  })

  it('slow it down', async () => {
    fault({ kind: 'slow', bytesPerSecond: 100_000 })
    const started = performance.now()
    await bytes(await open({ range: 'bytes=0-29999' }))
    expect(performance.now() - started).toBeGreaterThan(250)
  })

  it('answer something else', async () => {
    fault({ kind: 'html' })
    const portal = await open()
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    fault({ kind: 'status', status: 503, retryAfter: 1 })
    expect(await (await open()).text()).toContain('SlowDown')
    fault({ kind: 'expired' })
    expect((await open()).status).toBe(403)
    fault({ kind: 'body', body: 'not a film' })
    expect(await (await open()).text()).toBe('not a film')
    fault({ kind: 'redirect' })
    expect((await open()).url).toMatch(workspace.mirrorUrl)
    fault({ kind: 'gzip' })
    const packed = await open({}, { headers: { 'accept-encoding': 'identity' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    // fetch unpacks it.
    expect(sha256(await bytes(packed))).toBe(workspace.control.sha256(film))
  })

  it('lie about ranges', async () => {
    fault({ kind: 'ignores-range' })
    expect((await open({ range: 'bytes=5-' })).status).toBe(200)
    fault({ kind: 'other-range', shift: 10 })
    expect((await open({ range: 'bytes=5-9' })).headers.get('content-range')).toBe(`bytes 15-19/${SIZE}`)
    fault({ kind: 'wrong-bytes', shift: 1 })
    const wrong = await open({ range: 'bytes=100000-100009' })
    expect(wrong.headers.get('content-range')).toBe(`bytes 100000-100009/${SIZE}`)
    const right = workspace.control.object(film).source
    expect(await bytes(wrong)).toEqual(Buffer.from(right.read(100_001, 10)))
  })

  it('spoil validators, together with others', async () => {
    fault({ kind: 'validators', etag: 'weak', times: 2 })
    expect((await open()).headers.get('etag')).toMatch(/^W\/"/)
    fault({ kind: 'no-length' })
    const both = await open()
    expect([both.headers.get('etag')?.slice(0, 2), both.headers.get('content-length')]).toEqual(['W/', null])
    fault({ kind: 'validators', etag: 'none', lastModified: 'none' })
    const none = await open()
    expect([none.headers.get('etag'), none.headers.get('last-modified')]).toEqual([null, null])
    fault({ kind: 'if-range-by-date-only' })
    const etag = (await open({}, { method: 'HEAD' })).headers.get('etag') ?? ''
    fault({ kind: 'if-range-by-date-only' })
    expect((await open({ range: 'bytes=1-', 'if-range': etag })).status).toBe(200)
  })
})

// Opening a review over a real library folder, through the real read worker.
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LibraryFiles } from '../../../main/engine/adapters/library/library-files.ts'
import { SearchIndex } from '../../../main/engine/db/search/search-index.ts'
import { ReadClient } from '../../../main/engine/reader/client.ts'
import { findHandlers } from '../../../main/engine/rpc/handlers/find.ts'
import { reviewHandlers } from '../../../main/engine/rpc/handlers/review.ts'
import type { MediaGrant } from '../../../preload/contract/control.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import { openedReview, type Review } from '../../../preload/contract/review.ts'
import { type AssetSpec, day, LibraryDatabase, now, type RecordingSpec } from '../../builders/library-database.ts'
import { foundFor } from '../../builders/search-ask.ts'

const root = join(import.meta.dirname, '../../..')
const media = join(root, 'test/fixtures/media')
const clock = { nowMs: () => now, after: () => ({ cancel: () => undefined }) }

let folder: string
let library: LibraryDatabase
let reader: ReadClient
let granted: MediaGrant[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-review-'))
  mkdirSync(join(folder, '.dailies'))
  library = new LibraryDatabase(join(folder, '.dailies/library.db'))
  reader = new ReadClient(pathToFileURL(join(root, 'main/engine/reader/worker.ts')), {
    databaseFile: join(folder, '.dailies/library.db'),
    library: folder,
  })
  granted = []
})

afterEach(async () => {
  await reader.close()
  library.db.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(id: number): Promise<Review> {
  const handlers = reviewHandlers(
    reader,
    clock,
    new LibraryFiles(folder),
    async (grants) => void granted.push(...grants),
  )
  const opened = await handlers['review.open']({ id })
  if (!opened.ok) throw new Error(opened.error.message)
  const { texts, ...rest } = openedReview.parse(opened.value)
  if (texts === null) throw new Error('Nothing was known before')
  return { ...rest, ...texts }
}

/** A recording whose folder holds copies of a fixture show's files. */
function recorded(show: string, spec: RecordingSpec, assets: readonly AssetSpec[]): number {
  const name = `Show/${show} ${Math.random()}`
  cpSync(join(media, show), join(folder, name), { recursive: true })
  return library.recording({ ...spec, folder: name }, assets)
}

const here = (type: AssetSpec['type'], name: string, more: Partial<AssetSpec> = {}): AssetSpec => ({
  ...(type === undefined ? {} : { type }),
  ...more,
  file: { name, ...more.file },
})

const texts = [
  here('transcript', 'transcript.txt', { format: 'txt' }),
  here('transcript', 'transcript.srt', { format: 'srt' }),
  here('transcript', 'transcript.json', { format: 'json' }),
  here('chat', 'chat.csv'),
  here('summary', 'summary.json'),
]

describe('a review', () => {
  test('of a complete recording has everything, grants its files first and misses nothing', async () => {
    const startedMs = Date.parse('2026-11-20T07:06:00Z')
    const id = recorded('field-notes', { startedMs }, [here('room-composite', 'composite.mp4'), ...texts])
    const opened = await open(id)
    expect(opened.gaps).toEqual([])
    expect(opened.transcript?.source).toBe('json')
    expect(opened.chat?.[0]).toMatchObject({ sender: 'Joaquín Reyes', atMs: 8000 })
    expect(opened.summary?.map(({ title }) => title)).toContain('Short Summary')
    const [source] = opened.sources
    expect(source).toMatchObject({
      kind: 'video',
      type: 'room-composite',
      url: expect.stringMatching(new RegExp(`^dailies-media://asset/${source?.assetId}\\?v=`)),
    })
    expect(granted).toMatchObject([{ assetId: source?.assetId, library: folder, contentType: 'video/mp4' }])
    expect(granted[0]?.path).toMatch(/composite\.mp4$/)
  })

  test('offers every source of the session, best first, what was opened before the others', async () => {
    const session = 's1'
    const live = recorded('founders-hour', { session, kind: 'live-stream', startedMs: now - day + 10_000 }, [
      here('track', 'layer-0.mp4', { metadata: { track_type: 'audio' } }),
      { type: 'room-vod', file: { name: 'vod/stream_0/playlist.m3u8' } },
      here('room-composite', 'layer-1.mp4', { layer: '1' }),
    ])
    const vod = library.db.prepare(`SELECT id FROM assets WHERE type = 'room-vod'`).pluck().get()
    library.file(Number(vod), { name: 'vod/master.m3u8' })
    const composite = recorded('field-notes', { session, startedMs: now - day }, [
      here('room-composite', 'composite.mp4'),
      ...texts,
    ])

    const opened = await open(live)
    expect(opened.sources.map(({ recordingId, type, kind }) => [recordingId, type, kind])).toEqual([
      [live, 'room-composite', 'video'],
      [live, 'room-vod', 'hls'],
      [live, 'track', 'audio'],
      [composite, 'room-composite', 'video'],
    ])
    expect(opened.sources[1]?.url).toMatch(new RegExp(`^dailies-media://asset/${vod}/master\\.m3u8\\?v=`))
    expect(granted[1]).toMatchObject({ contentType: null })
    expect(granted[1]?.path).toMatch(/vod$/)
    // Ten seconds later began what is watched.
    const own = await open(composite)
    expect(opened.transcript?.lines.at(-1)?.startMs).toBe((own.transcript?.lines.at(-1)?.startMs ?? 0) - 10_000)
  })

  test('of a film that has come anew has another address, and only then', async () => {
    const id = recorded('field-notes', {}, [here('room-composite', 'composite.mp4')])
    const urls = async () => (await open(id)).sources.map(({ url }) => url)
    const before = await urls()
    expect(await urls()).toEqual(before)
    library.db.prepare('UPDATE files SET finished_ms = finished_ms + 60000').run()
    expect(await urls()).not.toEqual(before)
  })

  test('says of each missing part why, and what a download would bring', async () => {
    const id = library.recording({}, [
      { type: 'room-composite' },
      { type: 'track' },
      { type: 'transcript', available: false },
      { type: 'chat', state: 'failed', reason: 'The link was refused.' },
    ])
    const opened = await open(id)
    const asset = (type: string) => opened.details.assets.find((item) => item.type === type)?.id
    expect(opened.gaps).toEqual([
      {
        part: 'video',
        reason: 'The video isn’t on this computer yet.',
        assetIds: [asset('room-composite')],
      },
      { part: 'transcript', reason: '100ms is still processing the transcript.', assetIds: [] },
      { part: 'chat', reason: 'The link was refused.', assetIds: [asset('chat')] },
      { part: 'summary', reason: '100ms made no summary for this recording.', assetIds: [] },
    ])
  })

  test('falls back to the next transcript where the best can’t be read, and says what it couldn’t read', async () => {
    const id = recorded('field-notes', {}, texts)
    const name = String(library.db.prepare('SELECT folder FROM recordings WHERE id = ?').pluck().get(id))
    writeFileSync(join(folder, name, 'transcript.json'), '{"words":[{"wo')
    writeFileSync(join(folder, name, 'summary.json'), '<html>')
    const opened = await open(id)
    expect(opened.transcript?.source).toBe('srt')
    expect(opened.gaps.find(({ part }) => part === 'summary')?.reason).toMatch(/isn’t valid JSON/)
  })

  test('of a transcript far too large says so, and everything else is there', async () => {
    const id = recorded('field-notes', {}, [
      here('transcript', 'transcript.json', { format: 'json' }),
      ...texts.slice(3),
    ])
    const name = String(library.db.prepare('SELECT folder FROM recordings WHERE id = ?').pluck().get(id))
    truncateSync(join(folder, name, 'transcript.json'), 200 * 1024 * 1024)
    const opened = await open(id)
    expect(opened.transcript).toBeNull()
    expect(opened.gaps.find(({ part }) => part === 'transcript')?.reason).toMatch(/too large to be what its name says/)
    expect([opened.chat === null, opened.summary === null]).toEqual([false, false])
  })

  test('never reaches outside of the library, whatever the database says', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'dailies-outside-'))
    cpSync(join(media, 'field-notes'), outside, { recursive: true })
    const id = library.recording({ folder: `../${outside.split('/').at(-1)}` }, [
      here('room-composite', 'composite.mp4'),
      ...texts,
    ])
    const opened = await open(id)
    expect([opened.sources, opened.transcript, granted]).toEqual([[], null, []])
    rmSync(outside, { recursive: true })
  })

  test('isn’t opened while the library’s drive is away: nothing of it is lost', async () => {
    const id = recorded('field-notes', {}, [here('room-composite', 'composite.mp4'), ...texts])
    const handlers = reviewHandlers(
      reader,
      clock,
      new LibraryFiles(folder),
      async (grants) => void granted.push(...grants),
    )
    await open(id)
    renameSync(folder, `${folder} away`)
    const whileAway = await handlers['review.open']({ id }).finally(() => renameSync(`${folder} away`, folder))
    expect(whileAway).toMatchObject({ ok: false, error: { kind: 'library-missing' } })
    expect((await open(id)).gaps).toEqual([])
  })

  test('of a recording that is gone is not found', async () => {
    const handlers = reviewHandlers(reader, clock, new LibraryFiles(folder), async () => undefined)
    expect(await handlers['review.open']({ id: 999 })).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })
})

describe('the read worker', () => {
  test('answers lists with the change number from before the query', async () => {
    const id = recorded('field-notes', {}, texts)
    const find = findHandlers(reader, clock, { seq: () => 41 })
    const list = await find['library.query']({
      filter: wholeLibrary,
      sort: { by: 'date', descending: true },
    })
    expect(list).toMatchObject({ ok: true, value: { seq: 41, ids: Int32Array.of(id), groupSizes: Int32Array.of(1) } })
    expect(await find['library.overview']({})).toMatchObject({ value: { counts: { all: 1 }, localFiles: 5 } })
  })

  test('answers what is on the screen before what stands beside it, in whatever order it was asked', async () => {
    const id = recorded('field-notes', {}, [])
    const answered: string[] = []
    const asked = [
      reader.overview(now).then(() => answered.push('overview')),
      reader.attention().then(() => answered.push('attention')),
      reader.rows([id], now).then(([row]) => answered.push(`row ${row?.id}`)),
    ]
    await Promise.all(asked)
    expect(answered).toEqual([`row ${id}`, 'overview', 'attention'])
  })

  test('reads what has arrived into the search index', async () => {
    const id = recorded('field-notes', {}, texts)
    const index = new SearchIndex(library.db, reader, { poke: () => undefined }, async () => true)
    await index.importMissing()
    const [found] = await reader.search(foundFor('sea urch', { each: 1 }), Date.now())
    expect(found).toMatchObject({ recordingId: id, hits: [{ source: 'transcript', speaker: 'Joaquín Reyes' }] })
    expect((await reader.search(foundFor('visibility'), Date.now()))[0]).toMatchObject({ hits: [{ source: 'chat' }] })
    expect((await reader.search(foundFor('recovering'), Date.now()))[0]).toMatchObject({
      hits: [{ source: 'summary' }],
    })
  })

  test('fails a call that can’t be answered and lives on', async () => {
    const lost = new ReadClient(pathToFileURL(join(root, 'main/engine/reader/worker.ts')), {
      databaseFile: join(folder, 'nowhere.db'),
      library: folder,
    })
    await expect(lost.attention()).rejects.toThrow()
    await expect(lost.attention()).rejects.toThrow()
    await lost.close()
    await expect(lost.attention()).rejects.toThrow(/closed/)
  })
})

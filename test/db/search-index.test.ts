// What is said, in the index: what importing a recording's texts writes, and how much at once.
import { beforeEach, describe, expect, test } from 'vitest'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { searchLibrary } from '../../main/engine/db/search/search-queries.ts'
import type { SearchHit } from '../../preload/contract/library.ts'
import { day, now } from '../builders/library-database.ts'
import { searchFor } from '../builders/search-ask.ts'
import { line, SpokenLibrary, textFile } from '../builders/spoken-library.ts'

let library: SpokenLibrary
let reader: LibraryReader

beforeEach(() => {
  library = new SpokenLibrary()
  reader = new LibraryReader(library.db)
})

const find = (text: string): SearchHit[] => searchLibrary(library.db, searchFor(text), now).hits

test('Who speaks in a transcript is known by it, and forgotten with it', async () => {
  const id = library.recording()
  await library.say(id, [
    line('Hello.', 0, 'Maya'),
    line('Hi.', 900, 'Tom'),
    line('So.', 1200, 'Maya'),
    line('…', 1300),
  ])
  await library.say(id, [line('Chatting.', 0, 'Ines')], 'chat')
  expect(reader.speakers('', 10).map(({ name }) => name)).toEqual(['Maya', 'Tom'])
  await library.say(id, [line('Only me.', 0, 'Tom')])
  expect(reader.speakers('', 10).map(({ name }) => name)).toEqual(['Tom'])
})

describe('importing', () => {
  test('replaces what a source had, and only that', async () => {
    const id = library.recording()
    await library.say(id, [line('draft', 1), line('draft again', 2)])
    await library.say(id, [line('hello', 1)], 'chat')
    await library.say(id, [line('final', 1)])
    expect(find('draft')).toEqual([])
    expect(find('final')).toHaveLength(1)
    expect(find('hello')).toHaveLength(1)
    expect(library.poked).toEqual([id, id, id])
  })

  test('writes short recordings that wait together as one piece of the index', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => library.recording({ startedMs: now - at * day }))
    for (const id of ids)
      library.parsed.set(id, {
        texts: [{ file: textFile(1, 'transcript'), lines: [line('so', 0, 'Maya')], people: null }],
        problems: [],
      })
    await Promise.all(ids.map((id) => library.index.importRecording(id)))
    expect(find('so')).toHaveLength(10)
    expect(reader.speakers('', 10)).toEqual([{ name: 'Maya', recordings: 10 }])
    expect(library.db.prepare('SELECT count(DISTINCT segid) FROM search_lines_fts_idx').pluck().get()).toBe(1)
  })

  test('puts pieces of the index together when there are eight, not before', async () => {
    const pieces = library.db.prepare('SELECT count(DISTINCT segid) FROM search_lines_fts_idx').pluck()
    const write = async (recording: number) => {
      const id = library.recording({ startedMs: now - recording * day })
      const lines = Array.from({ length: 1500 }, (_, at) =>
        line(Array.from({ length: 8 }, (_, word) => `w${(at * 31 + word * 977 + recording) % 2003}`).join(' '), at),
      )
      library.parsed.set(id, { texts: [{ file: textFile(id, 'transcript'), lines, people: null }], problems: [] })
      await library.index.importRecording(id)
    }
    for (let recording = 0; recording < 7; recording += 1) await write(recording)
    expect(pieces.get()).toBe(7)
    for (let recording = 7; recording < 12; recording += 1) await write(recording)
    expect(pieces.get()).toBeLessThan(8)
  })

  test('writes less at once while somebody waits for an answer', async () => {
    library.nobodyWaits = false
    const ids = Array.from({ length: 24 }, (_, at) => library.recording({ startedMs: now - at * 60_000 }))
    const lines = Array.from({ length: 40 }, (_, at) => line('so', at * 1000))
    for (const id of ids)
      library.parsed.set(id, { texts: [{ file: textFile(1, 'transcript'), lines, people: null }], problems: [] })
    await Promise.all(ids.map((id) => library.index.importRecording(id)))
    expect(library.db.prepare('SELECT count(*) FROM search_lines').pluck().get()).toBe(960)
    expect(library.db.prepare('SELECT count(DISTINCT segid) FROM search_lines_fts_idx').pluck().get()).toBe(2)
  })

  test('of a file that can’t be read puts the recording under attention, with the reason, until it can be', async () => {
    const id = library.recording()
    const assetId = library.asset(id, { type: 'transcript', file: { name: 'transcript.json' } })
    library.parsed.set(id, {
      texts: [],
      problems: [{ file: textFile(assetId, 'transcript'), reason: 'It is cut off.' }],
    })
    await library.index.importRecording(id)
    expect(reader.overview(now).counts.attention).toBe(1)
    expect(reader.details(id, now)?.assets[0]?.download).toMatchObject({ state: 'done', reason: 'It is cut off.' })
    library.parsed.set(id, {
      texts: [{ file: textFile(assetId, 'transcript', 'b'), lines: [], people: null }],
      problems: [],
    })
    await library.index.importRecording(id)
    expect(reader.overview(now).counts.attention).toBe(0)
  })

  test('takes up at the next start what a crash left out, and nothing twice', async () => {
    const missing = library.recording({}, [{ type: 'transcript', file: { name: 'transcript.srt' } }])
    library.recording({}, [{ type: 'transcript' }])
    const assetId = reader.details(missing, now)?.assets[0]?.id ?? 0
    library.parsed.set(missing, {
      texts: [{ file: textFile(assetId, 'transcript'), lines: [line('found again')], people: null }],
      problems: [],
    })
    await library.index.importMissing()
    await library.index.importMissing()
    expect(find('found')).toHaveLength(1)
    expect(library.poked).toEqual([missing])
  })
})

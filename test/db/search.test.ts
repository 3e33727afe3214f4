// The search box: what is found, how it is shown, and that it stays bounded. And the index behind it.
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SearchLine, TextFile, TextSource } from '../../main/engine/core/review/recording-texts.ts'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { type ParsedTexts, SearchIndex } from '../../main/engine/db/search/search-index.ts'
import { insertSearchLine } from '../../main/engine/db/search/search-lines.ts'
import { type SearchAsk, searchLibrary } from '../../main/engine/db/search/search-queries.ts'
import { nextLineId } from '../../main/engine/db/search/search-slots.ts'
import type { SearchHit } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'
import { searchFor } from '../builders/search-ask.ts'

let library: LibraryDatabase
let reader: LibraryReader
let parsed: Map<number, ParsedTexts>
let index: SearchIndex
let poked: number[]
let nobodyWaits: boolean

beforeEach(() => {
  library = new LibraryDatabase()
  reader = new LibraryReader(library.db)
  parsed = new Map()
  poked = []
  nobodyWaits = true
  index = new SearchIndex(
    library.db,
    { texts: async (id) => parsed.get(id) ?? { texts: [], problems: [] } },
    { poke: ({ recordingIds }) => poked.push(...(recordingIds ?? [])) },
    async () => nobodyWaits,
  )
})

const file = (assetId: number, source: TextSource, sha256 = 'a'): TextFile => ({
  assetId,
  source,
  format: '',
  path: 'x',
  sha256,
})
const line = (text: string, atMs: number | null = null, speaker: string | null = null): SearchLine => ({
  atMs,
  speaker,
  text,
})

async function say(
  recordingId: number,
  lines: readonly SearchLine[],
  source: TextSource = 'transcript',
): Promise<void> {
  parsed.set(recordingId, {
    texts: [{ file: file(1, source, String(Math.random())), lines, people: null }],
    problems: [],
  })
  await index.importRecording(recordingId)
}

const hitsOf = (ask: SearchAsk): SearchHit[] => searchLibrary(library.db, ask, now).hits
const find = (text: string, limit = 50): SearchHit[] => hitsOf(searchFor(text, limit))
const markedParts = (hit: SearchHit | undefined): string[] =>
  (hit?.marks ?? []).map(([a, b]) => hit?.text.slice(a, b) ?? '')

test('recordings of a time that hasn’t come yet are found like any other, however many', async () => {
  for (const text of ['first', 'second', 'third']) {
    await say(library.recording({ startedMs: Date.UTC(9999, 11, 31) }), [line(`${text} of them`)])
  }
  expect(find('them')).toHaveLength(3)
})

test('Who speaks in a transcript is known by it, and forgotten with it', async () => {
  const id = library.recording()
  await say(id, [line('Hello.', 0, 'Maya'), line('Hi.', 900, 'Tom'), line('So.', 1200, 'Maya'), line('…', 1300)])
  await say(id, [line('Chatting.', 0, 'Ines')], 'chat')
  expect(reader.speakers('', 10).map(({ name }) => name)).toEqual(['Maya', 'Tom'])
  await say(id, [line('Only me.', 0, 'Tom')])
  expect(reader.speakers('', 10).map(({ name }) => name)).toEqual(['Tom'])
})

describe('hits', () => {
  test('are lines with their time and speaker, the words marked as they were typed so far', async () => {
    const id = library.recording()
    await say(id, [line('The harbour opens at six.', 4000, 'Maya'), line('Nothing here.', 9000)])
    const hits = find('six harb')
    expect(hits).toMatchObject([{ recordingId: id, source: 'transcript', atMs: 4000, speaker: 'Maya' }])
    expect(markedParts(hits[0])).toEqual(['harbour', 'six'])
  })

  test('ignore accents and case, and find a speaker by name', async () => {
    const id = library.recording()
    await say(id, [line('Café au lait', 0, 'Joaquín Reyes')])
    expect(markedParts(find('CAFE')[0])).toEqual(['Café'])
    expect(find('joaquin')).toHaveLength(1)
  })

  test('stand newest recording first, together, in the order of time, whatever was imported first', async () => {
    const old = library.recording({ startedMs: now - 9 * day })
    const recent = library.recording({ startedMs: now - day, title: 'All about bees' })
    await say(recent, [line('bees one', 1000), line('bees two', 2000)])
    await say(old, [line('old bees', 500)])
    await say(recent, [line('bees in chat', 1500)], 'chat')
    expect(find('bees').map(({ recordingId, source, atMs }) => [recordingId, source, atMs])).toEqual([
      [recent, 'title', null],
      [recent, 'transcript', 1000],
      [recent, 'transcript', 2000],
      [recent, 'chat', 1500],
      [old, 'transcript', 500],
    ])
  })

  test('in titles, rooms and people say which', () => {
    library.session('s', ['Hanne Berg', 'Bo'])
    const id = library.recording({ session: 's', room: library.room('Field notes'), tags: ['reef', 'pilot'] })
    expect(find('fiel')).toMatchObject([{ recordingId: id, source: 'title', text: 'Field notes' }])
    expect(find('hanne')).toMatchObject([{ source: 'participant', text: 'Hanne Berg' }])
    expect(find('pilot')).toMatchObject([{ source: 'title', text: 'pilot' }])
    expect(find('type:participant hanne')).toMatchObject([{ source: 'participant', text: 'Hanne Berg' }])
    expect(find('type:participant pilot')).toEqual([])
  })

  test('show the part of a long line around the first mark', async () => {
    const id = library.recording()
    await say(id, [line(`${'before '.repeat(60)}needle ${'after '.repeat(60)}`)])
    const [hit] = find('needle')
    expect(hit?.text.length).toBeLessThan(220)
    expect(hit?.text).toMatch(/^….*needle.*…$/)
    expect(markedParts(hit)).toEqual(['needle'])
  })

  test('of one long meeting don’t hide the others', async () => {
    const old = library.recording({ startedMs: now - 9 * day })
    const recent = library.recording({ startedMs: now - day })
    await say(old, [line('the word', 1)])
    await say(
      recent,
      Array.from({ length: 3000 }, (_, at) => line('the word again', at)),
    )
    const hits = find('word', 100)
    expect(new Set(hits.map(({ recordingId }) => recordingId))).toEqual(new Set([recent, old]))
    expect(hits.length).toBeLessThan(50)
  })

  test('of a long meeting are its first, however often the word is said', async () => {
    for (const times of [15, 21, 180, 3000]) {
      const id = library.recording({ startedMs: now - times * 60_000 })
      const word = `said${times}`
      await say(
        id,
        Array.from({ length: times }, (_, at) => line(`${word} again`, at * 1000)),
      )
      expect(find(word).map(({ atMs }) => atMs)).toEqual(
        Array.from({ length: Math.min(times, 20) }, (_, at) => at * 1000),
      )
    }
  })

  test('of recordings that began in the same second are each their own', async () => {
    const [one, two] = [library.recording({ startedMs: now }), library.recording({ startedMs: now })]
    await say(
      one,
      Array.from({ length: 300 }, (_, at) => line('same second', at)),
    )
    await say(two, [line('same second', 1)])
    await say(one, [line('same moment', 1)], 'chat')
    expect(new Set(find('same').map(({ recordingId }) => recordingId))).toEqual(new Set([one, two]))
  })

  test('are at most as many as asked for', async () => {
    for (let at = 0; at < 10; at += 1) await say(library.recording({ title: 'word' }), [line('word', at)])
    expect(find('word', 7)).toHaveLength(7)
  })

  test('are none for what has no letter or digit; one letter alone is a word', () => {
    library.recording({ title: 'Anything' })
    library.recording({ title: 'I am alone' })
    expect([find('i'), find('a'), find('al')].map((hits) => hits.length)).toEqual([1, 0, 1])
    for (const text of ['', '  ', '"', '!!!', '\0', '*']) expect(find(text)).toEqual([])
  })

  test('are never an error, whatever is typed', () => {
    library.recording({ title: 'Anything' })
    const bits = [
      '"',
      '-',
      ':',
      '*',
      ' ',
      '(',
      ')',
      'NOT',
      'NEAR',
      '{text}',
      'speaker:',
      'type:chat',
      'room:x',
      'a',
      '\0',
    ]
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...bits)).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(typed, fc.constantFrom('newest' as const, 'relevance' as const), (text, order) => {
        hitsOf(searchFor(text, 10, { order }))
        reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, now)
      }),
    )
  })
})

describe('the language', () => {
  test('finds who says it, where and when, and what else isn’t said', async () => {
    const show = library.recording({ room: library.room('Morning Show'), startedMs: Date.UTC(2026, 9, 5) })
    const late = library.recording({ room: library.room('Late desk'), startedMs: Date.UTC(2026, 10, 5) })
    await say(show, [line('The sea urchin.', 1000, 'Maya Lind'), line('A sea urchin draft.', 2000, 'Tom')])
    await say(late, [line('Sea and urchin.', 3000, 'Maya Lind')])
    await say(late, [line('sea urchin?', 4000, 'Bo')], 'chat')
    const times = (text: string) => find(text).map(({ atMs }) => atMs)
    expect(times('"sea urchin" speaker:maya')).toEqual([1000])
    expect(times('urchin -draft room:"morning show"')).toEqual([1000])
    expect(times('urchin after:2026-11')).toEqual([3000, 4000])
    expect(times('urchin before:2026-11 -speaker:tom')).toEqual([1000])
    expect(times('type:chat')).toEqual([4000])
    expect(times('urchin type:chat')).toEqual([4000])
    expect(times('speaker:"Maya Lind"')).toEqual([3000, 1000])
    expect(find('room:late')).toEqual([])
    const listed = (text: string) =>
      reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, now).ids.length
    expect(
      ['room:late', 'urchin -draft room:morning', 'type:chat', 'before:2026-11', 'speaker:tom', '-draft'].map(listed),
    ).toEqual([1, 1, 1, 1, 1, 2])
  })

  test('finds only in what the rest of the filter passes, however much newer there is', async () => {
    const old = library.recording({ startedMs: now - 9 * day, starred: true })
    await say(old, [line('the word', 1)])
    for (let at = 0; at < 350; at += 1) {
      const id = library.recording({ startedMs: now - at * 1000, title: 'word' })
      insertSearchLine(library.db, nextLineId(library.db, id), id, 'chat', {
        atMs: null,
        speaker: null,
        saidAs: null,
        text: 'the word',
      })
    }
    const starred = { filter: { ...wholeLibrary, text: 'word', list: 'starred' as const } }
    for (const order of ['newest', 'relevance'] as const) {
      expect(hitsOf(searchFor('', 50, { ...starred, order })).map(({ recordingId }) => recordingId)).toEqual([old])
    }
  })

  test('puts what fits best first when that is asked for', async () => {
    const [old, recent] = [library.recording({ startedMs: now - 9 * day }), library.recording({ startedMs: now - day })]
    await say(old, [line('Budget, budget, budget.', 1)])
    await say(recent, [line('And when all of that was done we went on to talk about the budget of the next year.', 2)])
    expect(hitsOf(searchFor('budget', 50, { order: 'relevance' })).map(({ recordingId }) => recordingId)).toEqual([
      old,
      recent,
    ])
  })
})

describe('importing', () => {
  test('replaces what a source had, and only that', async () => {
    const id = library.recording()
    await say(id, [line('draft', 1), line('draft again', 2)])
    await say(id, [line('hello', 1)], 'chat')
    await say(id, [line('final', 1)])
    expect(find('draft')).toEqual([])
    expect(find('final')).toHaveLength(1)
    expect(find('hello')).toHaveLength(1)
    expect(poked).toEqual([id, id, id])
  })

  test('writes short recordings that wait together as one piece of the index', async () => {
    const ids = Array.from({ length: 10 }, (_, at) => library.recording({ startedMs: now - at * day }))
    for (const id of ids)
      parsed.set(id, {
        texts: [{ file: file(1, 'transcript'), lines: [line('so', 0, 'Maya')], people: null }],
        problems: [],
      })
    await Promise.all(ids.map((id) => index.importRecording(id)))
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
      parsed.set(id, { texts: [{ file: file(id, 'transcript'), lines, people: null }], problems: [] })
      await index.importRecording(id)
    }
    for (let recording = 0; recording < 7; recording += 1) await write(recording)
    expect(pieces.get()).toBe(7)
    for (let recording = 7; recording < 12; recording += 1) await write(recording)
    expect(pieces.get()).toBeLessThan(8)
  })

  test('writes less at once while somebody waits for an answer', async () => {
    nobodyWaits = false
    const ids = Array.from({ length: 24 }, (_, at) => library.recording({ startedMs: now - at * 60_000 }))
    const lines = Array.from({ length: 40 }, (_, at) => line('so', at * 1000))
    for (const id of ids)
      parsed.set(id, { texts: [{ file: file(1, 'transcript'), lines, people: null }], problems: [] })
    await Promise.all(ids.map((id) => index.importRecording(id)))
    expect(library.db.prepare('SELECT count(*) FROM search_lines').pluck().get()).toBe(960)
    expect(library.db.prepare('SELECT count(DISTINCT segid) FROM search_lines_fts_idx').pluck().get()).toBe(2)
  })

  test('of a file that can’t be read puts the recording under attention, with the reason, until it can be', async () => {
    const id = library.recording()
    const assetId = library.asset(id, { type: 'transcript', file: { name: 'transcript.json' } })
    parsed.set(id, { texts: [], problems: [{ file: file(assetId, 'transcript'), reason: 'It is cut off.' }] })
    await index.importRecording(id)
    expect(reader.overview(now).counts.attention).toBe(1)
    expect(reader.details(id, now)?.assets[0]?.download).toMatchObject({ state: 'done', reason: 'It is cut off.' })
    parsed.set(id, { texts: [{ file: file(assetId, 'transcript', 'b'), lines: [], people: null }], problems: [] })
    await index.importRecording(id)
    expect(reader.overview(now).counts.attention).toBe(0)
  })

  test('takes up at the next start what a crash left out, and nothing twice', async () => {
    const missing = library.recording({}, [{ type: 'transcript', file: { name: 'transcript.srt' } }])
    library.recording({}, [{ type: 'transcript' }])
    const assetId = reader.details(missing, now)?.assets[0]?.id ?? 0
    parsed.set(missing, {
      texts: [{ file: file(assetId, 'transcript'), lines: [line('found again')], people: null }],
      problems: [],
    })
    await index.importMissing()
    await index.importMissing()
    expect(find('found')).toHaveLength(1)
    expect(poked).toEqual([missing])
  })
})

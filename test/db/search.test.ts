// The search box: what is found, how it is shown, and that it stays bounded.
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { insertSearchLine } from '../../main/engine/db/search/search-lines.ts'
import { type SearchAsk, searchLibrary } from '../../main/engine/db/search/search-queries.ts'
import { nextLineId } from '../../main/engine/db/search/search-slots.ts'
import type { SearchHit } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { day, now } from '../builders/library-database.ts'
import { searchFor } from '../builders/search-ask.ts'
import { line, SpokenLibrary } from '../builders/spoken-library.ts'

let library: SpokenLibrary
let reader: LibraryReader

beforeEach(() => {
  library = new SpokenLibrary()
  reader = new LibraryReader(library.db)
})

const hitsOf = (ask: SearchAsk): SearchHit[] => searchLibrary(library.db, ask, now).hits
const find = (text: string, limit = 50): SearchHit[] => hitsOf(searchFor(text, limit))
const markedParts = (hit: SearchHit | undefined): string[] =>
  (hit?.marks ?? []).map(([a, b]) => hit?.text.slice(a, b) ?? '')

test('recordings of a time that hasn’t come yet are found like any other, however many', async () => {
  for (const text of ['first', 'second', 'third']) {
    await library.say(library.recording({ startedMs: Date.UTC(9999, 11, 31) }), [line(`${text} of them`)])
  }
  expect(find('them')).toHaveLength(3)
})

describe('hits', () => {
  test('are lines with their time and speaker, the words marked as they were typed so far', async () => {
    const id = library.recording()
    await library.say(id, [line('The harbour opens at six.', 4000, 'Maya'), line('Nothing here.', 9000)])
    const hits = find('six harb')
    expect(hits).toMatchObject([{ recordingId: id, source: 'transcript', atMs: 4000, speaker: 'Maya' }])
    expect(markedParts(hits[0])).toEqual(['harbour', 'six'])
  })

  test('ignore accents and case, and find a speaker by name', async () => {
    const id = library.recording()
    await library.say(id, [line('Café au lait', 0, 'Joaquín Reyes')])
    expect(markedParts(find('CAFE')[0])).toEqual(['Café'])
    expect(find('joaquin')).toHaveLength(1)
  })

  test('stand newest recording first, together, in the order of time, whatever was imported first', async () => {
    const old = library.recording({ startedMs: now - 9 * day })
    const recent = library.recording({ startedMs: now - day, title: 'All about bees' })
    await library.say(recent, [line('bees one', 1000), line('bees two', 2000)])
    await library.say(old, [line('old bees', 500)])
    await library.say(recent, [line('bees in chat', 1500)], 'chat')
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
    await library.say(id, [line(`${'before '.repeat(60)}needle ${'after '.repeat(60)}`)])
    const [hit] = find('needle')
    expect(hit?.text.length).toBeLessThan(220)
    expect(hit?.text).toMatch(/^….*needle.*…$/)
    expect(markedParts(hit)).toEqual(['needle'])
  })

  test('of one long meeting don’t hide the others', async () => {
    const old = library.recording({ startedMs: now - 9 * day })
    const recent = library.recording({ startedMs: now - day })
    await library.say(old, [line('the word', 1)])
    await library.say(
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
      await library.say(
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
    await library.say(
      one,
      Array.from({ length: 300 }, (_, at) => line('same second', at)),
    )
    await library.say(two, [line('same second', 1)])
    await library.say(one, [line('same moment', 1)], 'chat')
    expect(new Set(find('same').map(({ recordingId }) => recordingId))).toEqual(new Set([one, two]))
  })

  test('are at most as many as asked for', async () => {
    for (let at = 0; at < 10; at += 1) await library.say(library.recording({ title: 'word' }), [line('word', at)])
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
    await library.say(show, [line('The sea urchin.', 1000, 'Maya Lind'), line('A sea urchin draft.', 2000, 'Tom')])
    await library.say(late, [line('Sea and urchin.', 3000, 'Maya Lind')])
    await library.say(late, [line('sea urchin?', 4000, 'Bo')], 'chat')
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
    await library.say(old, [line('the word', 1)])
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
    await library.say(old, [line('Budget, budget, budget.', 1)])
    await library.say(recent, [
      line('And when all of that was done we went on to talk about the budget of the next year.', 2),
    ])
    expect(hitsOf(searchFor('budget', 50, { order: 'relevance' })).map(({ recordingId }) => recordingId)).toEqual([
      old,
      recent,
    ])
  })
})

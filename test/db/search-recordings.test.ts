// What the palette shows of a search: many recordings, a few lines of each, and all of one that is asked for.
import { beforeEach, describe, expect, test } from 'vitest'
import type { TextSource } from '../../main/engine/core/review/recording-texts.ts'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import type { FoundIn } from '../../preload/contract/library.ts'
import { day, now } from '../builders/library-database.ts'
import { foundFor } from '../builders/search-ask.ts'
import { line, SpokenLibrary } from '../builders/spoken-library.ts'

let library: SpokenLibrary
let reader: LibraryReader

beforeEach(() => {
  library = new SpokenLibrary()
  reader = new LibraryReader(library.db)
})

/** One a second. */
const say = (recordingId: number, texts: readonly string[], source?: TextSource): Promise<void> =>
  library.say(
    recordingId,
    texts.map((text, at) => line(text, at * 1000)),
    source,
  )
const times = (count: number, text: string) => Array.from({ length: count }, () => text)
const told = (found: readonly FoundIn[]) =>
  found.map(({ recordingId, hits, more }) => [recordingId, hits.map(({ atMs }) => atMs), more])

describe('of a word that long recordings say all the time', () => {
  test('every recording has its place, its first lines, and the number of the others', async () => {
    const old = library.recording({ startedMs: now - 20 * day })
    await say(old, times(2, 'The bees.'))
    const long = Array.from({ length: 5 }, (_, at) => library.recording({ startedMs: now - at * day }))
    for (const id of long) await say(id, times(3000, 'So many bees.'))
    expect(told(reader.search(foundFor('bees'), now))).toEqual([
      ...long.map((id) => [id, [0, 1000, 2000, 3000], 2996]),
      [old, [0, 1000], 0],
    ])
  })

  test('so many recordings are told, the newest, among them those whose title says it', async () => {
    const ids = Array.from({ length: 9 }, (_, at) => library.recording({ startedMs: now - at * day }))
    for (const id of ids.filter((_, at) => at % 2 === 0)) await say(id, times(30, 'bees'))
    const titled = library.recording({ startedMs: now - day - 1, title: 'Bees' })
    await say(titled, times(6, 'bees'))
    const found = reader.search(foundFor('bees', { recordings: 3, each: 2 }), now)
    expect(told(found)).toEqual([
      [ids[0], [0, 1000], 28],
      [titled, [null, 0, 1000], 4],
      [ids[2], [0, 1000], 28],
    ])
  })

  test('a session is named once, by its newest recording', async () => {
    const [newer, older] = [0, 1].map((at) => library.recording({ session: 's', startedMs: now - at, title: 'Bees' }))
    for (const order of ['newest', 'relevance'] as const) {
      expect(reader.search(foundFor('bees', { order }), now).map(({ recordingId }) => recordingId)).toEqual([newer])
    }
    await say(older ?? 0, ['bees'])
    expect(told(reader.search(foundFor('bees'), now))).toEqual([
      [newer, [null], 0],
      [older, [0], 0],
    ])
  })

  test('by best match they are those that fit best, their lines in the order of time', async () => {
    const recent = library.recording({ startedMs: now })
    await say(
      recent,
      times(40, 'And then, when all of that was done, there was a word or two about the bees of that year.'),
    )
    const old = library.recording({ startedMs: now - 9 * day })
    await say(old, [
      ...times(5, 'And then there was something to be said about all of the bees.'),
      'Bees, bees, bees.',
      'Bees.',
    ])
    const found = reader.search(foundFor('bees', { order: 'relevance', each: 2 }), now)
    expect(told(found)).toEqual([
      [old, [5000, 6000], 5],
      [recent, [39_000 - 1000, 39_000], 38],
    ])
  })
})

test('all of one recording can be asked for, the first lines first, whatever other recordings say', async () => {
  const [one, other] = [library.recording({ startedMs: now }), library.recording({ startedMs: now - day })]
  await say(one, times(10, 'bees'))
  await say(other, ['bees', 'wasps', 'bees here'])
  await say(other, ['bees there'], 'chat')
  expect(reader.searchIn(other, 'bees', 2)).toMatchObject({
    recordingId: other,
    hits: [{ text: 'bees' }, { text: 'bees here' }],
    more: 1,
  })
  expect(reader.searchIn(other, 'bees type:chat', 200)).toMatchObject({ hits: [{ text: 'bees there' }], more: 0 })
  expect(reader.searchIn(other, 'hornets', 200)).toBeNull()
  expect(reader.searchIn(other, '', 200)).toBeNull()
  expect(reader.searchIn(library.recording(), 'bees', 200)).toBeNull()
})

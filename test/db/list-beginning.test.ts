// What a list with a search begins with, before all of it is gathered.
import { beforeEach, expect, test } from 'vitest'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { insertSearchLine } from '../../main/engine/db/search/search-lines.ts'
import { nextLineId } from '../../main/engine/db/search/search-slots.ts'
import type { LibrarySort } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'

const newestFirst: LibrarySort = { by: 'date', descending: true }
const bestFirst: LibrarySort = { by: 'relevance', descending: true }
const titlesAtoZ: LibrarySort = { by: 'title', descending: false }

let library: LibraryDatabase
let reader: LibraryReader

beforeEach(() => {
  library = new LibraryDatabase()
  reader = new LibraryReader(library.db)
})

function says(recordingId: number, ...texts: string[]): number {
  for (const text of texts) {
    const line = { atMs: 0, speaker: null, saidAs: null, text }
    insertSearchLine(library.db, nextLineId(library.db, recordingId), recordingId, 'transcript', line)
  }
  return recordingId
}
const filter = (text: string) => ({ ...wholeLibrary, text })
const found = (text: string, sort = newestFirst, limit = 300) => reader.find(filter(text), sort, limit, now)
const listed = (text: string, sort = newestFirst) => reader.query(filter(text), sort, now)

test('few are found as a whole, the list as it is otherwise', () => {
  for (let at = 0; at < 9; at += 1) {
    says(
      library.recording({ startedMs: now - at * day, session: `s${at % 3}`, title: `Part ${9 - at}` }),
      'the harbour',
    )
  }
  library.recording({ title: 'Elsewhere' })
  for (const sort of [newestFirst, titlesAtoZ, { by: 'date', descending: false } as const]) {
    for (const text of ['harb', 'part', 'harbour before:2031', 'nobody']) {
      const { list, whole } = found(text, sort)
      expect(whole).toBe(true)
      expect(list).toEqual(listed(text, sort))
    }
  }
})

test('of many the newest come at once, and the word is that there are others', () => {
  const ids = Array.from({ length: 40 }, (_, at) => says(library.recording({ startedMs: now - at * day }), 'the word'))
  const { list, whole, hits } = found('word', newestFirst, 10)
  expect(whole).toBe(false)
  expect([...list.ids]).toEqual(ids.slice(0, 10))
  expect(hits.map(({ recordingId }) => recordingId)).toEqual(ids.slice(0, 10))
  expect([...listed('word').ids]).toEqual(ids)
})

test('a filter without words lists all that pass it; an order of its own begins with any of what is found', () => {
  const room = library.room('Late desk')
  const ids = Array.from({ length: 20 }, (_, at) =>
    says(library.recording({ room, startedMs: now - at * day, title: `Night ${20 - at}` }), 'the word'),
  )
  expect(found('room:late', newestFirst, 5)).toMatchObject({ whole: true, hits: [] })
  expect([...found('room:late', newestFirst, 5).list.ids]).toEqual(ids)
  const byTitle = found('word', titlesAtoZ, 5)
  expect(byTitle.whole).toBe(true)
  expect([...byTitle.list.ids]).toEqual(ids.toReversed())
})

test('what fits best stands first in the list too, the others newest first', () => {
  const long = 'And when all of that was done we went on to talk about the budget of the next year.'
  const recent = says(library.recording({ startedMs: now - day }), long)
  const old = says(library.recording({ startedMs: now - 9 * day }), 'Budget, budget, budget.')
  expect([...found('budget', bestFirst).list.ids]).toEqual([old, recent])
  expect([...listed('budget', bestFirst).ids]).toEqual([old, recent])
  expect([...listed('', bestFirst).ids]).toEqual([recent, old])
})

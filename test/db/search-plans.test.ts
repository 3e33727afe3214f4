// How SQLite goes about a search: along an index, from the newest, never by sorting all there is.
import { expect, test } from 'vitest'
import { linesWalk, titlesWalk } from '../../main/engine/db/search/search-walk.ts'
import { LibraryDatabase } from '../builders/library-database.ts'

const library = new LibraryDatabase()
const plan = (sql: string, parameters: object): string =>
  library.db
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all({ before: 1, ...parameters })
    .map(({ detail }) => detail)
    .join('\n')

test('lines and titles are walked by id, without a sort', () => {
  const [linesOf, titlesOf] = [linesWalk({ match: 'a', sources: null }), titlesWalk()]
  for (const within of ['', 'IN (SELECT 1)']) {
    const and = (slot: string) => (within === '' ? '' : ` AND ${slot} ${within}`)
    const lines = plan(linesOf.rows(and(linesOf.slot)), { lines: '"a"*' })
    const titles = plan(titlesOf.rows(and(titlesOf.slot)), { titles: '"a"*' })
    expect(lines).toMatch(/SCAN search_lines_fts VIRTUAL TABLE/)
    expect(`${lines}\n${titles}`).not.toMatch(/TEMP B-TREE FOR ORDER BY|SCAN l\b/)
  }
})

test('all lines of a type come from the index of types', () => {
  const markers = plan(linesWalk({ match: null, sources: ['marker'] }).rows(''), {})
  expect(markers).toMatch(/USING INDEX search_lines_by_source/)
  expect(markers).not.toMatch(/TEMP B-TREE/)
})

test('a word and a type: lines of the type are gathered by its index, not looked for among all that say the word', () => {
  const chats = plan(linesWalk({ match: 'a', sources: ['chat'] }).rows(''), { lines: '"a"*' })
  expect(chats).toMatch(/LIST SUBQUERY[\s\S]*USING COVERING INDEX search_lines_by_source/)
  expect(chats).not.toMatch(/TEMP B-TREE FOR ORDER BY/)
})

test('FTS5 begins where a walk goes on: what is newer isn’t met again', () => {
  const insert = library.db.prepare<[number]>(
    "INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (?, '', 'bees')",
  )
  for (let id = 1; id <= 100; id += 1) insert.run(id)
  let met = 0
  library.db.function('met', { varargs: true }, () => {
    met += 1
    return 1
  })
  const walk = linesWalk({ match: 'a', sources: null })
  const sql = walk.ids('').replace('WHERE', `WHERE met(${walk.id}) AND`)
  const ids = library.db.prepare<[object], number>(sql).pluck()
  expect(ids.all({ lines: 'bees', before: 11 })).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  expect(met).toBeLessThan(20)
})

// How SQLite goes about a search: along an index, from the newest, never by sorting all there is.
import { expect, test } from 'vitest'
import { linesWalk, titlesWalk } from '../../main/engine/db/search-walk.ts'
import { LibraryDatabase } from '../builders/library-database.ts'

const library = new LibraryDatabase()
const plan = (sql: string, parameters: object): string =>
  library.db
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all({ before: 1, ...parameters })
    .map(({ detail }) => detail)
    .join('\n')

test('lines and titles are walked by id, without a sort', () => {
  for (const within of [null, 'IN (SELECT 1)']) {
    const lines = plan(linesWalk({ match: 'a', sources: null }, 'newest').query(within), { lines: '"a"*' })
    const titles = plan(titlesWalk('newest').query(within), { titles: '"a"*' })
    expect(lines).toMatch(/SCAN search_lines_fts VIRTUAL TABLE/)
    expect(`${lines}\n${titles}`).not.toMatch(/TEMP B-TREE FOR ORDER BY|SCAN l\b/)
  }
})

test('all lines of a type come from the index of types', () => {
  const markers = plan(linesWalk({ match: null, sources: ['marker'] }, 'newest').query(null), {})
  expect(markers).toMatch(/USING INDEX search_lines_by_source/)
  expect(markers).not.toMatch(/TEMP B-TREE/)
})

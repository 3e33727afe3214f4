// How SQLite goes about the library's lists, counts and rows: by which index, and without sorting.
import { beforeEach, describe, expect, test } from 'vitest'
import { listQuery } from '../../main/engine/db/library/library-queries-list.ts'
import { countsQuery, roomsQuery } from '../../main/engine/db/library/library-queries-overview.ts'
import { rowsQuery } from '../../main/engine/db/library/library-queries-rows.ts'
import { readSearch, searchConditions } from '../../main/engine/db/search/search-scope.ts'
import type { LibraryFilter } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { LibraryDatabase, now } from '../builders/library-database.ts'

let library: LibraryDatabase
beforeEach(() => {
  library = new LibraryDatabase()
})

describe('plans', () => {
  const plan = (sql: string, parameters: Record<string, string | number> | string[] = {}): string =>
    library.db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(parameters)
      .map(({ detail }) => detail)
      .join('\n')

  const filters: Partial<LibraryFilter>[] = [
    {},
    { list: 'expiring' },
    { list: 'attention' },
    { roomIds: [1, 2], statuses: ['ready'], hasTranscript: true, downloaded: 'partly' },
    { sinceMs: 1, untilMs: 2 },
    { fromS: 60, belowS: 3600, speaker: 'Maya' },
    { workspaceId: 1 },
    { text: 'word' },
    { text: 'word room:show after:2026 type:chat' },
  ]
  test.each(filters)('the list for %o is one pass over its index, already in order', (filter) => {
    const asked = { ...wholeLibrary, ...filter }
    const search = searchConditions(readSearch(library.db, asked.text))
    const { sql, parameters } = listQuery(asked, { by: 'size', descending: true }, now, search)
    expect(plan(sql, parameters)).toMatch(/(SCAN|SEARCH) recordings USING COVERING INDEX recordings_list/)
    expect(plan(sql, parameters)).not.toMatch(
      /USE TEMP B-TREE FOR ORDER BY|SCAN (files|downloads|assets|search_lines)\b(?! USING)/,
    )
  })

  test('counts and rooms read indexes only', () => {
    const counting = plan(countsQuery, { now, soon: now })
    expect(counting).toContain('recordings_begun')
    expect(counting).not.toMatch(/recordings_list|SCAN recordings$|recordings USING INDEX/m)
    expect(plan(roomsQuery)).toBe('SCAN recordings USING COVERING INDEX recordings_by_room')
  })

  test('rows are found by id', () => {
    expect(plan(rowsQuery, ['[1]'])).not.toMatch(/SCAN (r|m|s|p|o)\b/)
  })
})

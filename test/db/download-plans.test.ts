// How SQLite goes about what is asked of the queue often: along an index, never by sorting all there is.
import { expect, test } from 'vitest'
import { listSql } from '../../main/engine/db/download/download-queries.ts'
import { LibraryDatabase } from '../builders/library-database.ts'

const library = new LibraryDatabase()
const planOf = (sql: string): string =>
  library.db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map((step) => step.detail)
    .join('; ')

test('claiming walks along the index: no sort, however long the queue', () => {
  const plan = planOf(
    `SELECT d.asset_id FROM downloads d WHERE d.state = 'queued' ORDER BY d.priority, d.due_ms, d.queued_ms LIMIT 4`,
  )
  expect(plan).toMatch(/INDEX downloads_queue/)
  expect(plan).not.toMatch(/TEMP B-TREE/)
})

test('the sums are read from the index alone', () => {
  expect(planOf('SELECT state, count(*), total(total_bytes) FROM downloads GROUP BY state')).toMatch(
    /COVERING INDEX downloads_queue/,
  )
})

test.each(['queued', 'done'] as const)('the panel’s %s ones come out of an index in their order', (state) => {
  const plan = planOf(listSql(state).replace('?', '50'))
  expect(plan).toMatch(/INDEX downloads_/)
  expect(plan).not.toMatch(/TEMP B-TREE/)
})

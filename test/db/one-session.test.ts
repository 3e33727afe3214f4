/** A session with 100,000 recordings: no documented one has, and no limit says that none may. */
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../main/engine/db/database.ts'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { migrate } from '../../main/engine/db/migrate.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { buildItems } from '../../renderer/stores/library-items.ts'

const recordings = 100_000
const db = openDatabase(':memory:', { journal: 'wal' })
afterEach(() => db.close())

test('is one line of the list, opens to all of them, newest first, and says how many it has', () => {
  migrate(db)
  db.exec(`
    INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'https://api.invalid', 'key', 0);
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${recordings})
    INSERT INTO recordings (id, group_id, workspace_id, kind, upstream_id, session_upstream_id, status, sort_ms)
    SELECT i, 1, 1, 'recording', 'r' || i, 'the one session', 'ready', i FROM n`)
  const reader = new LibraryReader(db)
  const list = reader.query(wholeLibrary, { by: 'date', descending: true }, 0)
  expect([...list.groupSizes]).toEqual([recordings])
  expect([...list.ids.subarray(0, 3)]).toEqual([recordings, recordings - 1, recordings - 2])

  expect(buildItems(list, new Set()).keys).toHaveLength(1)
  expect(buildItems(list, new Set([-1])).keys).toHaveLength(1 + recordings)
  // What is said of any of them is said of it, however many they are.
  db.exec(`UPDATE recordings SET user_title = 'The marathon', tags = '["cut"]' WHERE id = 5;
    UPDATE recordings SET reviewed = 1 WHERE id % 2 = 0; UPDATE recordings SET starred = 1 WHERE id = 7`)
  const [row] = reader.rows([recordings], 0)
  expect(row).toMatchObject({
    title: 'The marathon',
    session: { recordingCount: recordings, titledId: 5, starred: 1, reviewed: recordings / 2, tags: ['cut'] },
  })
})

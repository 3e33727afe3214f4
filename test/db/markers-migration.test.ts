// An older library gets room for markers, and its search finds what it found.
import { expect, test } from 'vitest'
import { openDatabase } from '../../main/engine/db/database.ts'
import { migrateBefore, migrateTo } from '../builders/older-database.ts'

test('lines keep their ids and are found, and a marker’s line may stand beside them', () => {
  const db = openDatabase(':memory:', { journal: 'wal' })
  migrateBefore(db, 20)
  db.exec(`
    INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0);
    INSERT INTO recordings (id, workspace_id, kind, upstream_id, status, sort_ms) VALUES (7, 1, 'recording', 'r', 'ready', 0);
    INSERT INTO search_lines (id, recording_id, source, at_ms, speaker, text) VALUES
      (4711, 7, 'transcript', 1000, 'Ann', 'the ferry crews'), (9000000000, 7, 'chat', NULL, NULL, 'harbour');
  `)
  migrateTo(db, 20)
  const find = (words: string) =>
    db.prepare('SELECT rowid FROM search_lines_fts WHERE search_lines_fts MATCH ?').pluck().all(words)
  expect([find('ferry'), find('harbour')]).toEqual([[4711], [9_000_000_000]])
  db.exec(`INSERT INTO search_lines (id, recording_id, source, at_ms, text) VALUES (4712, 7, 'marker', 5, 'nice quay')`)
  db.exec(`DELETE FROM search_lines WHERE id = 4711`)
  expect([find('ferry'), find('quay')]).toEqual([[], [4712]])
  db.exec(`INSERT INTO search_lines_fts (search_lines_fts) VALUES ('integrity-check')`)
  const plan = db.prepare('EXPLAIN QUERY PLAN SELECT * FROM markers WHERE recording_id = 7').all()
  expect(JSON.stringify(plan)).toMatch(/SEARCH markers USING PRIMARY KEY/)
  db.close()
})

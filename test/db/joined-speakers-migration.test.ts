// An older library gets room for the names that lines were indexed by; what it has indexed stays, and nothing is read again.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { recordingsToImport } from '../../main/engine/db/search/text-queries.ts'
import { migrateBefore, migrateTo } from '../builders/older-database.ts'

let db: Db

beforeEach(() => {
  db = openDatabase(':memory:', { journal: 'wal' })
  migrateBefore(db, 120)
  db.exec(`
    INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0);
    INSERT INTO recordings (id, workspace_id, kind, upstream_id, status, sort_ms) VALUES (7, 1, 'recording', 'one', 'ready', 0);
    INSERT INTO imported_texts (recording_id, source, asset_id, sha256) VALUES (7, 'transcript', 3, 'abc');
  `)
  migrateTo(db, 120)
})
afterEach(() => {
  db.close()
})

test('what was indexed stays, by names that nobody knows any more', () => {
  expect(db.prepare('SELECT * FROM imported_texts').all()).toEqual([
    { recording_id: 7, source: 'transcript', asset_id: 3, sha256: 'abc', people: null },
  ])
  expect(recordingsToImport(db)).toEqual([])
})

test('names are JSON or nothing', () => {
  db.exec(`UPDATE imported_texts SET people = '{"peer":"Maya"}'`)
  expect(() => db.exec(`UPDATE imported_texts SET people = 'Maya'`)).toThrow(/CHECK/)
})

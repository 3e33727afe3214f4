// An older library gets room for the person's names, and whoever changes one, the lines to rename are known.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { migrateBefore, migrateTo } from '../builders/older-database.ts'

let db: Db

beforeEach(() => {
  db = openDatabase(':memory:', { journal: 'wal' })
  migrateBefore(db, 30)
  db.exec(`
    INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0);
    INSERT INTO rooms (id, workspace_id, upstream_id) VALUES (5, 1, 'room');
    INSERT INTO recordings (id, workspace_id, room_id, kind, upstream_id, status, sort_ms) VALUES
      (7, 1, 5, 'recording', 'spoken', 'ready', 0), (8, 1, 5, 'recording', 'silent', 'ready', 0);
    INSERT INTO search_lines (id, recording_id, source, at_ms, speaker, text) VALUES
      (4711, 7, 'transcript', 1000, 'iPhone', 'the ferry crews'), (4712, 7, 'chat', 2000, 'iPhone', 'harbour'),
      (4713, 7, 'chat', NULL, 'Ann', 'whenever');
  `)
  migrateTo(db, 30)
})
afterEach(() => {
  db.close()
})

const find = (words: string) =>
  db.prepare('SELECT rowid FROM search_lines_fts WHERE search_lines_fts MATCH ?').pluck().all(words)
const waiting = () => db.prepare('SELECT recording_id FROM renamed_recordings').pluck().all()

test('a line that gets another speaker is found by that one only', () => {
  db.exec(`UPDATE search_lines SET speaker = 'Tom', said_as = 'iPhone' WHERE id = 4711`)
  expect([find('tom'), find('iphone'), find('ferry')]).toEqual([[4711], [4712], [4711]])
  db.exec(`INSERT INTO search_lines_fts (search_lines_fts) VALUES ('integrity-check')`)
})

test('names of a room or a recording make its lines wait, those without lines not', () => {
  db.exec(`UPDATE rooms SET user_title = 'Breakfast'; UPDATE recordings SET starred = 1`)
  expect(waiting()).toEqual([])
  db.exec(`UPDATE rooms SET speakers = '{"iPhone":"Tom"}'`)
  expect(waiting()).toEqual([7])
  db.exec(`DELETE FROM renamed_recordings; UPDATE recordings SET speakers = '{"iPhone":"Maya"}'`)
  expect(waiting()).toEqual([7])
  db.exec(`DELETE FROM renamed_recordings; UPDATE recordings SET room_id = NULL`)
  expect(waiting()).toEqual([7])
})

test('a chat that is moved takes its lines along, and nothing else', () => {
  db.exec(
    'UPDATE recordings SET chat_offset_ms = -1500 WHERE id = 7; UPDATE recordings SET chat_offset_ms = -500 WHERE id = 7',
  )
  expect(db.prepare('SELECT at_ms FROM search_lines ORDER BY id').pluck().all()).toEqual([1000, 1500, null])
})

// The step that puts titles in the order of time: what was found before is found after, under the same ids of lines.
import { expect, test } from 'vitest'
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { migrate, migrations } from '../../main/engine/db/migrate.ts'

const second = (slot: number) => Date.UTC(2015, 0, 1) + slot * 1000

function before(): Db {
  const db = openDatabase(':memory:', { journal: 'wal' })
  for (const { version, sql } of migrations) if (version < 50) db.exec(sql)
  db.exec(
    `INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0)`,
  )
  return db
}

test('Every recording has a slot of its own by the time it began, and its title stands there', () => {
  const db = before()
  const recording = db.prepare<[number, string, number, string]>(
    `INSERT INTO recordings (id, workspace_id, kind, upstream_id, status, sort_ms, user_title)
      VALUES (?, 1, 'recording', ?, 'ready', ?, ?)`,
  )
  recording.run(1, 'a', second(500), 'Bees in June')
  recording.run(2, 'b', second(500), 'Bees in May')
  recording.run(3, 'c', second(500), 'Bees')
  recording.run(4, 'd', second(900), 'More bees')
  recording.run(5, 'e', Date.UTC(9999, 0), 'Bees of the future')
  db.exec('INSERT INTO search_slots (slot, recording_id) VALUES (500, 2)')
  db.prepare(`INSERT INTO search_lines (id, recording_id, source, text) VALUES (?, 2, 'chat', 'a line')`).run(
    500 * 2 ** 23 + 1,
  )

  for (const { version, sql } of migrations) if (version === 50) db.exec(sql)

  const found = db
    .prepare<[], number>(
      `SELECT recording_id FROM recordings_fts CROSS JOIN search_slots ON slot = recordings_fts.rowid
        WHERE recordings_fts MATCH 'bees' ORDER BY recordings_fts.rowid DESC`,
    )
    .pluck()
    .all()
  expect(found).toEqual([5, 4, 3, 1, 2])
  expect(db.prepare('SELECT slot FROM search_slots WHERE recording_id = 2').pluck().get()).toBe(500)
  expect(db.prepare(`SELECT count(*) FROM search_lines_fts WHERE search_lines_fts MATCH 'line'`).pluck().get()).toBe(1)
  db.exec('DELETE FROM search_lines')
  expect(db.prepare(`SELECT count(*) FROM search_lines_fts WHERE search_lines_fts MATCH 'line'`).pluck().get()).toBe(0)
})

test('A new database has it too', () => {
  const db = openDatabase(':memory:', { journal: 'wal' })
  migrate(db)
  expect(db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'search_lines_insert'`).get()).toBeUndefined()
})

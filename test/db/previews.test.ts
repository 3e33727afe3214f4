// Which files are asked for, as downloads finish, files change and pictures are made.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../main/engine/db/database.ts'
import { openDatabase } from '../../main/engine/db/database.ts'
import { PreviewRepository } from '../../main/engine/db/library/preview-repository.ts'
import { migrate, migrations } from '../../main/engine/db/migrate.ts'
import { migrateBefore } from '../builders/older-database.ts'

let db: Db
let previews: PreviewRepository

beforeEach(() => {
  db = openDatabase(':memory:', { journal: 'wal' })
})
afterEach(() => db.close())

const key = (letter: string) => letter.repeat(64)

/** Recording `id` of that age with one asset of the same id. */
function recording(id: number, type = 'room-composite', sortMs = id): void {
  db.exec(`INSERT OR IGNORE INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'me', 0);
    INSERT INTO recordings (id, workspace_id, kind, upstream_id, status, sort_ms, has_video)
      VALUES (${id}, 1, 'recording', 'r${id}', 'ready', ${sortMs}, 1);
    INSERT INTO assets (id, workspace_id, recording_id, identity, type, type_raw, available)
      VALUES (${id}, 1, ${id}, 'a${id}', '${type}', '${type}', 1);
    INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms) VALUES (${id}, ${id}, 'running', 0, 0, 0)`)
}

function finish(id: number, sha256 = key('a'), name = 'composite.mp4'): void {
  db.exec(`INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
      VALUES (${id}, '${name}', 1, '${sha256}', 1, 0, 0) ON CONFLICT DO UPDATE SET sha256 = excluded.sha256;
    UPDATE downloads SET state = 'done' WHERE asset_id = ${id}`)
}

test('what was downloaded before there were pictures is asked for, the newest first', () => {
  migrateBefore(db, 40)
  for (const id of [1, 2, 3]) recording(id)
  for (const id of [1, 3]) finish(id)
  migrate(db, migrations)
  previews = new PreviewRepository(db)
  expect(previews.next([])).toBe(3)
  previews.made(3, key('a'), true)
  expect(previews.next([])).toBe(1)
  previews.failed(1, key('a'), 'It can’t be decoded.', '1.0.0')
  expect(previews.next([])).toBeNull()
})

test('what an older version failed at, or one before that was noted, is asked for again', () => {
  migrateBefore(db, 170)
  for (const id of [1, 2, 3, 4]) {
    recording(id)
    finish(id)
  }
  db.exec(`UPDATE previews SET state = 'failed', key = '${key('a')}', reason = 'It has a gap.'`)
  migrate(db, migrations)
  previews = new PreviewRepository(db)
  previews.failed(2, key('a'), 'It can’t be decoded.', '1.9.0')
  previews.failed(3, key('a'), 'It can’t be decoded.', '1.10.0')
  previews.failed(4, key('a'), 'It can’t be decoded.', '1.11.0')
  expect(previews.next([])).toBeNull()
  previews.wantFailedOfOlder('1.10.0')
  expect(previews.next([])).toBe(2)
  expect(previews.next([2])).toBe(1)
  expect(previews.next([1, 2])).toBeNull()
  expect(() => db.exec("UPDATE previews SET maker = ''")).toThrow(/CHECK/)
  const plan = db
    .prepare("EXPLAIN QUERY PLAN UPDATE previews SET state = 'wanted' WHERE state = 'failed' AND maker IS '1.9.0'")
    .all()
  expect(JSON.stringify(plan)).toContain('previews_failed')
})

test('a finished download asks, a transcript does not, and one that failed asks again when it comes anew', () => {
  migrate(db)
  previews = new PreviewRepository(db)
  recording(1)
  recording(2, 'transcript')
  expect(previews.next([])).toBeNull()
  finish(2)
  expect(previews.next([])).toBeNull()
  finish(1)
  expect(previews.next([])).toBe(1)
  previews.failed(1, key('a'), 'It can’t be decoded.', '1.0.0')
  db.exec("UPDATE downloads SET state = 'queued' WHERE asset_id = 1")
  expect(previews.next([])).toBeNull()
  finish(1, key('b'))
  expect(previews.next([])).toBe(1)
  expect(previews.keyOf(1)).toBe(key('b'))
})

test('of many files, as a playlist has, each counts', () => {
  migrate(db)
  previews = new PreviewRepository(db)
  recording(1, 'room-vod')
  finish(1, key('a'), 'vod/master.m3u8')
  finish(1, key('b'), 'vod/segment_0.ts')
  const before = previews.keyOf(1)
  finish(1, key('c'), 'vod/segment_0.ts')
  expect(before).toMatch(/^[0-9a-f]{64}$/)
  expect(previews.keyOf(1)).not.toBe(before)
})

test('the next one is found without looking at those that are made', () => {
  migrate(db)
  const plan = db
    .prepare(
      "EXPLAIN QUERY PLAN SELECT asset_id FROM previews WHERE state = 'wanted' ORDER BY newest_ms DESC, asset_id DESC LIMIT 1",
    )
    .all()
  expect(JSON.stringify(plan)).toContain('previews_wanted')
  expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
})

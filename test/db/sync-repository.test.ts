/** What syncing writes: one row for one thing however it comes, and nothing of the person's touched. */
import { beforeEach, describe, expect, test } from 'vitest'
import {
  parseAsset,
  parseRecording,
  parseRoom,
  parseSession,
} from '../../main/engine/adapters/api/recordings-api-schemas.ts'
import type { RejectedItem } from '../../main/engine/core/model.ts'
import type { Db } from '../../main/engine/db/database.ts'
import { SyncRepository } from '../../main/engine/db/sync/sync-repository.ts'
import type { WrittenPage } from '../../main/engine/db/sync/sync-touched.ts'
import { WorkspaceRepository } from '../../main/engine/db/sync/workspace-repository.ts'
import type { Result } from '../../preload/contract/result.ts'
import { emptyDatabase } from '../builders/synced-library.ts'

const now = Date.UTC(2026, 10, 22, 12)
let db: Db
let store: SyncRepository
let workspaceId: number

beforeEach(() => {
  db = emptyDatabase()
  store = new SyncRepository(db, { afterPage: () => {} })
  workspaceId = new WorkspaceRepository(db).findOrAdd({ apiUrl: 'http://api/v2', identity: 'key' }, 'Studio', now).id
})

function read<T>(parsed: Result<{ readonly item: T }, RejectedItem>): T {
  if (!parsed.ok) throw new Error(parsed.error.reason)
  return parsed.value.item
}
const recording = (raw: object) => store.applyRecording(workspaceId, read(parseRecording('recording', raw)), now)
const asset = (raw: object) => store.applyAsset(workspaceId, read(parseAsset(raw, null)), now)
const room = (raw: object) => store.applyRoom(workspaceId, read(parseRoom(raw)), now)
const all = (sql: string) => db.prepare(sql).all()

const job = { id: 'job', room_id: 'room', session_id: 'ses', status: 'completed', created_at: '2026-11-01T00:00:00Z' }
const chat = { type: 'chat', path: 's3://b/c.csv', status: 'completed' }

describe('an asset is one row', () => {
  test('inside its recording without an id, then in the list with one, then inside again', () => {
    recording({ ...job, recording_assets: [chat] })
    const [before] = all('SELECT id FROM assets')
    asset({ ...chat, id: 'a1', job_id: 'job' })
    expect(all('SELECT id, upstream_id, identity FROM assets')).toEqual([
      { ...(before as object), upstream_id: 'a1', identity: 'a1' },
    ])
    expect(recording({ ...job, recording_assets: [chat] }).changed).toBe(0)
    expect(all('SELECT upstream_id FROM assets')).toEqual([{ upstream_id: 'a1' }])
  })

  test('and keeps the time that the person put right when it gets an id', () => {
    recording({ ...job, recording_assets: [chat] })
    db.exec('UPDATE recordings SET source_offsets = (SELECT json_object(identity, 1500) FROM assets)')
    asset({ ...chat, id: 'a1', job_id: 'job' })
    expect(all('SELECT source_offsets FROM recordings')).toEqual([{ source_offsets: '{"a1":1500}' }])
  })

  test('two of a kind at the same path with ids of their own are two', () => {
    asset({ ...chat, id: 'a1', job_id: 'job' })
    asset({ ...chat, id: 'a2', job_id: 'job' })
    expect(all('SELECT identity FROM assets ORDER BY 1')).toEqual([{ identity: 'a1' }, { identity: 'a2' }])
  })

  test('that came before its job moves to it, but not once its file has a place', () => {
    asset({ ...chat, id: 'a1', job_id: 'job', session_id: 'ses' })
    asset({ ...chat, id: 'a2', job_id: 'job', session_id: 'ses' })
    db.exec(`UPDATE assets SET file_name = 'chat.csv' WHERE upstream_id = 'a1'`)
    db.exec(`INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms)
      SELECT id, recording_id, 'queued', 1, 0, 0 FROM assets`)
    recording(job)
    const places = `SELECT a.upstream_id AS asset, r.kind, d.recording_id = a.recording_id AS moved_along
      FROM assets a JOIN recordings r ON r.id = a.recording_id JOIN downloads d ON d.asset_id = a.id ORDER BY 1`
    const expected = [
      { asset: 'a1', kind: 'session', moved_along: 1 },
      { asset: 'a2', kind: 'recording', moved_along: 1 },
    ]
    expect(all(places)).toEqual(expected)
    asset({ ...chat, id: 'a1', job_id: 'job', session_id: 'ses', size: 5 })
    expect(all(places)).toEqual(expected)
  })
})

test('a stand-in that the person starred stays when its assets have gone to their job', () => {
  asset({ ...chat, id: 'a1', job_id: 'job', session_id: 'ses' })
  db.exec('UPDATE recordings SET starred = 1')
  recording(job)
  expect(all('SELECT kind FROM recordings ORDER BY 1')).toEqual([{ kind: 'recording' }, { kind: 'session' }])
})

test('what the person wrote of a room and a recording outlives every change upstream', () => {
  room({ id: 'room', name: 'Desk' })
  recording(job)
  db.exec(`UPDATE rooms SET user_title = 'Ours', speakers = '{"a":"b"}', folder = 'Desk', revision = 3`)
  db.exec(
    `UPDATE recordings SET user_title = 'Mine', tags = '["x"]', starred = 1, reviewed = 1, position_s = 4, revision = 2`,
  )
  room({ id: 'room', name: 'Renamed' })
  recording({ ...job, status: 'failed', room_id: 'room' })
  expect(all('SELECT name, user_title, speakers, folder, revision FROM rooms')).toEqual([
    { name: 'Renamed', user_title: 'Ours', speakers: '{"a":"b"}', folder: 'Desk', revision: 3 },
  ])
  expect(all('SELECT status, user_title, tags, starred, reviewed, position_s, revision FROM recordings')).toEqual([
    { status: 'failed', user_title: 'Mine', tags: '["x"]', starred: 1, reviewed: 1, position_s: 4, revision: 2 },
  ])
})

test('a room that turns out to have a bucket of its own takes the expiry back', () => {
  recording({ ...job, recording_assets: [{ ...chat, id: 'a1', path: 's3://ours/c.csv' }] })
  const expiry = () => db.prepare('SELECT expires_ms FROM assets').pluck().get()
  expect(expiry()).toBe(Date.UTC(2026, 10, 16))
  room({ id: 'room', recording_info: { upload_info: { location: 'ours' } } })
  expect(expiry()).toBeNull()
})

test('a list without assets takes none away that the whole object told', () => {
  recording({ ...job, recording_assets: [{ ...chat, id: 'a1' }] })
  expect(recording(job).changed).toBe(0)
  expect(recording({ ...job, recording_assets: null }).changed).toBe(0)
})

test('people who leave a session are no longer in it', () => {
  const session = (peers: object) => store.applySession(workspaceId, read(parseSession({ id: 'ses', peers })), now)
  recording(job)
  expect(session({ p1: { name: 'Ana' }, p2: { name: 'Bo' } }).recordingIds).toHaveLength(1)
  session({ p1: { name: 'Ana Maria' } })
  expect(all('SELECT peer_id, name FROM participants')).toEqual([{ peer_id: 'p1', name: 'Ana Maria' }])
})

test('what a sync asks at every run uses its indexes', () => {
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => step.detail)
      .join('; ')
  const jobs = `workspace_id = 1 AND settled = 0 AND kind IN ('recording', 'live-stream', 'external-stream')`
  expect(plan(`SELECT id, kind, upstream_id FROM recordings INDEXED BY recordings_unsettled WHERE ${jobs}`)).toMatch(
    /SEARCH recordings USING .*recordings_unsettled \(workspace_id=\? AND kind=\?\)/,
  )
  expect(plan('SELECT upstream_id FROM rooms WHERE workspace_id = 1 AND raw IS NULL')).toContain('rooms_unknown')
  expect(plan('SELECT upstream_id FROM sessions WHERE workspace_id = 1 AND raw IS NULL')).toContain('sessions_unknown')
  expect(
    plan(
      `UPDATE recordings SET only_copy = 1 WHERE workspace_id = 1 AND kind = 'recording' AND sweep < 2 AND only_copy = 0`,
    ),
  ).toContain('recordings_by_sweep')
  expect(plan('UPDATE assets SET only_copy = 1 WHERE workspace_id = 1 AND sweep < 2 AND only_copy = 0')).toContain(
    'assets_by_sweep',
  )
})

describe('a page is written once', () => {
  test('recordings of one session stand together from the moment they are there', () => {
    recording(job)
    recording({ ...job, id: 'second' })
    recording({ ...job, id: 'alone', session_id: 'other' })
    expect(all('SELECT id, group_id FROM recordings ORDER BY id')).toEqual([
      { id: 1, group_id: 1 },
      { id: 2, group_id: 1 },
      { id: 3, group_id: 3 },
    ])
  })

  test('the hook hears of sums and of search texts apart: assets are no text, participants no sum', () => {
    const written: WrittenPage[] = []
    store = new SyncRepository(db, { afterPage: (page) => written.push(page) })
    recording(job)
    asset({ ...chat, id: 'a1', job_id: 'job' })
    store.applySession(workspaceId, read(parseSession({ id: 'ses', peers: { p: { id: 'p', name: 'Ann' } } })), now)
    expect(written).toEqual([
      { assetIds: [], summedIds: [1], textIds: [1], misnamedIds: [] },
      { assetIds: [1], summedIds: [1], textIds: [], misnamedIds: [] },
      { assetIds: [], summedIds: [], textIds: [1], misnamedIds: [] },
    ])
  })

  test('the same again writes no row', () => {
    const page = { items: [read(parseRecording('recording', { ...job, recording_assets: [chat] }))], rejected: [] }
    const apply = () =>
      store.applyPage(workspaceId, 'recordings', { ...page, next: null }, () => ({ kind: 'stay' }), now)
    apply()
    const changes = () => db.prepare('SELECT total_changes()').pluck().get()
    const before = changes()
    expect(apply()).toEqual({ recordingIds: [], assetIds: [], changed: 0 })
    expect(changes()).toBe(before)
  })
})

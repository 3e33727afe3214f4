/**
 * Assets as upstream tells them: from their own list, or inside their recording. The same asset may come both ways, with
 * and without an id, before or after its job; it stays one row, and its file's place is never moved under it.
 */
import type { UpstreamAsset } from '../../core/model.ts'
import { expiresMs } from '../../core/sync/sync-retention.ts'
import type { Db } from '../database.ts'
import { objectOf } from '../json-columns.ts'
import { mergedJson, sameJson } from './sync-json.ts'
import type { Written } from './sync-recording-rows.ts'

type StoredAsset = {
  readonly id: number
  readonly identity: string
  readonly upstream_id: string | null
  readonly recording_id: number
  readonly raw: string | null
  readonly sweep: number
  readonly only_copy: 0 | 1
  readonly file_name: string | null
}

/** What an asset belongs to, as far as it doesn't say so itself. */
export type AssetHome = {
  readonly recordingId: number
  /** The job's own id; null for a recording that stands for a session. */
  readonly jobId: string | null
  readonly roomId: string | null
  readonly sessionId: string | null
  /** Of the recording: where an asset doesn't say when it was made. */
  readonly createdMs: number | null
  readonly customerBucket: string | null
}

/** Inside its recording an asset doesn't say where it belongs; where it said so once, that stays. */
const saidOnce = ['id', 'job_id', 'recording_id', 'room_id', 'session_id']

const columns = 'a.id, a.identity, a.upstream_id, a.recording_id, a.raw, a.sweep, a.only_copy, a.file_name'

/** What a write sets, in the order in which `valuesOf` gives it. By place, not by name: SQLite's binding asks for each name anew. */
const told = [
  'upstream_id',
  'identity',
  'recording_id',
  'raw',
  'sweep',
  'job_id',
  'room_upstream_id',
  'session_upstream_id',
  'type',
  'type_raw',
  'format',
  'layer',
  'peer_id',
  'width',
  'height',
  'path',
  'status_raw',
  'available',
  'size_bytes',
  'duration_s',
  'created_at',
  'created_ms',
  'expires_ms',
  'metadata',
  'thumbnails',
]
/** Inside its recording an asset doesn't say these; what its own list said stays. */
const stays = new Set(['room_upstream_id', 'session_upstream_id'])

/** One write a new asset: a first sync brings hundreds of thousands of them. */
const insert = `INSERT INTO assets (${told.join(', ')}, workspace_id) VALUES (${told.map(() => '?').join(', ')}, ?)`

const update = `UPDATE assets SET ${told
  .map((column) => `${column} = ${stays.has(column) ? `coalesce(?, ${column})` : '?'}`)
  .join(', ')}, only_copy = 0 WHERE id = ?`

type Values = (string | number | null)[]
type Kept = Pick<StoredAsset, 'identity' | 'recording_id'> & { upstream_id: string | null; raw: string; sweep: number }

export class SyncAssetRows {
  readonly #db: Db
  readonly #byIdentity
  readonly #withoutId
  readonly #withId
  readonly #insert
  readonly #update
  readonly #touch
  readonly #kind
  readonly #waiting
  readonly #moveDownload

  // Asked for every asset: no join and no ORDER BY, with which SQLite compiles a statement anew at each binding. The index
  // gives the oldest first by itself.
  constructor(db: Db) {
    this.#db = db
    this.#byIdentity = db.prepare<[number, string], StoredAsset>(
      `SELECT ${columns} FROM assets a WHERE a.workspace_id = ? AND a.identity = ?`,
    )
    this.#withoutId = db.prepare<[number, string, string], StoredAsset>(
      `SELECT ${columns} FROM assets a INDEXED BY assets_unnamed
       WHERE a.recording_id = ? AND a.upstream_id IS NULL AND a.type_raw = ? AND a.path = ? LIMIT 1`,
    )
    this.#withId = db.prepare<[number, string, string], StoredAsset>(
      `SELECT ${columns} FROM assets a WHERE a.recording_id = ? AND a.upstream_id IS NOT NULL AND a.type_raw = ? AND a.path = ?
       LIMIT 1`,
    )
    this.#insert = db.prepare<Values>(insert)
    this.#update = db.prepare<Values>(update)
    this.#touch = db.prepare<[number, number]>('UPDATE assets SET sweep = ?, only_copy = 0 WHERE id = ?')
    this.#kind = db.prepare<[number], string>('SELECT kind FROM recordings WHERE id = ?').pluck()
    this.#waiting = db.prepare<[number, string], StoredAsset>(
      `SELECT ${columns} FROM assets a WHERE a.workspace_id = ? AND a.job_id = ? AND a.file_name IS NULL
         AND (SELECT kind FROM recordings WHERE id = a.recording_id) = 'session'`,
    )
    this.#moveDownload = db.prepare<[number, number]>('UPDATE downloads SET recording_id = ? WHERE asset_id = ?')
  }

  /** `movedFrom`: the recording that it belonged to until now, if it moved. */
  upsert(
    workspaceId: number,
    asset: UpstreamAsset,
    home: AssetHome,
    sweep: number,
  ): Written & { recordingId: number; movedFrom: number | null } {
    const stored = this.#find(workspaceId, asset, home.recordingId)
    const raw = mergedJson(stored?.raw ?? null, asset.raw, saidOnce)
    const recordingId = stored === undefined || this.#mayMove(stored, home) ? home.recordingId : stored.recording_id
    const isMoved = stored !== undefined && stored.recording_id !== recordingId
    if (stored !== undefined && !isMoved && sameJson(stored.raw, raw)) {
      const isBack = stored.only_copy === 1
      if (stored.sweep !== sweep || isBack) this.#touch.run(sweep, stored.id)
      return { id: stored.id, outcome: isBack ? 'changed' : 'same', recordingId, movedFrom: null }
    }
    const upstreamId = asset.id ?? stored?.upstream_id ?? null
    const identity = upstreamId ?? stored?.identity ?? asset.identity
    const values = valuesOf(asset, home, { upstream_id: upstreamId, identity, recording_id: recordingId, raw, sweep })
    if (stored === undefined) {
      const id = Number(this.#insert.run(...values, workspaceId).lastInsertRowid)
      return { id, outcome: 'new', recordingId, movedFrom: null }
    }
    this.#update.run(...values, stored.id)
    if (identity !== stored.identity) this.#renameOffset(stored.recording_id, stored.identity, identity)
    if (isMoved) this.#moveDownload.run(recordingId, stored.id)
    return { id: stored.id, outcome: 'changed', recordingId, movedFrom: isMoved ? stored.recording_id : null }
  }

  /** What the person put right about its time is kept by its identity. */
  #renameOffset(recordingId: number, before: string, after: string): void {
    const read = this.#db.prepare<[number], string>('SELECT source_offsets FROM recordings WHERE id = ?').pluck()
    const { [before]: offset, ...others } = objectOf(read.get(recordingId) ?? null)
    if (offset === undefined) return
    this.#db
      .prepare<[string, number]>('UPDATE recordings SET source_offsets = ? WHERE id = ?')
      .run(JSON.stringify({ ...others, [after]: offset }), recordingId)
  }

  /** By id; else the row that came without one, or with one that this doesn't bring: the same type and path. */
  #find(workspaceId: number, asset: UpstreamAsset, recordingId: number): StoredAsset | undefined {
    const known = this.#byIdentity.get(workspaceId, asset.identity)
    if (known !== undefined || asset.path === null) return known
    const search = asset.id === null ? this.#withId : this.#withoutId
    return search.get(recordingId, asset.typeRaw, asset.path)
  }

  /** From a session's stand-in to its job; once its place in a folder is decided it stays with that folder's recording. */
  #mayMove(stored: StoredAsset, home: AssetHome): boolean {
    if (stored.recording_id === home.recordingId || stored.file_name !== null) return false
    return this.#kind.get(stored.recording_id) === 'session'
  }

  /** Assets that came before their job was listed go to it. Answers the recordings that they left. */
  moveToJob(workspaceId: number, jobId: string, recordingId: number): { assetIds: number[]; left: number[] } {
    const waiting = this.#waiting.all(workspaceId, jobId)
    for (const asset of waiting) {
      this.#db.prepare<[number, number]>('UPDATE assets SET recording_id = ? WHERE id = ?').run(recordingId, asset.id)
      this.#moveDownload.run(recordingId, asset.id)
    }
    return {
      assetIds: waiting.map((asset) => asset.id),
      left: [...new Set(waiting.map((asset) => asset.recording_id))],
    }
  }

  /** An object that lists its assets lists them all: one without an id that isn't there any more is gone upstream. */
  markDropped(recordingId: number, seen: readonly number[]): void {
    this.#db
      .prepare<[number, string]>(
        `UPDATE assets SET only_copy = 1 WHERE recording_id = ? AND upstream_id IS NULL AND only_copy = 0
           AND id NOT IN (SELECT value FROM json_each(?))`,
      )
      .run(recordingId, JSON.stringify(seen))
  }

  touchUnread(workspaceId: number, identity: string, sweep: number): void {
    const stored = this.#byIdentity.get(workspaceId, identity)
    if (stored !== undefined) this.#touch.run(sweep, stored.id)
  }

  /** A room that has (or lost) a bucket of its own changes when 100ms deletes what is in it. */
  refreshExpiry(recordingIds: readonly number[], customerBucket: string | null): void {
    const rows = this.#db
      .prepare<[string], { id: number; path: string | null; createdMs: number | null }>(
        `SELECT a.id, a.path, coalesce(a.created_ms, r.created_ms) AS createdMs
         FROM assets a JOIN recordings r ON r.id = a.recording_id
         WHERE a.recording_id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(recordingIds))
    const update = this.#db.prepare<[number | null, number]>('UPDATE assets SET expires_ms = ? WHERE id = ?')
    for (const row of rows) update.run(expiresMs({ ...row, customerBucket }), row.id)
  }
}

function valuesOf(asset: UpstreamAsset, home: AssetHome, kept: Kept): Values {
  const createdMs = asset.createdAt?.ms ?? null
  return [
    kept.upstream_id,
    kept.identity,
    kept.recording_id,
    kept.raw,
    kept.sweep,
    asset.jobId ?? home.jobId,
    asset.roomId ?? home.roomId,
    asset.sessionId ?? home.sessionId,
    asset.type,
    asset.typeRaw,
    asset.format,
    asset.layer,
    asset.peerId,
    asset.width,
    asset.height,
    asset.path,
    asset.statusRaw,
    Number(asset.available),
    asset.sizeBytes,
    asset.durationS,
    asset.createdAt?.text ?? null,
    createdMs,
    expiresMs({ path: asset.path, customerBucket: home.customerBucket, createdMs: createdMs ?? home.createdMs }),
    asset.metadata === null ? null : JSON.stringify(asset.metadata),
    asset.thumbnails === null ? null : JSON.stringify(asset.thumbnails),
  ]
}

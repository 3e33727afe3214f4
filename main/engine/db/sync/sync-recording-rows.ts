/** Recordings as upstream tells them, and the ones that stand for a session. What the person wrote is never touched. */

import type { RecordingStatus } from '../../../../preload/contract/recording.ts'
import type { UpstreamAsset, UpstreamRecording } from '../../core/model.ts'
import { parseInstant } from '../../core/sync/sync-instant.ts'
import { isLongOver, isSettled, type SettlingAsset, type SettlingRecording } from '../../core/sync/sync-settling.ts'
import type { AssetRef, JobRef } from '../../core/sync/sync-store.ts'
import type { Db } from '../database.ts'
import { stringList } from '../json-columns.ts'
import { forgetRecordingText } from '../writings/recording-text.ts'
import { mergedJson, sameJson } from './sync-json.ts'

export type Written = { readonly id: number; readonly outcome: 'new' | 'changed' | 'same' }

type StoredRecording = {
  readonly id: number
  readonly raw: string | null
  readonly sweep: number
  readonly only_copy: 0 | 1
}
/** Local id and time of a listed job. */
export type JobRow = { readonly id: number; readonly createdMs: number | null }

/** What stands for a session. */
type StandIn = { readonly id: number; readonly isNew: boolean }

const jobKinds = ['recording', 'live-stream', 'external-stream'] as const

type SettlingRow = {
  readonly kind: string
  readonly status: RecordingStatus
  readonly settled: 0 | 1
  readonly created_ms: number | null
  readonly started_ms: number | null
  readonly stopped_at: string | null
  readonly asset_types: string | null
}
type SettlingAssetRow = {
  readonly type_raw: string
  readonly available: 0 | 1
  readonly status_raw: string | null
  readonly duration_s: number | null
  readonly created_ms: number | null
}

/**
 * One write a new recording, its group and its first sums with it: done by triggers and updates afterwards, each would
 * rewrite the list's wide index.
 */
const insert = `INSERT INTO recordings (id, group_id, workspace_id, kind, upstream_id, room_id, session_upstream_id, status,
    status_raw, created_at, started_at, stopped_at, updated_at, sort_ms, created_ms, started_ms, started_by, stopped_by,
    destination, meeting_url, asset_types, duration_s, size_bytes, total_duration_s, total_bytes, raw, settled, sweep)
  VALUES (:id, :groupId, :workspaceId, :kind, :upstreamId, :roomId, :sessionId, :status, :statusRaw, :createdAt, :startedAt, :stoppedAt,
    :updatedAt, coalesce(:startedMs, :createdMs, :nowMs), :createdMs, :startedMs, :startedBy, :stoppedBy, :destination,
    :meetingUrl, :assetTypes, :durationS, :sizeBytes, :durationS, :sizeBytes, :raw, :settled, :sweep)`

const update = `UPDATE recordings SET room_id = coalesce(:roomId, room_id),
    session_upstream_id = coalesce(:sessionId, session_upstream_id), status = :status, status_raw = :statusRaw,
    created_at = :createdAt, started_at = :startedAt, stopped_at = :stoppedAt, updated_at = :updatedAt,
    sort_ms = coalesce(:startedMs, :createdMs, sort_ms), created_ms = :createdMs, started_ms = :startedMs,
    started_by = :startedBy, stopped_by = :stoppedBy, destination = :destination, meeting_url = :meetingUrl,
    asset_types = :assetTypes, duration_s = :durationS, size_bytes = :sizeBytes, raw = :raw, sweep = :sweep,
    only_copy = 0
  WHERE id = :id`

type Values = Record<string, string | number | null>

export class SyncRecordingRows {
  readonly #db: Db
  readonly #stored
  readonly #lastId
  readonly #groupOf
  readonly #insert
  readonly #insertSession
  readonly #update
  readonly #touch
  readonly #byJob
  readonly #settling
  readonly #settlingAssets
  readonly #settle
  readonly #sessions

  constructor(db: Db) {
    this.#db = db
    this.#stored = db.prepare<[number, string, string], StoredRecording>(
      'SELECT id, raw, sweep, only_copy FROM recordings WHERE workspace_id = ? AND kind = ? AND upstream_id = ?',
    )
    this.#lastId = db.prepare<[], number | null>('SELECT max(id) FROM recordings').pluck()
    this.#groupOf = db
      .prepare<[number, string | null], number>(
        'SELECT group_id FROM recordings WHERE workspace_id = ? AND session_upstream_id = ? LIMIT 1',
      )
      .pluck()
    this.#insert = db.prepare<Values>(insert)
    this.#insertSession = db.prepare<[number, string, number | null, string | null, number]>(
      `INSERT INTO recordings (workspace_id, kind, upstream_id, room_id, session_upstream_id, sort_ms, status)
       VALUES (?, 'session', ?, ?, ?, ?, 'ready')`,
    )
    this.#update = db.prepare<Values>(update)
    this.#touch = db.prepare<[number, number]>('UPDATE recordings SET sweep = ?, only_copy = 0 WHERE id = ?')
    this.#byJob = db.prepare<[number, string, string], JobRow>(
      'SELECT id, created_ms AS createdMs FROM recordings WHERE workspace_id = ? AND kind = ? AND upstream_id = ?',
    )
    this.#settling = db.prepare<[number], SettlingRow>(
      'SELECT kind, status, settled, created_ms, started_ms, stopped_at, asset_types FROM recordings WHERE id = ?',
    )
    this.#settlingAssets = db.prepare<[number], SettlingAssetRow>(
      'SELECT type_raw, available, status_raw, duration_s, created_ms FROM assets WHERE recording_id = ? AND only_copy = 0',
    )
    this.#sessions = db.prepare<[string]>(
      `UPDATE recordings SET
           created_at = (SELECT created_at FROM assets WHERE recording_id = recordings.id AND created_ms IS NOT NULL
             ORDER BY created_ms LIMIT 1),
           created_ms = (SELECT min(created_ms) FROM assets WHERE recording_id = recordings.id),
           sort_ms = coalesce(
             (SELECT created_ms FROM sessions s WHERE s.workspace_id = recordings.workspace_id
               AND s.upstream_id = recordings.session_upstream_id),
             (SELECT min(created_ms) FROM assets WHERE recording_id = recordings.id), sort_ms),
           only_copy = EXISTS (SELECT 1 FROM assets WHERE recording_id = recordings.id)
             AND NOT EXISTS (SELECT 1 FROM assets WHERE recording_id = recordings.id AND only_copy = 0)
         WHERE kind = 'session' AND id IN (SELECT value FROM json_each(?))`,
    )
    this.#settle = db.prepare<[number, number]>('UPDATE recordings SET settled = ? WHERE id = ?')
  }

  upsert(
    workspaceId: number,
    recording: UpstreamRecording,
    roomId: number | null,
    sweep: number,
    nowMs: number,
  ): Written {
    const stored = this.#stored.get(workspaceId, recording.kind, recording.id)
    // A list leaves the assets out that a single object brought.
    const raw = mergedJson(stored?.raw ?? null, recording.raw, ['recording_assets'])
    if (stored !== undefined && sameJson(stored.raw, raw)) return this.#touched(stored, sweep)
    const row = { ...valuesOf(recording), roomId, raw, sweep }
    if (stored !== undefined) {
      this.#update.run({ ...row, id: stored.id })
      return { id: stored.id, outcome: 'changed' }
    }
    const settled = Number(isSettled(settlingOfNew(recording), nowMs))
    const id = (this.#lastId.get() ?? 0) + 1
    const groupId = this.#groupOf.get(workspaceId, recording.sessionId) ?? id
    const identity = { id, groupId, workspaceId, kind: recording.kind, upstreamId: recording.id }
    this.#insert.run({ ...row, ...identity, settled, nowMs })
    return { id, outcome: 'new' }
  }

  /** A listed item that couldn't be read is still there. */
  touchUnread(workspaceId: number, kind: string, upstreamId: string, sweep: number): void {
    const stored = this.#stored.get(workspaceId, kind, upstreamId)
    if (stored !== undefined) this.#touched(stored, sweep)
  }

  #touched(stored: StoredRecording, sweep: number): Written {
    if (stored.sweep !== sweep || stored.only_copy === 1) this.#touch.run(sweep, stored.id)
    return { id: stored.id, outcome: stored.only_copy === 1 ? 'changed' : 'same' }
  }

  job(workspaceId: number, upstreamId: string | null): JobRow | null {
    if (upstreamId === null) return null
    for (const kind of jobKinds) {
      const row = this.#byJob.get(workspaceId, kind, upstreamId)
      if (row !== undefined) return row
    }
    return null
  }

  /** The recording that stands for the session of an asset whose job is in no list. */
  sessionRecording(workspaceId: number, asset: UpstreamAsset, roomId: number | null, nowMs: number): StandIn {
    const { sessionId, jobId } = asset
    const upstreamId = sessionId ?? (jobId === null ? 'no session' : `job ${jobId}`)
    const stored = this.#stored.get(workspaceId, 'session', upstreamId)
    if (stored !== undefined) return { id: stored.id, isNew: false }
    const { lastInsertRowid } = this.#insertSession.run(workspaceId, upstreamId, roomId, sessionId, nowMs)
    return { id: Number(lastInsertRowid), isNew: true }
  }

  /** A session's recording has no object upstream: its times and whether it is the only copy follow from its assets. */
  refreshSessionRecordings(recordingIds: readonly number[]): void {
    if (recordingIds.length > 0) this.#sessions.run(JSON.stringify(recordingIds))
  }

  /** Nothing is left of them once their job is listed, unless the person or a file says otherwise. */
  dropEmptied(recordingIds: readonly number[]): readonly number[] {
    if (recordingIds.length === 0) return []
    const emptied = this.#db
      .prepare<[string], number>(
        `SELECT id FROM recordings r WHERE kind = 'session' AND id IN (SELECT value FROM json_each(?))
           AND user_title IS NULL AND starred = 0 AND reviewed = 0 AND tags = '[]' AND revision = 0 AND folder IS NULL
           AND NOT EXISTS (SELECT 1 FROM assets WHERE recording_id = r.id)`,
      )
      .pluck()
      .all(JSON.stringify(recordingIds))
    for (const id of emptied) {
      forgetRecordingText(this.#db, id)
      this.#db.prepare<[number]>('DELETE FROM recordings WHERE id = ?').run(id)
    }
    return emptied
  }

  refreshSettled(recordingIds: Iterable<number>, nowMs: number): void {
    for (const id of recordingIds) {
      const row = this.#settling.get(id)
      if (row === undefined) continue
      const isOver = isLongOver(parseInstant(row.stopped_at)?.ms ?? null, nowMs)
      const settled = Number(isOver || isSettled(settlingOf(row, this.#settlingAssets.all(id)), nowMs))
      if (settled !== row.settled) this.#settle.run(settled, id)
    }
  }

  settle(recordingId: number): void {
    this.#settle.run(1, recordingId)
  }

  unsettledJobs(workspaceId: number, beforeId: number | null, limit: number): readonly JobRef[] {
    return this.#db
      .prepare<{ workspaceId: number; beforeId: number | null; limit: number }, JobRef>(
        // Left to itself SQLite walks through all recordings of the workspace.
        `SELECT id AS recordingId, kind, upstream_id AS upstreamId FROM recordings INDEXED BY recordings_unsettled
         WHERE workspace_id = :workspaceId AND settled = 0 AND kind IN ('recording', 'live-stream', 'external-stream')
           AND (:beforeId IS NULL OR id < :beforeId)
         ORDER BY id DESC LIMIT :limit`,
      )
      .all({ workspaceId, beforeId, limit })
  }

  unsettledAssets(workspaceId: number, limit: number): readonly AssetRef[] {
    return this.#db
      .prepare<[number, number], AssetRef>(
        `SELECT r.id AS recordingId, a.upstream_id AS upstreamId
         FROM recordings r JOIN assets a ON a.recording_id = r.id
         WHERE r.workspace_id = ? AND r.kind = 'session' AND r.settled = 0
           AND a.available = 0 AND lower(a.status_raw) <> 'failed' AND a.upstream_id IS NOT NULL AND a.only_copy = 0
         ORDER BY a.id DESC LIMIT ?`,
      )
      .all(workspaceId, limit)
  }
}

function valuesOf(recording: UpstreamRecording): Values {
  return {
    sessionId: recording.sessionId,
    status: recording.status,
    statusRaw: recording.statusRaw,
    createdAt: recording.createdAt?.text ?? null,
    startedAt: recording.startedAt?.text ?? null,
    stoppedAt: recording.stoppedAt?.text ?? null,
    updatedAt: recording.updatedAt?.text ?? null,
    createdMs: recording.createdAt?.ms ?? null,
    startedMs: recording.startedAt?.ms ?? null,
    startedBy: recording.startedBy,
    stoppedBy: recording.stoppedBy,
    destination: recording.destination,
    meetingUrl: recording.meetingUrl,
    assetTypes: recording.assetTypes === null ? null : JSON.stringify(recording.assetTypes),
    durationS: recording.durationS,
    sizeBytes: recording.sizeBytes,
  }
}

function settlingOfNew({ status, createdAt, startedAt, stoppedAt, assetTypes }: UpstreamRecording): SettlingRecording {
  const times = { createdMs: createdAt?.ms ?? null, startedMs: startedAt?.ms ?? null, stoppedMs: stoppedAt?.ms ?? null }
  return { status, ...times, assetTypes, assets: [] }
}

function settlingOf(row: SettlingRow, assets: readonly SettlingAssetRow[]) {
  return {
    status: row.status,
    createdMs: row.created_ms,
    startedMs: row.started_ms,
    stoppedMs: parseInstant(row.stopped_at)?.ms ?? null,
    // Nothing is promised for what stands for a session.
    assetTypes: row.asset_types === null ? null : stringList(row.asset_types),
    assets: assets.map(
      (asset): SettlingAsset => ({
        typeRaw: asset.type_raw,
        pending: asset.available === 0 && asset.status_raw !== null && asset.status_raw.toLowerCase() !== 'failed',
        durationS: asset.duration_s,
        createdMs: asset.created_ms,
      }),
    ),
  }
}

/**
 * Puts what a sidecar says into the database. What upstream said stays as the database has it, if it has it: that came
 * later. Where things lie, which files are here and what the person wrote is the folder's to say.
 */
import { nameKey } from '../core/safe-name.ts'
import type { RecordingSidecar, RoomSidecar, SidecarAsset } from '../core/sidecar.ts'
import { type Db, sqliteCode } from './database.ts'
import { refreshRecordingSums } from './recording-sums.ts'
import { refreshRecordingText } from './recording-text.ts'
import { recordingsOfRoom } from './sidecar-repository.ts'

export type ImportedRecording = {
  readonly recordingId: number
  /** The database had something newer that the person wrote: the sidecar has to be written again. */
  readonly sidecarIsOlder: boolean
}

/** Why a file that was here counts as not here any more. */
export const missingFileReason =
  'The file is not in the library folder any more: it was moved or deleted outside of Dailies. Download it again, or put it back and rebuild the library.'

export class RebuildRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  transaction<T>(run: () => T): T {
    return this.#db.transaction(run).immediate()
  }

  /** null: the database refused what a sidecar says, and all of `run` is undone. */
  attempt<T>(run: () => T): T | null {
    try {
      return this.transaction(run)
    } catch (error) {
      if (sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT')) return null
      throw error
    }
  }

  /** So that the next sync reads everything again, whatever it believed to know. */
  forgetSyncPositions(): void {
    this.#db.exec('DELETE FROM sync_streams; UPDATE recordings SET sweep = 0, settled = 0; UPDATE assets SET sweep = 0')
  }

  refresh(recordingIds: readonly number[]): void {
    refreshRecordingSums(this.#db, recordingIds)
    refreshRecordingText(this.#db, recordingIds)
  }

  workspace(found: RecordingSidecar['workspace']): number {
    const known = this.#db
      .prepare<{ apiUrl: string; identity: string; accessKey: string | null }, { id: number }>(
        `SELECT id FROM workspaces WHERE api_url = :apiUrl AND (identity = :identity OR (access_key IS NOT NULL AND access_key = :accessKey))
         ORDER BY identity = :identity DESC LIMIT 1`,
      )
      .get({ apiUrl: found.apiUrl, identity: found.identity, accessKey: found.accessKey })
    if (known) {
      this.#learnCustomer(known.id, found)
      return known.id
    }
    const insert = this.#db.prepare(
      `INSERT INTO workspaces (name, api_url, identity, customer_id, access_key, created_ms) VALUES (?, ?, ?, ?, ?, 0)`,
    )
    const { lastInsertRowid } = insert.run(found.name, found.apiUrl, found.identity, found.customerId, found.accessKey)
    return Number(lastInsertRowid)
  }

  room(workspaceId: number, found: RoomSidecar['room']): number {
    this.#db
      .prepare(
        `INSERT INTO rooms (workspace_id, upstream_id, name, enabled, customer_bucket) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, upstream_id) DO UPDATE SET name = COALESCE(name, excluded.name),
           customer_bucket = COALESCE(customer_bucket, excluded.customer_bucket)`,
      )
      .run(workspaceId, found.id, found.name, toFlag(found.enabled), found.customerBucket)
    const row = this.#db
      .prepare<[number, string], { id: number }>('SELECT id FROM rooms WHERE workspace_id = ? AND upstream_id = ?')
      .get(workspaceId, found.id)
    if (!row) throw new Error('A room that was just stored is not there')
    return row.id
  }

  roomFolder(roomId: number): string | null {
    return (
      this.#db.prepare<[number], { folder: string | null }>('SELECT folder FROM rooms WHERE id = ?').get(roomId)
        ?.folder ?? null
    )
  }

  setRoomFolder(roomId: number, folder: string): void {
    const key = nameKey(folder)
    this.#db
      .prepare('UPDATE rooms SET folder = NULL, folder_key = NULL WHERE folder_key = ? AND id <> ?')
      .run(key, roomId)
    this.#db.prepare('UPDATE rooms SET folder = ?, folder_key = ? WHERE id = ?').run(folder, key, roomId)
  }

  /** False: the database had something newer. */
  roomWritings(roomId: number, revision: number, user: RoomSidecar['user']): boolean {
    const { changes } = this.#db
      .prepare('UPDATE rooms SET user_title = ?, speakers = ?, revision = ? WHERE id = ? AND revision <= ?')
      .run(user.title, JSON.stringify(user.speakers), revision, roomId, revision)
    if (changes > 0) refreshRecordingText(this.#db, recordingsOfRoom(this.#db, roomId))
    return changes > 0
  }

  /** The recording's row and what the person wrote; its files and folder follow. */
  recording(workspaceId: number, sidecar: RecordingSidecar): ImportedRecording {
    const roomId = sidecar.room === null ? null : this.room(workspaceId, sidecar.room)
    if (sidecar.session !== null) this.#session(workspaceId, sidecar.session)
    const { recording, user, revision } = sidecar
    this.#db.prepare(insertRecording).run({
      ...recording,
      workspaceId,
      roomId,
      assetTypes: toJson(recording.assetTypes),
      onlyCopy: Number(recording.onlyCopy),
      raw: toJson(recording.raw),
    })
    const row = this.#db
      .prepare<[number, string, string], { id: number; revision: number }>(
        'SELECT id, revision FROM recordings WHERE workspace_id = ? AND kind = ? AND upstream_id = ?',
      )
      .get(workspaceId, recording.kind, recording.id)
    if (!row) throw new Error('A recording that was just stored is not there')
    const sidecarIsOlder = revision < row.revision
    if (!sidecarIsOlder) this.#recordingWritings(row.id, revision, user)
    return { recordingId: row.id, sidecarIsOlder }
  }

  setRecordingFolder(recordingId: number, folder: string): void {
    const key = nameKey(folder)
    this.#db
      .prepare('UPDATE recordings SET folder = NULL, folder_key = NULL WHERE folder_key = ? AND id <> ?')
      .run(key, recordingId)
    this.#db.prepare('UPDATE recordings SET folder = ?, folder_key = ? WHERE id = ?').run(folder, key, recordingId)
  }

  /** `present`: all of the asset's files are on the disk, as long as the sidecar says. Answers how many count as here. */
  asset(workspaceId: number, recordingId: number, found: SidecarAsset, present: boolean): number {
    this.#db.prepare(insertAsset).run({
      ...found,
      workspaceId,
      recordingId,
      available: Number(found.available),
      onlyCopy: Number(found.onlyCopy),
      metadata: toJson(found.metadata),
      thumbnails: toJson(found.thumbnails),
      raw: toJson(found.raw),
    })
    const row = this.#db
      .prepare<[number, string], { id: number }>('SELECT id FROM assets WHERE workspace_id = ? AND identity = ?')
      .get(workspaceId, found.identity)
    if (!row) throw new Error('An asset that was just stored is not there')
    if (present) return this.#filesAreHere(row.id, recordingId, found)
    if (found.state === 'removed') this.#state(row.id, recordingId, 'removed', 0)
    if (found.files.length > 0) this.filesAreMissing(row.id, recordingId)
    return 0
  }

  /** Says so where the person sees it, and asks nothing of the network by itself. */
  filesAreMissing(assetId: number, recordingId: number): void {
    this.#db.prepare('DELETE FROM files WHERE asset_id = ?').run(assetId)
    this.#db
      .prepare(
        `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, reason_kind, reason)
         VALUES (:assetId, :recordingId, 'failed', 1, 0, 0, 'not-found', :reason)
         ON CONFLICT (asset_id) DO UPDATE SET state = 'failed', reason_kind = 'not-found', reason = :reason, bytes_done = 0,
           validator = NULL, finished_ms = NULL WHERE state = 'done'`,
      )
      .run({ assetId, recordingId, reason: missingFileReason })
  }

  #filesAreHere(assetId: number, recordingId: number, { files, fileName }: SidecarAsset): number {
    this.#db.prepare('UPDATE assets SET file_name = COALESCE(?, file_name) WHERE id = ?').run(fileName, assetId)
    this.#db.prepare('DELETE FROM files WHERE asset_id = ?').run(assetId)
    const insert = this.#db.prepare(insertFile)
    for (const file of files) {
      const { verified, differsFromRecord } = file
      insert.run({ ...file, assetId, verified: Number(verified), differsFromRecord: Number(differsFromRecord) })
    }
    const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    this.#state(assetId, recordingId, 'done', bytes, Math.max(...files.map(({ finishedMs }) => finishedMs)))
    return files.length
  }

  #state(
    assetId: number,
    recordingId: number,
    state: 'done' | 'removed',
    bytes: number,
    finishedMs: number | null = null,
  ) {
    this.#db
      .prepare(
        `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, bytes_done, total_bytes,
           finished_ms)
         VALUES (:assetId, :recordingId, :state, 1, 0, 0, :bytes, :bytes, :finishedMs)
         ON CONFLICT (asset_id) DO UPDATE SET recording_id = :recordingId, state = :state, bytes_done = :bytes,
           total_bytes = :bytes, finished_ms = :finishedMs,
           reason_kind = NULL, reason = NULL, retry_at_ms = NULL, validator = NULL`,
      )
      .run({ assetId, recordingId, state, bytes, finishedMs })
  }

  #recordingWritings(recordingId: number, revision: number, user: RecordingSidecar['user']): void {
    this.#db
      .prepare(
        `UPDATE recordings SET user_title = ?, starred = ?, reviewed = ?, tags = ?, position_s = ?, revision = ?
         WHERE id = ?`,
      )
      .run(
        user.title,
        Number(user.starred),
        Number(user.reviewed),
        JSON.stringify(user.tags),
        user.positionS,
        revision,
        recordingId,
      )
  }

  #learnCustomer(workspaceId: number, found: RecordingSidecar['workspace']): void {
    // Sidecars from before the customer's id was known name the workspace by its access key.
    if (found.customerId === null) return
    this.#db
      .prepare(
        `UPDATE workspaces SET customer_id = :customerId, identity = :customerId WHERE id = :id AND customer_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM workspaces o WHERE o.api_url = workspaces.api_url AND o.identity = :customerId)`,
      )
      .run({ id: workspaceId, customerId: found.customerId })
  }

  #session(workspaceId: number, found: NonNullable<RecordingSidecar['session']>): void {
    const { changes, lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO sessions (workspace_id, upstream_id, room_upstream_id, active, created_at, created_ms)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(workspaceId, found.id, found.roomId, toFlag(found.active), found.createdAt, found.createdMs)
    if (changes === 0) return
    const insert = this.#db.prepare(
      `INSERT INTO participants (session_id, peer_id, name, role, user_id, joined_ms, left_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    for (const { peerId, name, role, userId, joinedMs, leftMs } of found.participants) {
      insert.run(lastInsertRowid, peerId, name, role, userId, joinedMs, leftMs)
    }
  }
}

const toFlag = (value: boolean | null): number | null => (value === null ? null : Number(value))
const toJson = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value))

const insertRecording = `
INSERT INTO recordings (workspace_id, kind, upstream_id, room_id, session_upstream_id, status, status_raw, created_at,
  started_at, stopped_at, updated_at, sort_ms, created_ms, started_ms, started_by, stopped_by, destination, meeting_url,
  asset_types, duration_s, size_bytes, raw, only_copy)
VALUES (:workspaceId, :kind, :id, :roomId, :sessionId, :status, :statusRaw, :createdAt, :startedAt, :stoppedAt, :updatedAt,
  :sortMs, :createdMs, :startedMs, :startedBy, :stoppedBy, :destination, :meetingUrl, :assetTypes, :durationS, :sizeBytes,
  :raw, :onlyCopy)
ON CONFLICT (workspace_id, kind, upstream_id) DO UPDATE SET room_id = COALESCE(room_id, excluded.room_id)`

const insertAsset = `
INSERT INTO assets (workspace_id, recording_id, identity, upstream_id, job_id, room_upstream_id, session_upstream_id, type,
  type_raw, format, layer, peer_id, width, height, path, status_raw, available, size_bytes, duration_s, created_at,
  created_ms, expires_ms, metadata, thumbnails, raw, only_copy, file_name)
VALUES (:workspaceId, :recordingId, :identity, :id, :jobId, :roomId, :sessionId, :type, :typeRaw, :format, :layer, :peerId,
  :width, :height, :path, :statusRaw, :available, :sizeBytes, :durationS, :createdAt, :createdMs, :expiresMs, :metadata,
  :thumbnails, :raw, :onlyCopy, :fileName)
ON CONFLICT (workspace_id, identity) DO UPDATE SET recording_id = excluded.recording_id`

const insertFile = `
INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, checked_against, finished_ms)
VALUES (:assetId, :name, :sizeBytes, :sha256, :verified, :differsFromRecord, :checkedAgainst, :finishedMs)`

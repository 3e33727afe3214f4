/**
 * Puts what a sidecar says into the database. What upstream said stays as the database has it, if it has it: that came
 * later. Where things lie, which files are here and what the person wrote is the folder's to say.
 */
import { fromSidecarMarkers } from '../../core/markers/marker-record.ts'
import { nameKey } from '../../core/names/safe-name.ts'
import type { RecordingSidecar, RoomSidecar, SidecarAsset } from '../../core/sidecar.ts'
import { type Db, sqliteCode } from '../database.ts'
import { refreshRecordingSums } from '../recording-sums.ts'
import { mergeMarkerRecords } from './marker-repository.ts'
import { RebuildAssetRows, toJson } from './rebuild-asset-rows.ts'
import { RebuildWritings } from './rebuild-writings.ts'
import { refreshRecordingText } from './recording-text.ts'

export type ImportedRecording = {
  readonly recordingId: number
  /** It doesn't say all that the person wrote, as far as that is known by now: it has to be written again. */
  readonly sidecarIsOlder: boolean
}

export class RebuildRepository {
  readonly #db: Db
  readonly #assets: RebuildAssetRows
  readonly #writings: RebuildWritings
  readonly #findWorkspace
  readonly #addWorkspace
  readonly #addRoom
  readonly #findRoom
  readonly #addRecording
  readonly #findRecording
  readonly #freeFolder
  readonly #setFolder
  readonly #addSession
  readonly #addParticipant

  constructor(db: Db) {
    this.#db = db
    this.#assets = new RebuildAssetRows(db)
    this.#writings = new RebuildWritings(db)
    this.#findWorkspace = db.prepare<{ apiUrl: string; identity: string; accessKey: string | null }, { id: number }>(
      `SELECT id FROM workspaces WHERE api_url = :apiUrl AND (identity = :identity OR (access_key IS NOT NULL AND access_key = :accessKey))
         ORDER BY identity = :identity DESC LIMIT 1`,
    )
    this.#addWorkspace = db.prepare(
      `INSERT INTO workspaces (name, api_url, identity, customer_id, access_key, created_ms) VALUES (?, ?, ?, ?, ?, 0)`,
    )
    this.#addRoom = db.prepare(
      `INSERT INTO rooms (workspace_id, upstream_id, name, enabled, customer_bucket) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id, upstream_id) DO UPDATE SET name = COALESCE(name, excluded.name),
           customer_bucket = COALESCE(customer_bucket, excluded.customer_bucket)`,
    )
    this.#findRoom = db.prepare<[number, string], { id: number }>(
      'SELECT id FROM rooms WHERE workspace_id = ? AND upstream_id = ?',
    )
    this.#addRecording = db.prepare(insertRecording)
    this.#findRecording = db.prepare<[number, string, string], { id: number }>(
      'SELECT id FROM recordings WHERE workspace_id = ? AND kind = ? AND upstream_id = ?',
    )
    this.#freeFolder = db.prepare(
      'UPDATE recordings SET folder = NULL, folder_key = NULL WHERE folder_key = ? AND id <> ?',
    )
    this.#setFolder = db.prepare('UPDATE recordings SET folder = ?, folder_key = ? WHERE id = ?')
    this.#addSession = db.prepare(
      `INSERT INTO sessions (workspace_id, upstream_id, room_upstream_id, active, created_at, created_ms)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    this.#addParticipant = db.prepare(
      `INSERT INTO participants (session_id, peer_id, name, role, user_id, joined_ms, left_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
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

  /** So that the next sync reads all lists again, whatever it believed to know. What is settled needs no look of its own. */
  forgetSyncPositions(): void {
    this.#db.exec('DELETE FROM sync_streams; UPDATE recordings SET sweep = 0; UPDATE assets SET sweep = 0')
  }

  refresh(recordingIds: readonly number[]): void {
    refreshRecordingSums(this.#db, recordingIds)
    refreshRecordingText(this.#db, recordingIds)
  }

  workspace(found: RecordingSidecar['workspace']): number {
    const known = this.#findWorkspace.get({
      apiUrl: found.apiUrl,
      identity: found.identity,
      accessKey: found.accessKey,
    })
    if (known) {
      this.#learnCustomer(known.id, found)
      return known.id
    }
    const insert = this.#addWorkspace
    const { lastInsertRowid } = insert.run(found.name, found.apiUrl, found.identity, found.customerId, found.accessKey)
    return Number(lastInsertRowid)
  }

  room(workspaceId: number, found: RoomSidecar['room']): number {
    this.#addRoom.run(workspaceId, found.id, found.name, toFlag(found.enabled), found.customerBucket)
    const row = this.#findRoom.get(workspaceId, found.id)
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

  /** True: `room.json` doesn't say all that is known by now. */
  roomWritings(roomId: number, sidecar: RoomSidecar): boolean {
    return this.#writings.room(roomId, sidecar)
  }

  /** The recording's row and what the person wrote; its files and folder follow. */
  recording(workspaceId: number, sidecar: RecordingSidecar): ImportedRecording {
    const roomId = sidecar.room === null ? null : this.room(workspaceId, sidecar.room)
    if (sidecar.session !== null) this.#session(workspaceId, sidecar.session)
    const { recording, user } = sidecar
    this.#addRecording.run({
      ...recording,
      workspaceId,
      roomId,
      assetTypes: toJson(recording.assetTypes),
      onlyCopy: Number(recording.onlyCopy),
      raw: toJson(recording.raw),
    })
    const row = this.#findRecording.get(workspaceId, recording.kind, recording.id)
    if (!row) throw new Error('A recording that was just stored is not there')
    const isOlder = this.#writings.recording(row.id, sidecar)
    const { lacking } = mergeMarkerRecords(this.#db, row.id, fromSidecarMarkers(user))
    return { recordingId: row.id, sidecarIsOlder: isOlder || lacking }
  }

  setRecordingFolder(recordingId: number, folder: string): void {
    const key = nameKey(folder)
    this.#freeFolder.run(key, recordingId)
    this.#setFolder.run(folder, key, recordingId)
  }

  /** `present`: all of the asset's files are on the disk, as long as the sidecar says. */
  asset(workspaceId: number, recordingId: number, found: SidecarAsset, present: boolean): void {
    this.#assets.put(workspaceId, recordingId, found, present)
  }

  /** Local id of an asset that no file is known of; null: some are, or there is no such asset. */
  withoutFiles(workspaceId: number, recordingId: number, asset: SidecarAsset): number | null {
    const id = this.#assets.find(workspaceId, recordingId, asset)
    const files = this.#db.prepare<[number | null]>('SELECT 1 FROM files WHERE asset_id = ?').get(id)
    return files === undefined ? id : null
  }

  recordingFolder(recordingId: number): string | null {
    const row = this.#db
      .prepare<[number], { folder: string | null }>('SELECT folder FROM recordings WHERE id = ?')
      .get(recordingId)
    return row?.folder ?? null
  }

  /** All that is believed to be here of a recording, but for these assets. */
  othersAreMissing(recordingId: number, here: readonly SidecarAsset[]): void {
    const identities = new Set(here.map(({ identity }) => identity))
    const believed = this.#db
      .prepare<[number], { id: number; identity: string }>(
        `SELECT DISTINCT a.id, a.identity FROM assets a JOIN files f ON f.asset_id = a.id WHERE a.recording_id = ?`,
      )
      .all(recordingId)
    for (const { id, identity } of believed) if (!identities.has(identity)) this.filesAreMissing(id, recordingId)
  }

  filesAreMissing(assetId: number, recordingId: number): void {
    this.#assets.filesAreMissing(assetId, recordingId)
  }

  recordedAreHere(assetId: number): void {
    this.#assets.recordedAreHere(assetId)
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
    const { changes, lastInsertRowid } = this.#addSession.run(
      workspaceId,
      found.id,
      found.roomId,
      toFlag(found.active),
      found.createdAt,
      found.createdMs,
    )
    if (changes === 0) return
    const insert = this.#addParticipant
    for (const { peerId, name, role, userId, joinedMs, leftMs } of found.participants) {
      insert.run(lastInsertRowid, peerId, name, role, userId, joinedMs, leftMs)
    }
  }
}

const toFlag = (value: boolean | null): number | null => (value === null ? null : Number(value))

const insertRecording = `
INSERT INTO recordings (workspace_id, kind, upstream_id, room_id, session_upstream_id, status, status_raw, created_at,
  started_at, stopped_at, updated_at, sort_ms, created_ms, started_ms, started_by, stopped_by, destination, meeting_url,
  asset_types, duration_s, size_bytes, raw, only_copy)
VALUES (:workspaceId, :kind, :id, :roomId, :sessionId, :status, :statusRaw, :createdAt, :startedAt, :stoppedAt, :updatedAt,
  :sortMs, :createdMs, :startedMs, :startedBy, :stoppedBy, :destination, :meetingUrl, :assetTypes, :durationS, :sizeBytes,
  :raw, :onlyCopy)
ON CONFLICT (workspace_id, kind, upstream_id) DO UPDATE SET room_id = COALESCE(room_id, excluded.room_id)`

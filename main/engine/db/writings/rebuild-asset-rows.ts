/** An asset of a sidecar and its files, as rows: what upstream said if the database lacks it, and what the disk says. */
import type { SidecarAsset } from '../../core/sidecar.ts'
import type { Db } from '../database.ts'

/** Why a file that was here counts as not here any more. */
const missingFileReason =
  'The file is not in the library folder any more: it was moved or deleted outside of Dailies. Download it again, or put it back and rebuild the library.'

export class RebuildAssetRows {
  readonly #addAsset
  readonly #byIdentity
  readonly #byPath
  readonly #name
  readonly #moveAsset
  readonly #setFileName
  readonly #addFile
  readonly #moveDownload
  readonly #addState
  readonly #addRemoved
  readonly #dropFiles
  readonly #markMissing
  readonly #markHere

  constructor(db: Db) {
    this.#addAsset = db.prepare(insertAsset)
    this.#byIdentity = db.prepare<[number, string], { id: number }>(
      'SELECT id FROM assets WHERE workspace_id = ? AND identity = ?',
    )
    this.#byPath = db.prepare<[number, string, string, number], { id: number }>(
      'SELECT id FROM assets WHERE recording_id = ? AND type_raw = ? AND path = ? AND (upstream_id IS NULL) = ? LIMIT 1',
    )
    this.#name = db.prepare<[string, string, number]>(
      'UPDATE assets SET identity = ?, upstream_id = ? WHERE id = ? AND upstream_id IS NULL',
    )
    this.#moveAsset = db.prepare<[number, number]>('UPDATE assets SET recording_id = ? WHERE id = ?')
    this.#setFileName = db.prepare('UPDATE assets SET file_name = COALESCE(?, file_name) WHERE id = ?')
    this.#addFile = db.prepare(insertFile)
    this.#moveDownload = db.prepare<[number, number]>('UPDATE downloads SET recording_id = ? WHERE asset_id = ?')
    this.#addState = db.prepare(putDone)
    this.#addRemoved = db.prepare<[number, number]>(putRemoved)
    this.#dropFiles = db.prepare('DELETE FROM files WHERE asset_id = ?')
    this.#markMissing = db.prepare(markMissing)
    this.#markHere = db.prepare(markHere)
  }

  /** `present`: all of the asset's files are on the disk, as long as the sidecar says. */
  put(workspaceId: number, recordingId: number, found: SidecarAsset, present: boolean): void {
    const assetId = this.find(workspaceId, recordingId, found) ?? this.#add(workspaceId, recordingId, found)
    if (found.id !== null) this.#name.run(found.identity, found.id, assetId)
    this.#moveAsset.run(recordingId, assetId)
    this.#moveDownload.run(recordingId, assetId)
    if (present) {
      this.#filesAreHere(assetId, recordingId, found)
      return
    }
    if (found.state === 'removed') this.#addRemoved.run(assetId, recordingId)
    if (found.files.length > 0) this.filesAreMissing(assetId, recordingId)
  }

  /**
   * As a sync finds it: by id, else the same type and path where only one of both has an id. 100ms may have given one since
   * the sidecar was written.
   */
  find(workspaceId: number, recordingId: number, { id, identity, typeRaw, path }: SidecarAsset): number | null {
    const known = this.#byIdentity.get(workspaceId, identity)
    if (known !== undefined || path === null) return known?.id ?? null
    const same = this.#byPath.get(recordingId, typeRaw, path, id === null ? 0 : 1)
    return same?.id ?? null
  }

  #add(workspaceId: number, recordingId: number, found: SidecarAsset): number {
    const { lastInsertRowid } = this.#addAsset.run({
      ...found,
      workspaceId,
      recordingId,
      available: Number(found.available),
      onlyCopy: Number(found.onlyCopy),
      metadata: toJson(found.metadata),
      thumbnails: toJson(found.thumbnails),
      raw: toJson(found.raw),
    })
    return Number(lastInsertRowid)
  }

  /** Says so where the person sees it, and asks nothing of the network by itself. */
  filesAreMissing(assetId: number, recordingId: number): void {
    this.#dropFiles.run(assetId)
    this.#markMissing.run({ assetId, recordingId, reason: missingFileReason })
  }

  /** Of an asset whose files are recorded already, whatever its download says. */
  recordedAreHere(assetId: number): void {
    this.#markHere.run({ assetId, ...unverified })
  }

  #filesAreHere(assetId: number, recordingId: number, { files, fileName }: SidecarAsset): void {
    this.#setFileName.run(fileName, assetId)
    this.#dropFiles.run(assetId)
    const insert = this.#addFile
    for (const file of files) {
      const { verified, differsFromRecord, accepted } = file
      const flags = {
        verified: Number(verified),
        differsFromRecord: Number(differsFromRecord),
        accepted: Number(accepted),
      }
      insert.run({ ...file, assetId, ...flags })
    }
    const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    const finishedMs = Math.max(...files.map((file) => file.finishedMs))
    const doubt = files.every(({ verified }) => verified) ? noDoubt : unverified
    this.#addState.run({ assetId, recordingId, bytes, finishedMs, ...doubt })
  }
}

const noDoubt = { reasonKind: null, reason: null }
const unverified = {
  reasonKind: 'unreadable',
  reason: 'The file can’t be read as what it should be. It was kept as it came, because 100ms deletes its own copy.',
}

export const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value)

const insertAsset = `
INSERT INTO assets (workspace_id, recording_id, identity, upstream_id, job_id, room_upstream_id, session_upstream_id, type,
  type_raw, format, layer, peer_id, width, height, path, status_raw, available, size_bytes, duration_s, created_at,
  created_ms, expires_ms, metadata, thumbnails, raw, only_copy, file_name)
VALUES (:workspaceId, :recordingId, :identity, :id, :jobId, :roomId, :sessionId, :type, :typeRaw, :format, :layer, :peerId,
  :width, :height, :path, :statusRaw, :available, :sizeBytes, :durationS, :createdAt, :createdMs, :expiresMs, :metadata,
  :thumbnails, :raw, :onlyCopy, :fileName)`

const insertFile = `
INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, checked_against, finished_ms,
  accepted)
VALUES (:assetId, :name, :sizeBytes, :sha256, :verified, :differsFromRecord, :checkedAgainst, :finishedMs, :accepted)`

// What is known of a download that was done stays: the queue says more about a doubt than a sidecar does.
const putDone = `
INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, bytes_done, total_bytes, finished_ms,
  reason_kind, reason)
VALUES (:assetId, :recordingId, 'done', 1, 0, 0, :bytes, :bytes, :finishedMs, :reasonKind, :reason)
ON CONFLICT (asset_id) DO UPDATE SET state = 'done',
  bytes_done = excluded.bytes_done, total_bytes = excluded.total_bytes, finished_ms = excluded.finished_ms,
  reason_kind = CASE downloads.state WHEN 'done' THEN downloads.reason_kind ELSE excluded.reason_kind END,
  reason = CASE downloads.state WHEN 'done' THEN downloads.reason ELSE excluded.reason END,
  retry_at_ms = NULL, validator = NULL`

// A sidecar says “removed” until a new download has finished, so the queue knows better: only what is merely missed was removed.
const putRemoved = `
INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms) VALUES (?, ?, 'removed', 1, 0, 0)
ON CONFLICT (asset_id) DO UPDATE SET state = 'removed', attempts = 0, reason_kind = NULL, reason = NULL
WHERE downloads.state = 'failed' AND downloads.reason_kind = 'not-found'`

const markMissing = `
INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, reason_kind, reason)
VALUES (:assetId, :recordingId, 'failed', 1, 0, 0, 'not-found', :reason)
ON CONFLICT (asset_id) DO UPDATE SET state = 'failed', reason_kind = 'not-found', reason = :reason, bytes_done = 0,
  validator = NULL, finished_ms = NULL WHERE state = 'done'`

const markHere = `
UPDATE downloads SET state = 'done', finished_ms = (SELECT max(finished_ms) FROM files WHERE asset_id = :assetId),
  reason_kind = CASE WHEN EXISTS (SELECT 1 FROM files WHERE asset_id = :assetId AND verified = 0) THEN :reasonKind END,
  reason = CASE WHEN EXISTS (SELECT 1 FROM files WHERE asset_id = :assetId AND verified = 0) THEN :reason END
WHERE asset_id = :assetId`

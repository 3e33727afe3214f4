/** A recording or a room as its sidecar says it, read from the database; and what a newer sidecar says, taken over. */
import type { AssetType, RecordingKind, RecordingStatus } from '../../../../preload/contract/recording.ts'
import { fromSidecarMarkers, toSidecarMarkers } from '../../core/markers/marker-record.ts'
import {
  type RecordingSidecar,
  type RoomSidecar,
  type SidecarAsset,
  type SidecarFile,
  sidecarVersion,
} from '../../core/sidecar.ts'
import { type Db, prepared } from '../database.ts'
import { recordingsOfRoom } from '../room-recordings.ts'
import { markerRecords, mergeMarkerRecords } from './marker-repository.ts'
import { refreshRecordingText } from './recording-text.ts'
import { mergeRoomSpeakers, mergeSpeechWritings, speechWritings } from './speech-writings.ts'

type Flag = 0 | 1

type RecordingRow = {
  workspaceId: number
  roomId: number | null
  kind: RecordingKind
  id: string
  sessionId: string | null
  status: RecordingStatus
  statusRaw: string | null
  createdAt: string | null
  startedAt: string | null
  stoppedAt: string | null
  updatedAt: string | null
  sortMs: number
  createdMs: number | null
  startedMs: number | null
  startedBy: string | null
  stoppedBy: string | null
  destination: string | null
  meetingUrl: string | null
  assetTypes: string | null
  durationS: number | null
  sizeBytes: number | null
  onlyCopy: Flag
  raw: string | null
  revision: number
  userTitle: string | null
  starred: Flag
  reviewed: Flag
  tags: string
  positionS: number | null
}

type RoomRow = {
  workspaceId: number
  id: string
  name: string | null
  enabled: Flag | null
  customerBucket: string | null
  folder: string | null
  userTitle: string | null
  speakers: string
  revision: number
}

type SessionRow = {
  rowId: number
  id: string
  roomId: string | null
  active: Flag | null
  createdAt: string | null
  createdMs: number | null
}

type AssetRow = {
  rowId: number
  id: string | null
  identity: string
  jobId: string | null
  roomId: string | null
  sessionId: string | null
  type: AssetType
  typeRaw: string
  format: string | null
  layer: string | null
  peerId: string | null
  width: number | null
  height: number | null
  path: string | null
  statusRaw: string | null
  available: Flag
  sizeBytes: number | null
  durationS: number | null
  createdAt: string | null
  createdMs: number | null
  expiresMs: number | null
  metadata: string | null
  thumbnails: string | null
  onlyCopy: Flag
  raw: string | null
  fileName: string | null
  state: 'done' | 'removed' | null
}

type FileRow = {
  assetRowId: number
  name: string
  sizeBytes: number
  sha256: string
  verified: Flag
  differsFromRecord: Flag
  accepted: Flag
  checkedAgainst: string | null
  finishedMs: number
}

export class SidecarRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  recording(recordingId: number): RecordingSidecar | null {
    const row = prepared<[number], RecordingRow>(this.#db, selectRecording).get(recordingId)
    if (!row) return null
    const { workspaceId, roomId, revision, userTitle, starred, reviewed, tags, positionS, ...fields } = row
    const room = roomId === null ? null : this.#room(roomId)
    return {
      dailies: 'recording',
      version: sidecarVersion,
      revision,
      workspace: this.#workspace(workspaceId),
      room: room === null ? null : roomFields(room),
      session: fields.sessionId === null ? null : this.#session(workspaceId, fields.sessionId),
      recording: {
        ...fields,
        assetTypes: fields.assetTypes === null ? null : JSON.parse(fields.assetTypes),
        onlyCopy: fields.onlyCopy === 1,
        raw: fromJson(fields.raw),
      },
      user: {
        ...{ title: userTitle, starred: starred === 1, reviewed: reviewed === 1, tags: JSON.parse(tags), positionS },
        ...toSidecarMarkers(markerRecords(this.#db, recordingId)),
        ...speechWritings(this.#db, recordingId),
      },
      assets: this.#assets(recordingId),
    }
  }

  /** With the folder its sidecar belongs in; null while the room has none. */
  room(roomId: number): { readonly sidecar: RoomSidecar; readonly folder: string | null } | null {
    const row = this.#room(roomId)
    if (row === null) return null
    const sidecar: RoomSidecar = {
      dailies: 'room',
      version: sidecarVersion,
      revision: row.revision,
      workspace: this.#workspace(row.workspaceId),
      room: roomFields(row),
      user: { title: row.userTitle, speakers: JSON.parse(row.speakers) },
    }
    return { sidecar, folder: row.folder }
  }

  roomOfRecording(recordingId: number): { readonly id: number; readonly folder: string | null } | null {
    const room = prepared<[number], { id: number; folder: string | null }>(
      this.#db,
      'SELECT m.id, m.folder FROM recordings r JOIN rooms m ON m.id = r.room_id WHERE r.id = +?',
    )
    return room.get(recordingId) ?? null
  }

  /** What the person wrote elsewhere, with a higher revision than ours. All or nothing: the revision says that it is here. */
  adoptRecording(recordingId: number, revision: number, user: RecordingSidecar['user']): void {
    this.#db
      .transaction(() => {
        const { title, starred, reviewed, tags, positionS } = user
        prepared(
          this.#db,
          `UPDATE recordings SET user_title = ?, starred = ?, reviewed = ?, tags = ?,
             position_s = COALESCE(?, position_s), revision = ? WHERE id = ?`,
        ).run(title, Number(starred), Number(reviewed), JSON.stringify(tags), positionS, revision, recordingId)
        mergeSpeechWritings(this.#db, recordingId, user, false)
        refreshRecordingText(this.#db, [recordingId])
      })
      .immediate()
  }

  /** Whatever the revision: two copies of a library each have markers of their own. True: something was new. */
  adoptMarkers(recordingId: number, user: RecordingSidecar['user']): boolean {
    return mergeMarkerRecords(this.#db, recordingId, fromSidecarMarkers(user)).brought
  }

  adoptRoom(roomId: number, revision: number, user: RoomSidecar['user']): void {
    this.#db
      .transaction(() => {
        const write = prepared(this.#db, 'UPDATE rooms SET user_title = ?, revision = ? WHERE id = ?')
        write.run(user.title, revision, roomId)
        mergeRoomSpeakers(this.#db, roomId, user.speakers, false)
        refreshRecordingText(this.#db, recordingsOfRoom(this.#db, roomId))
      })
      .immediate()
  }

  #workspace(id: number): RecordingSidecar['workspace'] {
    const row = prepared<
      [number],
      { apiUrl: string; identity: string; customerId: string | null; accessKey: string | null; name: string }
    >(
      this.#db,
      `SELECT api_url AS apiUrl, identity, customer_id AS customerId, access_key AS accessKey, name
         FROM workspaces WHERE id = ?`,
    ).get(id)
    if (!row) throw new Error(`There is no workspace ${id}`)
    return row
  }

  #room(id: number): RoomRow | null {
    return (
      prepared<[number], RoomRow>(
        this.#db,
        `SELECT workspace_id AS workspaceId, upstream_id AS id, name, enabled, customer_bucket AS customerBucket, folder,
             user_title AS userTitle, speakers, revision FROM rooms WHERE id = ?`,
      ).get(id) ?? null
    )
  }

  #session(workspaceId: number, upstreamId: string): RecordingSidecar['session'] {
    const row = prepared<[number, string], SessionRow>(
      this.#db,
      `SELECT id AS rowId, upstream_id AS id, room_upstream_id AS roomId, active, created_at AS createdAt,
           created_ms AS createdMs FROM sessions WHERE workspace_id = ? AND upstream_id = ?`,
    ).get(workspaceId, upstreamId)
    if (!row) return null
    const { rowId, active, ...session } = row
    const participants = prepared<[number], NonNullable<RecordingSidecar['session']>['participants'][number]>(
      this.#db,
      `SELECT peer_id AS peerId, name, role, user_id AS userId, joined_ms AS joinedMs, left_ms AS leftMs
         FROM participants WHERE session_id = +? ORDER BY peer_id`,
    ).all(rowId)
    return { ...session, active: active === null ? null : active === 1, participants }
  }

  #assets(recordingId: number): SidecarAsset[] {
    const files = prepared<[number], FileRow>(this.#db, selectFiles).all(recordingId)
    return prepared<[number], AssetRow>(this.#db, selectAssets)
      .all(recordingId)
      .map(({ rowId, ...row }) => ({
        ...row,
        available: row.available === 1,
        metadata: fromJson(row.metadata),
        thumbnails: row.thumbnails === null ? null : JSON.parse(row.thumbnails),
        onlyCopy: row.onlyCopy === 1,
        raw: fromJson(row.raw),
        // A playlist's files are recorded one by one, before all of it is here.
        files: row.state === 'done' ? files.filter((file) => file.assetRowId === rowId).map(toSidecarFile) : [],
      }))
  }
}

function roomFields(row: RoomRow): NonNullable<RecordingSidecar['room']> {
  const enabled = row.enabled === null ? null : row.enabled === 1
  return { id: row.id, name: row.name, enabled, customerBucket: row.customerBucket }
}

function toSidecarFile({ assetRowId: _, verified, differsFromRecord, accepted, ...file }: FileRow): SidecarFile {
  return { ...file, verified: verified === 1, differsFromRecord: differsFromRecord === 1, accepted: accepted === 1 }
}

const fromJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

const selectRecording = `
SELECT workspace_id AS workspaceId, room_id AS roomId, kind, upstream_id AS id, session_upstream_id AS sessionId, status,
  status_raw AS statusRaw, created_at AS createdAt, started_at AS startedAt, stopped_at AS stoppedAt,
  updated_at AS updatedAt, sort_ms AS sortMs, created_ms AS createdMs, started_ms AS startedMs, started_by AS startedBy,
  stopped_by AS stoppedBy, destination, meeting_url AS meetingUrl, asset_types AS assetTypes, duration_s AS durationS,
  size_bytes AS sizeBytes, only_copy AS onlyCopy, raw, revision, user_title AS userTitle, starred, reviewed, tags,
  position_s AS positionS
FROM recordings WHERE id = ?`

const selectAssets = `
SELECT a.id AS rowId, a.upstream_id AS id, a.identity, a.job_id AS jobId, a.room_upstream_id AS roomId,
  a.session_upstream_id AS sessionId, a.type, a.type_raw AS typeRaw, a.format, a.layer, a.peer_id AS peerId, a.width,
  a.height, a.path, a.status_raw AS statusRaw, a.available, a.size_bytes AS sizeBytes, a.duration_s AS durationS,
  a.created_at AS createdAt, a.created_ms AS createdMs, a.expires_ms AS expiresMs, a.metadata, a.thumbnails,
  a.only_copy AS onlyCopy, a.raw, a.file_name AS fileName,
  CASE WHEN d.state IN ('done', 'removed') THEN d.state END AS state
FROM assets a LEFT JOIN downloads d ON d.asset_id = a.id
WHERE a.recording_id = +? ORDER BY a.identity`

const selectFiles = `
SELECT f.asset_id AS assetRowId, f.name, f.size_bytes AS sizeBytes, f.sha256, f.verified,
  f.differs_from_record AS differsFromRecord, f.accepted, f.checked_against AS checkedAgainst, f.finished_ms AS finishedMs
FROM assets a JOIN files f ON f.asset_id = a.id WHERE a.recording_id = +? ORDER BY f.name`

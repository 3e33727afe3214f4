/** What the command line asks of a library: what its filters look at, and how its downloads stand. Reads only. */
import type {
  AssetType,
  DownloadState,
  RecordingKind,
  RecordingStatus,
} from '../../../../preload/contract/recording.ts'
import { recordingTitle, roomTitle } from '../../core/names/recording-title.ts'
import { type LabelRow, labelOf } from '../asset-labels.ts'
import type { Db } from '../database.ts'
import { shownTitle } from '../writings/session-writings.ts'

export type ArchiveRecording = {
  readonly id: number
  readonly workspaceId: number
  readonly kind: RecordingKind
  readonly upstreamId: string
  readonly title: string
  readonly roomTitle: string
  /** All that `--room` may say: 100ms's id and name, the person's title. */
  readonly roomNames: readonly string[]
  readonly status: RecordingStatus
  readonly statusRaw: string | null
  /** When it started, else was created, else was first seen. */
  readonly sortMs: number
  readonly startedMs: number | null
  readonly durationS: number | null
  readonly sizeBytes: number | null
  readonly onlyCopy: boolean
  readonly assets: { readonly total: number; readonly done: number }
}

type RecordingRow = Omit<ArchiveRecording, 'title' | 'roomTitle' | 'roomNames' | 'onlyCopy' | 'assets'> & {
  readonly userTitle: string | null
  readonly roomUpstreamId: string | null
  readonly roomName: string | null
  readonly roomUserTitle: string | null
  readonly onlyCopy: number
  readonly total: number
  readonly done: number
}

/** Newest first. */
export function archiveRecordings(db: Db): ArchiveRecording[] {
  return db
    .prepare<[], RecordingRow>(
      `SELECT r.id, r.workspace_id AS workspaceId, r.kind, r.upstream_id AS upstreamId, ${shownTitle('r')} AS userTitle,
        m.upstream_id AS roomUpstreamId,
        m.name AS roomName, m.user_title AS roomUserTitle, r.status, r.status_raw AS statusRaw, r.sort_ms AS sortMs,
        r.started_ms AS startedMs, r.total_duration_s AS durationS, r.total_bytes AS sizeBytes, r.only_copy AS onlyCopy,
        r.assets_total AS total, r.assets_done AS done
      FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id ORDER BY r.sort_ms DESC, r.id DESC`,
    )
    .all()
    .map(({ userTitle, roomUpstreamId, roomName, roomUserTitle, onlyCopy, total, done, ...rest }) => {
      const room =
        roomUpstreamId === null ? null : { userTitle: roomUserTitle, name: roomName, upstreamId: roomUpstreamId }
      return {
        ...rest,
        title: recordingTitle(userTitle, room),
        roomTitle: roomTitle(room),
        roomNames: [roomUpstreamId, roomName, roomUserTitle].filter((name) => name !== null),
        onlyCopy: onlyCopy === 1,
        assets: { total, done },
      }
    })
}

export type ArchiveAsset = {
  readonly id: number
  readonly recordingId: number
  readonly upstreamId: string | null
  readonly type: AssetType
  readonly typeRaw: string
  /** e.g. "Transcript · SRT". */
  readonly label: string
  readonly statusRaw: string | null
  /** The file exists upstream. */
  readonly available: boolean
  readonly onlyCopy: boolean
  readonly sizeBytes: number | null
  /** When 100ms deletes it, as far as that can be told. */
  readonly expiresMs: number | null
  readonly state: DownloadState
  /** Of a download that isn't over: what an earlier try has brought. */
  readonly bytesHere: number
}

type AssetRow = Omit<LabelRow, 'personName'> &
  Omit<ArchiveAsset, 'available' | 'onlyCopy' | 'label'> & { readonly available: number; readonly onlyCopy: number }

export function archiveAssets(db: Db, recordingIds: readonly number[]): ArchiveAsset[] {
  return db
    .prepare<[string], AssetRow>(
      `SELECT a.id, a.recording_id AS recordingId, a.upstream_id AS upstreamId, a.type, a.type_raw AS typeRaw,
        a.format, a.layer, a.width, a.height, a.metadata, a.status_raw AS statusRaw, a.available,
        a.only_copy AS onlyCopy, a.size_bytes AS sizeBytes, a.expires_ms AS expiresMs, coalesce(d.state, 'none') AS state,
        coalesce(d.bytes_done, 0) AS bytesHere
      FROM json_each(?) wanted CROSS JOIN assets a ON a.recording_id = wanted.value
      LEFT JOIN downloads d ON d.asset_id = a.id ORDER BY wanted.key, a.id`,
    )
    .all(JSON.stringify(recordingIds))
    .map(({ format, layer, width, height, metadata, ...row }) => ({
      ...row,
      label: labelOf({ ...row, format, layer, width, height, metadata, personName: null }),
      available: row.available === 1,
      onlyCopy: row.onlyCopy === 1,
    }))
}

/** Ids, names and the person's titles of all rooms, also of those without a recording. */
export function allRoomNames(db: Db): string[] {
  return words(
    db,
    `SELECT upstream_id AS word FROM rooms UNION SELECT name FROM rooms WHERE name IS NOT NULL
     UNION SELECT user_title FROM rooms WHERE user_title IS NOT NULL`,
  )
}

/** Types of files as 100ms writes them. */
export function allRawTypes(db: Db): string[] {
  return words(db, 'SELECT DISTINCT type_raw AS word FROM assets')
}

function words(db: Db, sql: string): string[] {
  return db
    .prepare<[], { word: string }>(sql)
    .all()
    .map(({ word }) => word)
}

/** How a download stands, and what of it is here. */
export type DownloadOutcome = {
  readonly assetId: number
  readonly state: DownloadState
  readonly reasonKind: string | null
  readonly reason: string | null
  readonly retryAtMs: number | null
  readonly attempts: number
  /** Sum of its files; 0 until it is done. */
  readonly bytes: number
  /** Relative to the library; null until it is done. */
  readonly path: string | null
}

export function downloadOutcomes(db: Db, assetIds: readonly number[]): DownloadOutcome[] {
  return db
    .prepare<[string], DownloadOutcome>(
      `SELECT a.id AS assetId, coalesce(d.state, 'none') AS state, d.reason_kind AS reasonKind, d.reason, d.retry_at_ms AS retryAtMs,
        coalesce(d.attempts, 0) AS attempts,
        CASE WHEN d.state = 'done' THEN (SELECT coalesce(sum(f.size_bytes), 0) FROM files f WHERE f.asset_id = a.id)
          ELSE 0 END AS bytes,
        CASE WHEN d.state = 'done' THEN r.folder || '/' || coalesce((SELECT max(f.name) FROM files f WHERE f.asset_id = a.id
          HAVING count(*) = 1), a.file_name) END AS path
      FROM json_each(?) wanted CROSS JOIN assets a ON a.id = wanted.value JOIN recordings r ON r.id = a.recording_id
      LEFT JOIN downloads d ON d.asset_id = a.id`,
    )
    .all(JSON.stringify(assetIds))
}

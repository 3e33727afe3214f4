/** Everything about one recording: its row, its assets with what is here of them, its people, upstream's fields. */
import type { Asset, DownloadState, Participant, RecordingDetails } from '../../../../preload/contract/recording.ts'
import { type LabelRow, labelColumns, labelOf } from '../asset-labels.ts'
import type { Db } from '../database.ts'
import { objectOf, stringList } from '../json-columns.ts'
import { recordingRows } from './library-queries-rows.ts'

type RecordingFields = {
  workspaceId: number
  sessionId: string | null
  folder: string | null
  positionS: number | null
  raw: string | null
  assetTypes: string | null
} & Record<(typeof upstreamFields)[number][1], string | number | null>

/** 100ms's name and our column, in the order shown. */
const upstreamFields = [
  ['id', 'upstream_id'],
  ['room_id', 'room_upstream_id'],
  ['session_id', 'session_upstream_id'],
  ['status', 'status_raw'],
  ['created_at', 'created_at'],
  ['started_at', 'started_at'],
  ['stopped_at', 'stopped_at'],
  ['updated_at', 'updated_at'],
  ['started_by', 'started_by'],
  ['stopped_by', 'stopped_by'],
  ['duration', 'duration_s'],
  ['size', 'size_bytes'],
  ['destination', 'destination'],
  ['meeting_url', 'meeting_url'],
] as const

type AssetRow = LabelRow & {
  id: number
  upstreamId: string | null
  peerId: string | null
  statusRaw: string | null
  available: number
  sizeBytes: number | null
  durationS: number | null
  createdMs: number | null
  storagePath: string | null
  fileName: string | null
  state: Exclude<DownloadState, 'none'> | null
  bytesDone: number | null
  reason: string | null
  retryAtMs: number | null
  attempts: number | null
}

/** null: no such recording. */
export function recordingDetails(db: Db, id: number, nowMs: number): RecordingDetails | null {
  const [row] = recordingRows(db, [id], nowMs)
  const fields = db
    .prepare<[number], RecordingFields>(
      `SELECT r.workspace_id AS workspaceId, r.session_upstream_id AS sessionId, r.folder, r.position_s AS positionS, r.raw,
        m.upstream_id AS room_upstream_id, r.upstream_id, r.session_upstream_id, r.status_raw, r.created_at, r.started_at,
        r.stopped_at, r.updated_at, r.started_by, r.stopped_by, r.duration_s, r.size_bytes, r.destination, r.meeting_url,
        r.asset_types AS assetTypes
      FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id WHERE r.id = ?`,
    )
    .get(id)
  if (row === undefined || fields === undefined) return null
  return {
    row,
    assets: assetsOf(db, id),
    participants: participantsOf(db, fields.workspaceId, fields.sessionId),
    upstream: upstreamOf(fields),
    folder: fields.folder,
    positionS: fields.positionS,
    speakers: speakersOf(db, id),
    markerCount: markerCountOf(db, id),
  }
}

export function assetsOf(db: Db, recordingId: number): Asset[] {
  return db
    .prepare<[number], AssetRow>(
      `SELECT a.id, a.upstream_id AS upstreamId, a.peer_id AS peerId, ${labelColumns},
        a.status_raw AS statusRaw, a.available, a.size_bytes AS sizeBytes, a.duration_s AS durationS,
        a.created_ms AS createdMs, a.path AS storagePath, a.file_name AS fileName,
        d.state, d.bytes_done AS bytesDone, d.reason, d.retry_at_ms AS retryAtMs, d.attempts
      FROM assets a LEFT JOIN downloads d ON d.asset_id = a.id
      WHERE a.recording_id = ?
      ORDER BY instr('room-composite room-composite-legacy room-vod transcript summary chat stream track other', a.type),
        a.layer, a.format, personName, a.id`,
    )
    .all(recordingId)
    .map((row) => asset(db, recordingId, row))
}

function asset(db: Db, recordingId: number, row: AssetRow): Asset {
  const { personName, metadata, fileName, state, bytesDone, reason, retryAtMs, attempts, available, ...rest } = row
  return {
    ...rest,
    recordingId,
    label: labelOf(row),
    available: available === 1,
    download: { state: state ?? 'none', bytesDone: bytesDone ?? 0, reason, retryAtMs, attempts: attempts ?? 0 },
    file: fileOf(db, row.id, fileName),
  }
}

type FileRow = { name: string; sizeBytes: number; sha256: string; verified: number; differs: number; accepted: number }

/** A room-vod is many files: shown as one, told by its main playlist. */
function fileOf(db: Db, assetId: number, fileName: string | null): Asset['file'] {
  const files = db
    .prepare<[number], FileRow>(
      `SELECT name, size_bytes AS sizeBytes, sha256, verified, differs_from_record AS differs, accepted
      FROM files WHERE asset_id = ? ORDER BY name`,
    )
    .all(assetId)
  const main = files.find(({ name }) => name === `${fileName}/master.m3u8`) ?? files[0]
  if (main === undefined) return null
  return {
    name: files.length === 1 ? main.name : (fileName ?? main.name),
    sizeBytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
    sha256: main.sha256,
    verified: files.every(({ verified }) => verified === 1),
    differsFromRecord: files.some(({ differs }) => differs === 1),
    accepted: files.every(({ accepted }) => accepted === 1),
  }
}

function participantsOf(db: Db, workspaceId: number, sessionId: string | null): Participant[] {
  return db
    .prepare<[number, string | null], Participant>(
      `SELECT p.peer_id AS peerId, p.name, p.role, p.user_id AS userId, p.joined_ms AS joinedMs, p.left_ms AS leftMs
      FROM sessions s JOIN participants p ON p.session_id = s.id
      WHERE s.workspace_id = ? AND s.upstream_id = ? ORDER BY p.joined_ms, p.name, p.peer_id`,
    )
    .all(workspaceId, sessionId)
}

const speakersOf = (db: Db, recordingId: number): string[] =>
  db
    .prepare<[number], string>('SELECT name FROM recording_speakers WHERE recording_id = ? ORDER BY name')
    .pluck()
    .all(recordingId)

const markerCountOf = (db: Db, recordingId: number): number =>
  db
    .prepare<[number], number>('SELECT count(*) FROM markers WHERE recording_id = ? AND removed = 0')
    .pluck()
    .get(recordingId) ?? 0

/** The fields that we know, then whatever else upstream sent, as it came. */
function upstreamOf(fields: RecordingFields): { field: string; value: string }[] {
  const known = upstreamFields.map(([field, column]) => ({ field, value: fields[column] }))
  const names = new Set<string>([...upstreamFields.map(([field]) => field), 'asset_types', 'recording_assets'])
  const others = Object.entries(objectOf(fields.raw)).filter(([field]) => !names.has(field))
  return [
    ...known,
    { field: 'asset_types', value: stringList(fields.assetTypes).join(', ') },
    ...others.map(([field, value]) => ({ field, value: typeof value === 'string' ? value : JSON.stringify(value) })),
  ].flatMap(({ field, value }) => (value === null || value === '' ? [] : [{ field, value: String(value) }]))
}

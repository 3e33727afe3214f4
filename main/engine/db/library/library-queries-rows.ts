/** The rows of the library list, for what is on the screen. */
import type { RecordingKind, RecordingRow, RecordingStatus } from '../../../../preload/contract/recording.ts'
import { playableTypes, recorderRolePrefix } from '../../../../preload/contract/recording-terms.ts'
import { recordingTitle, roomTitle } from '../../core/names/recording-title.ts'
import type { Db } from '../database.ts'
import { stringList, tagList } from '../json-columns.ts'
import {
  isDoubtful,
  type SessionKey,
  type SessionSums,
  sessionName,
  sessionSums,
} from '../writings/session-writings.ts'

const namesShown = 4

type Row = {
  id: number
  workspaceId: number
  kind: RecordingKind
  upstreamId: string
  userTitle: string | null
  roomId: number | null
  roomUpstreamId: string | null
  roomName: string | null
  roomUserTitle: string | null
  status: RecordingStatus
  statusRaw: string | null
  createdMs: number | null
  startedMs: number | null
  durationS: number | null
  sizeBytes: number | null
  names: string
  participantCount: number
  starred: number
  reviewed: number
  tags: string
  onlyCopy: number
  expiresMs: number | null
  total: number
  done: number
  wanted: number
  failed: number
  doubtful: number
  hasTranscript: number
  hasVideo: number
  poster: string | null
  groupId: number
  sessionId: string | null
}

const isPerson = `p.name <> '' AND coalesce(p.role, '') NOT GLOB '${recorderRolePrefix}*'`

// A person who joins again is a new peer of the same name: one name, once, in the order of arrival.
export const rowsQuery = `
SELECT r.id, r.workspace_id AS workspaceId, r.kind, r.upstream_id AS upstreamId, r.user_title AS userTitle,
  r.room_id AS roomId, m.upstream_id AS roomUpstreamId, m.name AS roomName, m.user_title AS roomUserTitle,
  r.status, r.status_raw AS statusRaw, r.created_ms AS createdMs, r.started_ms AS startedMs,
  r.total_duration_s AS durationS, r.total_bytes AS sizeBytes,
  (SELECT json_group_array(name) FROM (SELECT p.name FROM participants p WHERE p.session_id = s.id AND ${isPerson}
    GROUP BY p.name ORDER BY min(p.joined_ms), p.name LIMIT ${namesShown})) AS names,
  (SELECT count(DISTINCT p.name) FROM participants p WHERE p.session_id = s.id AND ${isPerson}) AS participantCount,
  r.starred, r.reviewed, r.tags, r.only_copy AS onlyCopy, r.expires_ms AS expiresMs, r.assets_total AS total,
  r.assets_done AS done, r.assets_wanted AS wanted, r.assets_failed AS failed, r.has_transcript AS hasTranscript,
  ${isDoubtful('r')} AS doubtful,
  r.has_video AS hasVideo,
  CASE WHEN r.has_video = 0 THEN NULL ELSE (SELECT p.key FROM assets a CROSS JOIN previews p ON p.asset_id = a.id
    WHERE a.recording_id = r.id AND p.poster = 1 AND a.type IN (${playableTypes.map((type) => `'${type}'`).join(', ')})
    ORDER BY instr('${playableTypes.join(' ')}', a.type), a.layer, a.id LIMIT 1)
  END AS poster, r.group_id AS groupId, r.session_upstream_id AS sessionId
FROM json_each(?) wanted
CROSS JOIN recordings r ON r.id = wanted.value
LEFT JOIN rooms m ON m.id = r.room_id
LEFT JOIN sessions s ON s.workspace_id = r.workspace_id AND s.upstream_id = r.session_upstream_id
ORDER BY wanted.key`

/** In the order asked; ids that no longer exist are left out. */
export function recordingRows(db: Db, ids: readonly number[], nowMs: number): RecordingRow[] {
  const rows = db.prepare<[string], Row>(rowsQuery).all(JSON.stringify(ids))
  const sessions = sessionSums(
    db,
    rows.flatMap((row) => sessionOf(row) ?? []),
    nowMs,
  )
  return rows.map((row) => {
    const session = sessionOf(row)
    return recordingRow(row, (session === null ? undefined : sessions.get(sessionName(session))) ?? alone(row), nowMs)
  })
}

const sessionOf = ({ workspaceId, sessionId }: Row): SessionKey | null =>
  sessionId === null ? null : { workspaceId, sessionId }

/** The only one of its session: what the person wrote of it is all there is. */
function alone({ id, userTitle, starred, reviewed, tags }: Row): SessionSums {
  const title = userTitle?.trim() || null
  return {
    ...{ recordingCount: 1, title, titledId: title === null ? null : id },
    ...{ starred, reviewed, tags: tagList(tags), files: null },
  }
}

function recordingRow(row: Row, { files, ...session }: SessionSums, nowMs: number): RecordingRow {
  const assets = { total: row.total, done: row.done, wanted: row.wanted, failed: row.failed }
  const onlyCopy = row.onlyCopy === 1
  const { sizeBytes, durationS } = row
  const doubtful = row.doubtful === 1
  const expiresMs = onlyCopy || (row.expiresMs ?? 0) <= nowMs ? null : row.expiresMs
  const room =
    row.roomUpstreamId === null
      ? null
      : { userTitle: row.roomUserTitle, name: row.roomName, upstreamId: row.roomUpstreamId }
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    kind: row.kind,
    upstreamId: row.upstreamId,
    title: recordingTitle(row.userTitle?.trim() || session.title, room),
    userTitle: row.userTitle,
    roomId: row.roomId,
    roomTitle: roomTitle(room),
    status: row.status,
    statusRaw: row.statusRaw,
    createdMs: row.createdMs,
    startedMs: row.startedMs,
    durationS,
    sizeBytes,
    participants: stringList(row.names),
    participantCount: row.participantCount,
    starred: row.starred === 1,
    reviewed: row.reviewed === 1,
    tags: tagList(row.tags),
    onlyCopy,
    expiresMs,
    local: row.done === 0 ? 'none' : row.done < row.total ? 'partial' : 'complete',
    assets,
    doubtful,
    hasTranscript: row.hasTranscript === 1,
    hasVideo: row.hasVideo === 1,
    poster: row.poster,
    session: {
      key: String(row.groupId),
      ...session,
      ...(files ?? { assets, onlyCopy, expiresMs, sizeBytes, durationS, doubtful }),
    },
  }
}

/** What heads an exported file: the recording's title and moment. */
import { recordingTitle } from '../../core/names/recording-title.ts'
import type { Db } from '../database.ts'
import { shownTitle } from '../writings/session-writings.ts'

export type ExportHeading = {
  readonly title: string
  /** Epoch ms; null where upstream gave no time. */
  readonly startMs: number | null
}

type Row = {
  readonly userTitle: string | null
  readonly startMs: number | null
  readonly roomUserTitle: string | null
  readonly roomName: string | null
  readonly roomUpstreamId: string | null
}

/** As long as its longest file, seconds; null where nothing says. */
export function recordingLengthS(db: Db, recordingId: number): number | null {
  return (
    db
      .prepare<[number], number | null>('SELECT coalesce(total_duration_s, duration_s) FROM recordings WHERE id = ?')
      .pluck()
      .get(recordingId) ?? null
  )
}

/** null: no such recording. */
export function exportHeading(db: Db, recordingId: number): ExportHeading | null {
  const row = db
    .prepare<[number], Row>(
      `SELECT ${shownTitle('r')} AS userTitle, coalesce(r.started_ms, r.created_ms) AS startMs, m.user_title AS roomUserTitle,
        m.name AS roomName, m.upstream_id AS roomUpstreamId
      FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id WHERE r.id = ?`,
    )
    .get(recordingId)
  if (row === undefined) return null
  const { userTitle, startMs, roomUserTitle, roomName: name, roomUpstreamId: upstreamId } = row
  return {
    title: recordingTitle(userTitle, upstreamId === null ? null : { userTitle: roomUserTitle, name, upstreamId }),
    startMs,
  }
}

/** What 100ms sent and couldn't be read, as the command line tells it. Reads only. */
import type { Db } from '../database.ts'

export type UnreadItem = {
  /** Of which list. */
  readonly stream: string
  readonly upstreamId: string | null
  /** 100ms's id of the one recording that it belongs to; null: nobody can say. */
  readonly recordingId: string | null
  readonly reason: string
}

/** The newest first. */
export function unreadItems(db: Db, workspaceId: number): readonly UnreadItem[] {
  return db
    .prepare<[number], UnreadItem>(
      `SELECT q.stream, q.upstream_id AS upstreamId, q.reason, CASE
         WHEN q.stream IN ('recordings', 'live-streams', 'external-streams') THEN q.upstream_id
         WHEN q.stream = 'recording-assets' AND json_valid(q.raw) THEN (
           SELECT r.upstream_id FROM recordings r WHERE r.workspace_id = q.workspace_id
             AND r.kind IN ('recording', 'live-stream', 'external-stream')
             AND r.upstream_id = json_extract(q.raw, '$.job_id') LIMIT 1)
         END AS recordingId
       FROM quarantine q WHERE q.workspace_id = ? ORDER BY q.id DESC`,
    )
    .all(workspaceId)
}

/** Downloads as jobs: what an attempt needs to know of each, in the order of the queue. */
import type { DownloadJob } from '../../core/download/download-ports.ts'
import { type Db, prepared } from '../database.ts'
import { type JobRow, storedResume } from './download-row.ts'

/** `raw` is the word null when 100ms has no such session. */
const unreadSession = `CASE WHEN a.type IN ('track', 'stream') AND a.file_name IS NULL AND a.peer_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM sessions s WHERE s.workspace_id = a.workspace_id
      AND s.upstream_id = coalesce(a.session_upstream_id, r.session_upstream_id)
      AND (s.raw = 'null' OR EXISTS (SELECT 1 FROM participants p WHERE p.session_id = s.id AND p.peer_id = a.peer_id)))
  THEN coalesce(a.session_upstream_id, r.session_upstream_id) END`

export function storedJobs(db: Db, assetIds: readonly number[]): readonly DownloadJob[] {
  if (assetIds.length === 0) return []
  return prepared<[string], JobRow>(
    db,
    `SELECT d.asset_id AS assetId, d.recording_id AS recordingId, a.workspace_id AS workspaceId, d.attempts,
         a.type, a.format, a.upstream_id AS upstreamId, r.kind AS recordingKind,
         r.upstream_id AS recordingUpstreamId, a.path AS storedAt, a.size_bytes AS sizeBytes, d.bytes_done AS bytesHere, ${unreadSession} AS unreadSession, d.validator
       FROM json_each(?) w JOIN downloads d ON d.asset_id = w.value
       JOIN assets a ON a.id = d.asset_id JOIN recordings r ON r.id = d.recording_id
       ORDER BY d.priority, d.due_ms, d.queued_ms`,
  )
    .all(JSON.stringify(assetIds))
    .map(({ validator, ...job }) => ({ ...job, resume: storedResume(validator) }))
}

/** Downloads as jobs: what an attempt needs to know of each, in the order of the queue. */
import type { DownloadJob } from '../core/download-ports.ts'
import { type Db, prepared } from './database.ts'
import { type JobRow, storedResume } from './download-row.ts'

export function storedJobs(db: Db, assetIds: readonly number[]): readonly DownloadJob[] {
  if (assetIds.length === 0) return []
  return prepared<[string], JobRow>(
    db,
    `SELECT d.asset_id AS assetId, d.recording_id AS recordingId, a.workspace_id AS workspaceId, d.attempts,
         a.type, a.format, a.upstream_id AS upstreamId, r.kind AS recordingKind,
         r.upstream_id AS recordingUpstreamId, a.path AS storedAt, a.size_bytes AS sizeBytes, d.validator
       FROM json_each(?) w JOIN downloads d ON d.asset_id = w.value
       JOIN assets a ON a.id = d.asset_id JOIN recordings r ON r.id = d.recording_id
       ORDER BY d.priority, d.due_ms, d.queued_ms`,
  )
    .all(JSON.stringify(assetIds))
    .map(({ validator, ...job }) => ({ ...job, resume: storedResume(validator) }))
}

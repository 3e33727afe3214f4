/**
 * The columns of `recordings` that sum up its assets, so that the list reads one table. Called inside the transaction
 * that changes an asset, a download or a file; the only place that knows what the sums mean.
 */
import { type Db, oncePerConnection } from './database.ts'

/**
 * What counts: an asset *can be had* when its file is here, or when upstream has it and nothing says that it will never
 * come. `assets_total` counts those, so done = total means "all that can be had is here"; `assets_failed` are the failed
 * and the unavailable, both of which a person should see.
 */
/** Takes the ids as a JSON array. */
export const recordingSumsSql = `
WITH wanted_ids (id) AS (SELECT value FROM json_each(?)),
states AS (
  SELECT a.recording_id, a.type, a.duration_s, a.expires_ms, a.only_copy, a.available,
    COALESCE(CASE WHEN d.state IS 'done' THEN (SELECT SUM(f.size_bytes) FROM files f WHERE f.asset_id = a.id) END,
      a.size_bytes) AS bytes,
    d.state AS state,
    (d.state IS 'done' OR (a.available = 1 AND a.only_copy = 0 AND d.state IS NOT 'unavailable')) AS can_be_had
  FROM wanted_ids w
  JOIN assets a ON a.recording_id = w.id
  LEFT JOIN downloads d ON d.asset_id = a.id
),
sums AS (
  SELECT w.id AS recording_id,
    MAX(s.duration_s) FILTER (WHERE s.type IN ('room-composite', 'room-composite-legacy', 'room-vod')) AS main_duration_s,
    MAX(s.duration_s) AS any_duration_s,
    SUM(s.bytes) AS bytes,
    MIN(s.expires_ms) FILTER (WHERE s.available = 1 AND s.only_copy = 0) AS expires_ms,
    COUNT(*) FILTER (WHERE s.can_be_had) AS total,
    COUNT(*) FILTER (WHERE s.state = 'done') AS done,
    COUNT(*) FILTER (WHERE s.state IN ('queued', 'running', 'waiting', 'paused')) AS wanted,
    COUNT(*) FILTER (WHERE s.state IN ('failed', 'unavailable')) AS failed,
    COUNT(*) FILTER (WHERE s.can_be_had AND s.type = 'transcript') > 0 AS has_transcript,
    COUNT(*) FILTER (WHERE s.can_be_had
      AND s.type IN ('room-composite', 'room-composite-legacy', 'room-vod', 'stream')) > 0 AS has_video
  FROM wanted_ids w LEFT JOIN states s ON s.recording_id = w.id
  GROUP BY w.id
)
UPDATE recordings SET
  total_duration_s = COALESCE(recordings.duration_s, sums.main_duration_s, sums.any_duration_s),
  total_bytes = COALESCE(sums.bytes, recordings.size_bytes),
  expires_ms = sums.expires_ms,
  assets_total = sums.total,
  assets_done = sums.done,
  assets_wanted = sums.wanted,
  assets_failed = sums.failed,
  has_transcript = sums.has_transcript,
  has_video = sums.has_video
FROM sums WHERE recordings.id = sums.recording_id
  -- writing what is there already would rewrite the row and the list's wide index with it
  AND (recordings.total_duration_s, recordings.total_bytes, recordings.expires_ms, recordings.assets_total,
    recordings.assets_done, recordings.assets_wanted, recordings.assets_failed, recordings.has_transcript,
    recordings.has_video)
  IS NOT (COALESCE(recordings.duration_s, sums.main_duration_s, sums.any_duration_s),
    COALESCE(sums.bytes, recordings.size_bytes), sums.expires_ms, sums.total, sums.done, sums.wanted, sums.failed,
    sums.has_transcript, sums.has_video)`

const refresh = oncePerConnection((db) => db.prepare<[string]>(recordingSumsSql))

export function refreshRecordingSums(db: Db, recordingIds: readonly number[]): void {
  if (recordingIds.length > 0) refresh(db).run(JSON.stringify(recordingIds))
}

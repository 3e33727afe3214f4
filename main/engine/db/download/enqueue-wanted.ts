/** Queues what the policy wants: called for a page of a sync inside its transaction, and slice by slice for a library. */
import type { DownloadPolicy } from '../../../../preload/contract/download.ts'
import { isWanted, placesByPolicy, type QueuePlace } from '../../core/download/queue-policy.ts'
import { type Db, prepared } from '../database.ts'
import { refreshRecordingSums } from '../recording-sums.ts'
import { queueableAssets } from './queueable-assets.ts'

/**
 * Queues those of the assets that the policy wants and that were never queued. Called inside the page's transaction.
 * `nowMs`: by 100ms's clock, for what is about to vanish. `queuedMs`: by this computer's, for the turns.
 */
export function enqueueWanted(
  db: Db,
  assetIds: readonly number[],
  policy: DownloadPolicy | null,
  nowMs: number,
  queuedMs: number = nowMs,
): number {
  if (policy === null || assetIds.length === 0) return 0
  const fresh = queueableAssets(db, assetIds).filter((asset) => asset.state === null && isWanted(asset, policy, nowMs))
  return insertPlaces(db, placesByPolicy(fresh, nowMs, queuedMs))
}

function insertPlaces(db: Db, places: readonly QueuePlace[]): number {
  const insert = prepared<[QueuePlace]>(
    db,
    `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, total_bytes)
     VALUES (@assetId, @recordingId, 'queued', @priority, @dueMs, @queuedMs, @sizeBytes) ON CONFLICT DO NOTHING`,
  )
  for (const place of places) insert.run(place)
  refreshRecordingSums(db, [...new Set(places.map((place) => place.recordingId))])
  return places.length
}

/** Assets as the queue's policy looks at them. */
import type { StoredState } from '../../core/download/download.ts'
import type { QueueableAsset } from '../../core/download/queue-policy.ts'
import { type Db, oncePerConnection, prepared } from '../database.ts'

export type QueueableRow = QueueableAsset & {
  /** null: was never queued. */
  readonly state: StoredState | null
}

const columns = `a.id AS assetId, a.recording_id AS recordingId, a.type, a.layer, r.room_id AS roomId,
  r.sort_ms AS recordedMs, a.available = 1 AND a.only_copy = 0 AS available, a.size_bytes AS sizeBytes,
  a.expires_ms AS expiresMs, d.state`

type Row = Omit<QueueableRow, 'available'> & { readonly available: 0 | 1 }

const byIds = oncePerConnection((db) =>
  prepared<[string], Row>(
    db,
    `SELECT ${columns} FROM json_each(?) w JOIN assets a ON a.id = w.value
     JOIN recordings r ON r.id = a.recording_id LEFT JOIN downloads d ON d.asset_id = a.id ORDER BY w.key`,
  ),
)

/** In the order of the ids given. */
export function queueableAssets(db: Db, assetIds: readonly number[]): QueueableRow[] {
  return byIds(db)
    .all(JSON.stringify(assetIds))
    .map((row) => ({ ...row, available: row.available === 1 }))
}

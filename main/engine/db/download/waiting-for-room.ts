/** Downloads that are larger than the room on the drive: put off all at once, however many, and brought back. */
import { largestFileBytes } from '../../core/download/claim.ts'
import { needsRoom, shownSize } from '../../core/download/download-reasons.ts'
import { type Db, oncePerConnection, prepared } from '../database.ts'

const needed = 'total_bytes - bytes_done'

const knowSizes = oncePerConnection((db) =>
  db.function('shown_size', { deterministic: true }, (bytes) => shownSize(Number(bytes))),
)

/** What is queued and needs more than `spareBytes` waits until then, each with its own size in the reason. */
export function putOffLarger(db: Db, spareBytes: number, retryAtMs: number): void {
  knowSizes(db)
  prepared<[{ spareBytes: number; retryAtMs: number; text: string }]>(
    db,
    `UPDATE downloads SET state = 'waiting', retry_at_ms = @retryAtMs, reason_kind = 'disk-full',
         reason = replace(@text, '{size}', shown_size(${needed}))
       WHERE state = 'queued' AND ${needed} > @spareBytes AND total_bytes <= ${largestFileBytes}`,
  ).run({ spareBytes, retryAtMs, text: needsRoom('{size}', spareBytes) })
}

/** What waits for that stands in line again. */
export function wakeFor(db: Db, reasonKind: 'disk-full' | 'offline'): void {
  prepared<[string]>(
    db,
    `UPDATE downloads INDEXED BY downloads_waiting SET state = 'queued', retry_at_ms = NULL
       WHERE state = 'waiting' AND reason_kind = ?`,
  ).run(reasonKind)
}

export function waitingForRoom(db: Db): { readonly count: number; readonly smallestBytes: number } {
  const row = prepared<[], { count: number; smallestBytes: number }>(
    db,
    `SELECT count(*) AS count, coalesce(min(${needed}), 0) AS smallestBytes
       FROM downloads INDEXED BY downloads_waiting WHERE state = 'waiting' AND reason_kind = 'disk-full'`,
  ).get()
  return row ?? { count: 0, smallestBytes: 0 }
}

/** What of some recordings or files lies here, and that it no longer does. Which of it can't be had again is said with it. */
import type { RemovalTarget } from '../../../../preload/contract/commands.ts'
import type { LocalFile, RemovalStore } from '../../core/download/removal.ts'
import type { Db } from '../database.ts'
import { refreshRecordingSums } from '../recording-sums.ts'

// 100ms has deleted it, doesn't hand it out, or should have deleted it by now: a date that is past is as good as gone.
const lost = '(a.only_copy = 1 OR a.available = 0 OR coalesce(a.expires_ms <= $now, 0))'

const columns = `
SELECT a.id AS assetId, a.recording_id AS recordingId, r.folder, f.name, a.file_name AS fileName,
  f.size_bytes AS sizeBytes, ${lost} AS onlyCopy`

const byRecording = `${columns}
FROM json_each($ids) w CROSS JOIN assets a ON a.recording_id = w.value
JOIN recordings r ON r.id = a.recording_id JOIN files f ON f.asset_id = a.id WHERE r.folder IS NOT NULL ORDER BY w.key`

const byAsset = `${columns}
FROM json_each($ids) w CROSS JOIN assets a ON a.id = w.value
JOIN recordings r ON r.id = a.recording_id JOIN files f ON f.asset_id = a.id WHERE r.folder IS NOT NULL ORDER BY w.key`

export class RemovalRepository implements RemovalStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  filesOf(target: RemovalTarget, nowMs: number): readonly LocalFile[] {
    return this.#db
      .prepare<[{ ids: string; now: number }], Omit<LocalFile, 'onlyCopy'> & { onlyCopy: 0 | 1 }>(
        target.kind === 'recordings' ? byRecording : byAsset,
      )
      .all({ ids: JSON.stringify(target.kind === 'recordings' ? target.recordingIds : target.assetIds), now: nowMs })
      .map((file) => ({ ...file, onlyCopy: file.onlyCopy === 1 }))
  }

  /** Assets that are in line, or on their way. */
  wantedOf(target: RemovalTarget): readonly number[] {
    const column = target.kind === 'recordings' ? 'recording_id' : 'asset_id'
    return this.#db
      .prepare<[string], number>(
        `SELECT asset_id FROM downloads WHERE ${column} IN (SELECT value FROM json_each(?))
          AND state IN ('queued', 'running', 'waiting', 'paused')`,
      )
      .pluck()
      .all(JSON.stringify(target.kind === 'recordings' ? target.recordingIds : target.assetIds))
  }

  markRemoved(assetIds: readonly number[], recordingIds: readonly number[]): void {
    const ids = JSON.stringify(assetIds)
    this.#db.transaction(() => {
      this.#db.prepare<[string]>('DELETE FROM files WHERE asset_id IN (SELECT value FROM json_each(?))').run(ids)
      this.#db
        .prepare<[string]>(
          `UPDATE downloads SET state = 'removed', attempts = 0, retry_at_ms = NULL, reason_kind = NULL, reason = NULL,
            validator = NULL, bytes_done = 0, finished_ms = NULL
          WHERE asset_id IN (SELECT value FROM json_each(?))`,
        )
        .run(ids)
      refreshRecordingSums(this.#db, recordingIds)
    })()
  }
}

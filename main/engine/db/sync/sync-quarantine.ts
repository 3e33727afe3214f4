/** Items of a list that can't be read: kept as they came, and told under "Needs attention", until they can be. */
import { createHash } from 'node:crypto'
import type { RejectedItem, Stream } from '../../core/model.ts'
import type { Db } from '../database.ts'

export class SyncQuarantine {
  readonly #keep
  readonly #keepsAny
  readonly #release

  constructor(db: Db) {
    this.#keep = db.prepare<[number, string, string, string | null, string, string, number]>(
      `INSERT INTO quarantine (workspace_id, stream, identity, upstream_id, reason, raw, seen_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reason = excluded.reason, raw = excluded.raw WHERE raw <> excluded.raw`,
    )
    this.#keepsAny = db.prepare<[number, string]>(
      'SELECT 1 FROM quarantine WHERE workspace_id = ? AND stream = ? LIMIT 1',
    )
    this.#release = db.prepare<[number, string, string]>(
      'DELETE FROM quarantine WHERE workspace_id = ? AND stream = ? AND identity = ?',
    )
  }

  /** False: it was there already, as it is. */
  keep(workspaceId: number, stream: Stream, { upstreamId, reason, raw }: RejectedItem, nowMs: number): boolean {
    const identity = upstreamId ?? createHash('sha256').update(raw).digest('hex')
    return this.#keep.run(workspaceId, stream, identity, upstreamId, reason, raw, nowMs).changes > 0
  }

  keepsAny(workspaceId: number, stream: Stream): boolean {
    return this.#keepsAny.get(workspaceId, stream) !== undefined
  }

  release(workspaceId: number, stream: Stream, upstreamId: string): void {
    this.#release.run(workspaceId, stream, upstreamId)
  }
}

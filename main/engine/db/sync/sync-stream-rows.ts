/** Where each stream of each workspace stands, and what a finished sweep says is gone. Called inside a transaction. */
import { type Stream, streams } from '../../core/model.ts'
import type { PageOutcome, PassMode, StreamPosition, SyncSummary } from '../../core/sync/sync-store.ts'
import type { Db } from '../database.ts'

type StreamRow = {
  readonly mode: PassMode
  readonly cursor: string | null
  readonly in_progress: 0 | 1
  readonly backfilled: 0 | 1
  readonly sweep: number
  readonly finished_ms: number | null
  readonly swept_ms: number | null
}

const jobKinds: Readonly<Partial<Record<Stream, string>>> = {
  recordings: 'recording',
  'live-streams': 'live-stream',
  'external-streams': 'external-stream',
}

export class SyncStreamRows {
  readonly #db: Db
  readonly #get
  readonly #begin
  readonly #goOn
  readonly #end
  readonly #number

  constructor(db: Db) {
    this.#db = db
    this.#get = db.prepare<[number, string], StreamRow>(
      `SELECT mode, cursor, in_progress, backfilled, sweep, finished_ms, swept_ms FROM sync_streams
       WHERE workspace_id = ? AND stream = ?`,
    )
    this.#begin = db.prepare<{ workspaceId: number; stream: string; mode: PassMode; sweep: number }>(
      `INSERT INTO sync_streams (workspace_id, stream, mode, in_progress, sweep)
       VALUES (:workspaceId, :stream, :mode, 1, :sweep)
       ON CONFLICT DO UPDATE SET mode = excluded.mode, cursor = NULL, in_progress = 1, sweep = excluded.sweep`,
    )
    this.#goOn = db.prepare<[string, PassMode, number, string]>(
      'UPDATE sync_streams SET cursor = ?, mode = ? WHERE workspace_id = ? AND stream = ?',
    )
    this.#end = db.prepare<{ mode: PassMode; isFull: 0 | 1; nowMs: number; workspaceId: number; stream: string }>(
      `UPDATE sync_streams SET mode = :mode, cursor = NULL, in_progress = 0, backfilled = 1, finished_ms = :nowMs,
         swept_ms = CASE :isFull WHEN 1 THEN :nowMs ELSE swept_ms END
       WHERE workspace_id = :workspaceId AND stream = :stream`,
    )
    this.#number = db
      .prepare<[number], number>('SELECT coalesce(max(sweep), 0) FROM sync_streams WHERE workspace_id = ?')
      .pluck()
  }

  position(workspaceId: number, stream: Stream): StreamPosition {
    const row = this.#get.get(workspaceId, stream)
    if (row === undefined) {
      return { mode: 'backfill', cursor: null, inProgress: false, backfilled: false, sweptMs: null }
    }
    return {
      mode: row.mode,
      cursor: row.cursor,
      inProgress: row.in_progress === 1,
      backfilled: row.backfilled === 1,
      sweptMs: row.swept_ms,
    }
  }

  summary(workspaceId: number): SyncSummary {
    const rows = streams.map((stream) => this.#get.get(workspaceId, stream))
    const finished = rows.map((row) => row?.finished_ms ?? null).filter((ms) => ms !== null)
    return {
      lastFinishedMs: finished.length < streams.length ? null : Math.max(...finished),
      firstSyncDone: rows.every((row) => row?.backfilled === 1),
    }
  }

  /** The number of the workspace's last sweep: what is seen from now on was seen since it began. */
  sweepNumber(workspaceId: number): number {
    return this.#number.get(workspaceId) ?? 0
  }

  begin(workspaceId: number, stream: Stream, mode: PassMode): void {
    this.#begin.run({ workspaceId, stream, mode, sweep: this.sweepNumber(workspaceId) })
  }

  beginSweep(workspaceId: number): void {
    const sweep = this.sweepNumber(workspaceId) + 1
    for (const stream of streams) this.#begin.run({ workspaceId, stream, mode: 'sweep', sweep })
    // What couldn't be read is listed again if it is still there.
    this.#db.prepare<[number]>('DELETE FROM quarantine WHERE workspace_id = ?').run(workspaceId)
  }

  /** Writes where a page leaves the stream. Answers the recordings that a sweep's end found to be gone. */
  advance(workspaceId: number, stream: Stream, outcome: PageOutcome, nowMs: number): readonly number[] {
    const { mode } = this.position(workspaceId, stream)
    if (outcome.kind === 'stay') return []
    // A sweep that met something without a name can't say what is missing: it goes on as an ordinary pass.
    const goesOnAs = mode === 'sweep' && !outcome.conclusive ? 'backfill' : mode
    if (outcome.kind === 'continue') {
      this.#goOn.run(outcome.cursor, goesOnAs, workspaceId, stream)
      return []
    }
    const isFull = mode === 'catch-up' ? 0 : 1
    this.#end.run({ mode: goesOnAs, isFull, nowMs, workspaceId, stream })
    return goesOnAs === 'sweep' ? this.#markMissing(workspaceId, stream) : []
  }

  #markMissing(workspaceId: number, stream: Stream): readonly number[] {
    const sweep = this.sweepNumber(workspaceId)
    const kind = jobKinds[stream]
    if (kind !== undefined) return this.#markJobs(workspaceId, kind, sweep)
    return stream === 'recording-assets' && this.#jobsAreSwept(workspaceId, sweep)
      ? this.#markAssets(workspaceId, sweep)
      : []
  }

  #markJobs(workspaceId: number, kind: string, sweep: number): readonly number[] {
    const gone = this.#db
      .prepare<[number, string, number], number>(
        `UPDATE recordings SET only_copy = 1, settled = 1
         WHERE workspace_id = ? AND kind = ? AND sweep < ? AND only_copy = 0 RETURNING id`,
      )
      .pluck()
      .all(workspaceId, kind, sweep)
    // Assets without an id are in no list of their own: they go with the recording that told of them.
    this.#db
      .prepare<[string, number]>(
        `UPDATE assets SET only_copy = 1
         WHERE recording_id IN (SELECT value FROM json_each(?)) AND upstream_id IS NULL AND sweep < ?`,
      )
      .run(JSON.stringify(gone), sweep)
    return gone
  }

  /** Some assets are told of only inside their recording: without having seen all recordings none can be missing. */
  #jobsAreSwept(workspaceId: number, sweep: number): boolean {
    return Object.keys(jobKinds).every((stream) => {
      const row = this.#get.get(workspaceId, stream)
      return row?.mode === 'sweep' && row.in_progress === 0 && row.sweep === sweep
    })
  }

  #markAssets(workspaceId: number, sweep: number): readonly number[] {
    const recordings = this.#db
      .prepare<[number, number], number>(
        `UPDATE assets SET only_copy = 1
         WHERE workspace_id = ? AND upstream_id IS NOT NULL AND sweep < ? AND only_copy = 0 RETURNING recording_id`,
      )
      .pluck()
      .all(workspaceId, sweep)
    return [...new Set(recordings)]
  }
}

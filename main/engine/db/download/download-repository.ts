/**
 * The queue as a table: what changes a download, its files and the sums of its recording, each in one transaction. What
 * a state may become is `core/download/download.ts`'s to say. Reading for the window is in `download-queries.ts`.
 */
import type { DownloadPolicy } from '../../../../preload/contract/download.ts'
import {
  accepts,
  type Download,
  type DownloadEvent,
  next,
  type Reason,
  type StoredState,
} from '../../core/download/download.ts'
import type { BulkEvent, CommandStore, ToldDownload } from '../../core/download/download-commands.ts'
import type {
  DownloadJob,
  DownloadProgressItem,
  FinishedFile,
  QueueStore,
  Unclaimable,
} from '../../core/download/download-ports.ts'
import { isWanted, placesByHand, type QueuePlace } from '../../core/download/queue-policy.ts'
import type { ResumeRecord } from '../../core/download/resume.ts'
import { type Db, prepared } from '../database.ts'
import { refreshRecordingSums } from '../recording-sums.ts'
import { dropOtherFiles, insertFiles, storedFiles } from './download-files.ts'
import { storedJobs } from './download-jobs.ts'
import { storedDownload } from './download-row.ts'
import { enqueueWanted } from './enqueue-wanted.ts'
import { QueueLine } from './queue-line.ts'
import { queueableAssets } from './queueable-assets.ts'
import { VodSegments } from './vod-segments.ts'
import { putOffLarger, waitingForRoom, wakeFor } from './waiting-for-room.ts'

/** Twice what the longest back-off is. */
const longestWaitMs = 60 * 60_000

const bulkChanges: Readonly<Record<BulkEvent, string>> = {
  // Why it waited is of its last attempt: resumed, it stands in line like any other.
  pause: `state = 'paused', retry_at_ms = NULL, reason_kind = NULL, reason = NULL`,
  resume: `state = 'queued'`,
  cancel: `state = 'cancelled', retry_at_ms = NULL, reason_kind = NULL, reason = NULL, validator = NULL, bytes_done = 0`,
  retry: `state = 'queued', attempts = 0, retry_at_ms = NULL, reason_kind = NULL, reason = NULL`,
}

export class DownloadRepository implements QueueStore, CommandStore {
  readonly segments: VodSegments
  readonly #db: Db
  readonly #line: QueueLine
  /** Recordings whose sums the transaction that runs will make at its end. */
  #sumsDue: Set<number> | null = null

  constructor(db: Db) {
    this.#db = db
    this.#line = new QueueLine(db)
    this.segments = new VodSegments(db)
  }

  together<T>(run: () => T): T {
    const due = new Set<number>()
    this.#sumsDue = due
    try {
      return this.#db.transaction(() => {
        const result = run()
        refreshRecordingSums(this.#db, [...due])
        return result
      })()
    } finally {
      this.#sumsDue = null
    }
  }

  /** Within `together` its own, which is one transaction already; a savepoint for each of many has its price. */
  #inTransaction<T>(run: () => T): T {
    return this.#db.inTransaction ? run() : this.#db.transaction(run)()
  }

  /** After a crash: what was running stands in line again, with what it had. */
  recover(): number {
    return prepared(this.#db, `UPDATE downloads SET state = 'queued' WHERE state = 'running'`).run().changes
  }

  confine(assetIds: readonly number[]): void {
    this.#line.confine(assetIds)
  }

  nextSizes(count: number, not: Unclaimable): readonly (number | null)[] {
    return this.#line.sizes(count, not)
  }

  claim(count: number, not: Unclaimable): readonly DownloadJob[] {
    return storedJobs(this.#db, this.#line.take(count, not))
  }

  claimAnother(not: Unclaimable, fraction: number): readonly DownloadJob[] {
    return this.#inTransaction(() => {
      const assetId = this.#line.at(fraction, not)
      if (assetId === null) return []
      this.settle(assetId, { kind: 'claim' })
      return storedJobs(this.#db, [assetId])
    })
  }

  /** Those whose waiting is over stand in line again. */
  wakeDue(nowMs: number): number {
    return (
      prepared<[number, number]>(
        this.#db,
        `UPDATE downloads INDEXED BY downloads_waiting SET state = 'queued', retry_at_ms = NULL
         WHERE state = 'waiting' AND (retry_at_ms <= ? OR retry_at_ms > ?)`,
      )
        // No wait is that long: the clock has been set back.
        .run(nowMs, nowMs + longestWaitMs).changes
    )
  }

  putOffLarger(spareBytes: number, retryAtMs: number): void {
    putOffLarger(this.#db, spareBytes, retryAtMs)
  }

  waitingForRoom(): { readonly count: number; readonly smallestBytes: number } {
    return waitingForRoom(this.#db)
  }

  wakeForRoom(): void {
    wakeFor(this.#db, 'disk-full')
  }

  wakeForNetwork(): void {
    wakeFor(this.#db, 'offline')
  }

  retryForbidden(): void {
    const given = prepared<[], { id: number }>(
      this.#db,
      `SELECT asset_id AS id FROM downloads WHERE state = 'failed' AND reason_kind = 'forbidden'`,
    ).all()
    if (given.length > 0)
      this.tell(
        given.map(({ id }) => id),
        'retry',
      )
  }

  nextDueMs(): number | null {
    const row = prepared<[], { at: number | null }>(
      this.#db,
      `SELECT retry_at_ms AS at FROM downloads INDEXED BY downloads_waiting WHERE state = 'waiting'
         ORDER BY retry_at_ms LIMIT 1`,
    ).get()
    return row?.at ?? null
  }

  stateOf(assetId: number): StoredState | null {
    return storedDownload(this.#db, assetId)?.download.state ?? null
  }

  /** One event for one download. Answers what it is now; null: there is no such download. */
  settle(assetId: number, event: DownloadEvent): Download | null {
    return this.#inTransaction(() => {
      const row = storedDownload(this.#db, assetId)
      if (row === null) return null
      const after = next(row.download, event)
      if (after !== row.download) this.#write(assetId, row.recordingId, row.download.state, after)
      return after
    })
  }

  #write(assetId: number, recordingId: number, before: StoredState, after: Download): void {
    const reason = 'reason' in after ? after.reason : after.state === 'done' ? after.doubt : null
    prepared<[unknown]>(
      this.#db,
      `UPDATE downloads SET state = @state, attempts = @attempts, retry_at_ms = @retryAtMs,
           reason_kind = @reasonKind, reason = @reason, finished_ms = @finishedMs WHERE asset_id = @assetId`,
    ).run({
      assetId,
      state: after.state,
      attempts: 'attempts' in after ? after.attempts : 0,
      retryAtMs: after.state === 'waiting' ? after.retryAtMs : null,
      reasonKind: reason?.kind ?? null,
      reason: reason?.text ?? null,
      finishedMs: after.state === 'done' ? after.finishedMs : null,
    })
    if (wanted.includes(before) && wanted.includes(after.state)) return
    if (this.#sumsDue === null) refreshRecordingSums(this.#db, [recordingId])
    else this.#sumsDue.add(recordingId)
  }

  beginVersion(assetId: number, record: ResumeRecord | null, totalBytes: number | null): void {
    prepared<[string | null, number | null, number]>(
      this.#db,
      'UPDATE downloads SET validator = ?, total_bytes = coalesce(?, total_bytes), bytes_done = 0 WHERE asset_id = ?',
    ).run(record && JSON.stringify(record), totalBytes, assetId)
  }

  saveProgress(items: readonly DownloadProgressItem[]): void {
    const update = prepared<[number, string | null, number]>(
      this.#db,
      'UPDATE downloads SET bytes_done = ?, validator = ? WHERE asset_id = ?',
    )
    this.#inTransaction(() => {
      for (const { assetId, bytes, record, segments } of items) {
        update.run(bytes, record && JSON.stringify(record), assetId)
        if (segments !== undefined) this.segments.save(assetId, segments)
      }
    })
  }

  addFiles(assetId: number, files: readonly FinishedFile[], nowMs: number): void {
    this.#db.transaction(() => insertFiles(this.#db, assetId, files, nowMs))()
  }

  filesOf(assetId: number): readonly FinishedFile[] {
    return storedFiles(this.#db, assetId)
  }

  forgetFiles(assetId: number): void {
    prepared<[number]>(this.#db, 'DELETE FROM files WHERE asset_id = ?').run(assetId)
  }

  finish(assetId: number, files: readonly FinishedFile[], doubt: Reason | null, nowMs: number): void {
    const bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
    this.#inTransaction(() => {
      dropOtherFiles(this.#db, assetId, files)
      insertFiles(this.#db, assetId, files, nowMs)
      this.settle(assetId, { kind: 'finish', atMs: nowMs, doubt })
      prepared<[number, number, number]>(
        this.#db,
        'UPDATE downloads SET validator = NULL, bytes_done = ?, total_bytes = ? WHERE asset_id = ?',
      ).run(bytes, bytes, assetId)
    })
  }

  /** Of these downloads, those that the event changes; with whether they have a `.part` to be thrown away. */
  tell(assetIds: readonly number[], event: BulkEvent): readonly ToldDownload[] {
    return this.#db.transaction(() => {
      const told = prepared<[string, string], ToldDownload>(
        this.#db,
        `SELECT asset_id AS assetId, recording_id AS recordingId, state AS was, bytes_done > 0 AS begun FROM downloads
           WHERE asset_id IN (SELECT value FROM json_each(?)) AND state IN (SELECT value FROM json_each(?))`,
      ).all(JSON.stringify(assetIds), JSON.stringify(accepts[event]))
      prepared<[string]>(
        this.#db,
        `UPDATE downloads SET ${bulkChanges[event]} WHERE asset_id IN (SELECT value FROM json_each(?))`,
      ).run(JSON.stringify(told.map((download) => download.assetId)))
      refreshRecordingSums(this.#db, [...new Set(told.map((download) => download.recordingId))])
      return told
    })()
  }

  /** A person asked for these: before everything else, in the order given, from the `from`-th on, whatever became of them before. */
  startByHand(
    assetIds: readonly number[],
    nowMs: number,
    from = 0,
  ): { queued: number; recordingIds: readonly number[] } {
    const assets = queueableAssets(this.#db, assetIds).filter(
      (asset) => asset.available && (asset.state === null || accepts.start.includes(asset.state)),
    )
    const upsert = prepared<[QueuePlace]>(
      this.#db,
      `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, total_bytes)
       VALUES (@assetId, @recordingId, 'queued', @priority, @dueMs, @queuedMs, @sizeBytes)
       ON CONFLICT DO UPDATE SET state = 'queued', attempts = 0, retry_at_ms = NULL, reason_kind = NULL, reason = NULL,
         priority = excluded.priority, due_ms = excluded.due_ms, queued_ms = excluded.queued_ms`,
    )
    const recordingIds = [...new Set(assets.map((asset) => asset.recordingId))]
    this.#db.transaction(() => {
      for (const place of placesByHand(assets, nowMs, from)) upsert.run(place)
      refreshRecordingSums(this.#db, recordingIds)
    })()
    return { queued: assets.length, recordingIds }
  }

  /** What the policy queued and no longer wants, unless it has begun, leaves the queue as if it had never been there. */
  dropUnwanted(assetIds: readonly number[], policy: DownloadPolicy | null, nowMs: number): number {
    const unwanted = queueableAssets(this.#db, assetIds).filter(
      (asset) => policy === null || !isWanted(asset, policy, nowMs),
    )
    return this.#db.transaction(() => {
      const dropped = prepared<[string], { recordingId: number }>(
        this.#db,
        `DELETE FROM downloads WHERE asset_id IN (SELECT value FROM json_each(?)) AND priority = 1 AND bytes_done = 0
             AND state IN ('queued', 'waiting') RETURNING recording_id AS recordingId`,
      ).all(JSON.stringify(unwanted.map((asset) => asset.assetId)))
      refreshRecordingSums(this.#db, [...new Set(dropped.map((row) => row.recordingId))])
      return dropped.length
    })()
  }

  /** `enqueueWanted` in a transaction of its own, for a slice of the library. */
  enqueue(assetIds: readonly number[], policy: DownloadPolicy | null, nowMs: number, queuedMs: number = nowMs): number {
    return this.#db.transaction(() => enqueueWanted(this.#db, assetIds, policy, nowMs, queuedMs))()
  }
}

/** What `recordings.assets_wanted` counts: between these the sums don't change. */
const wanted: readonly StoredState[] = ['queued', 'running', 'waiting', 'paused']

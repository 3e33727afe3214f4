/** Reading the queue: what the panel shows, what a command means, and the library slice by slice. Changes nothing. */
import type { DownloadTarget } from '../../../../preload/contract/commands.ts'
import type { DownloadList, DownloadRow } from '../../../../preload/contract/download.ts'
import type { DownloadState } from '../../../../preload/contract/recording.ts'
import { expiringSoonMs } from '../../../../preload/contract/recording-terms.ts'
import type { StoredState } from '../../core/download/download.ts'
import type { CommandReader, TargetSlice } from '../../core/download/download-commands.ts'
import type { QueueReader } from '../../core/download/download-progress.ts'
import { nextStep } from '../../core/download/next-step.ts'
import { recordingTitle } from '../../core/names/recording-title.ts'
import { type LabelRow, labelColumns, labelOf } from '../asset-labels.ts'
import { type Db, prepared } from '../database.ts'
import { shownTitle } from '../writings/session-writings.ts'
import { type QueueableRow, queueableAssets } from './queueable-assets.ts'

export type QueueSums = { readonly counts: Record<DownloadState, number>; readonly remainingBytes: number }

export class DownloadQueries implements QueueReader, CommandReader {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** A line of thousands leaves room for what comes after it: what failed needs a person more than what waits its turn. */
  list(limit: number): DownloadList {
    const sums = this.sums()
    const share = Math.floor(limit / listOrder.length)
    const counts = listOrder.map((states) => states.reduce((sum, state) => sum + sums.counts[state], 0))
    const rows: DownloadRow[] = []
    listOrder.forEach((states, index) => {
      const kept = counts.slice(index + 1).reduce((sum, count) => sum + Math.min(share, count), 0)
      const room = limit - rows.length - kept
      if (room > 0 && (counts[index] ?? 0) > 0) rows.push(...this.#rows(states, room))
    })
    return { rows, ...sums }
  }

  sums(): QueueSums {
    const counts = noneOfAny()
    let remainingBytes = 0
    const byState = prepared<[], { state: StoredState; count: number; bytes: number }>(
      this.#db,
      'SELECT state, count(*) AS count, total(total_bytes) AS bytes FROM downloads GROUP BY state',
    ).all()
    for (const { state, count, bytes } of byState) {
      counts[state] = count
      if (stillToCome.includes(state)) remainingBytes += bytes
    }
    return { counts, remainingBytes: Math.max(0, remainingBytes - this.#bytesHereAlready()) }
  }

  /** Of those that run or wait. What stands in line has rarely begun, and looking would mean reading every row. */
  #bytesHereAlready(): number {
    const row = prepared<[], { bytes: number }>(
      this.#db,
      `SELECT total(bytes_done) AS bytes FROM downloads WHERE state IN ('running', 'waiting')`,
    ).get()
    return row?.bytes ?? 0
  }

  #rows(states: readonly StoredState[], limit: number): DownloadRow[] {
    const found = states.flatMap((state) => prepared<[number], ListRow>(this.#db, listSql(state)).all(limit))
    if (states.length > 1) found.sort((a, b) => a.priority - b.priority || a.dueMs - b.dueMs || a.queuedMs - b.queuedMs)
    return found.slice(0, limit).map(downloadRow)
  }

  slice(target: DownloadTarget, states: readonly StoredState[], cursor: number, limit: number): TargetSlice {
    switch (target.kind) {
      case 'assets':
        return piece(target.assetIds, cursor, limit, (ids) => ids)
      case 'recordings': {
        const types = target.types && JSON.stringify(target.types)
        return piece(target.recordingIds, cursor, limit, (ids) =>
          this.#ids(
            `SELECT a.id FROM json_each(?) w JOIN assets a ON a.recording_id = w.value
             WHERE ? IS NULL OR a.type IN (SELECT value FROM json_each(?)) ORDER BY w.key, a.id`,
            [JSON.stringify(ids), types, types],
          ),
        )
      }
      case 'all': {
        const ids = this.#ids(
          `SELECT asset_id AS id FROM downloads WHERE asset_id > ? AND state IN (SELECT value FROM json_each(?))
           ORDER BY asset_id LIMIT ?`,
          [cursor, JSON.stringify(states), limit],
        )
        return { ids, next: ids.length < limit ? null : (ids.at(-1) ?? null) }
      }
    }
  }

  /** The whole library, slice by slice: ids of assets after `after`. */
  assetsAfter(after: number, limit: number): readonly number[] {
    return this.#ids('SELECT id FROM assets WHERE id > ? ORDER BY id LIMIT ?', [after, limit])
  }

  /** Those that 100ms is about to delete, and that nobody has queued yet. */
  expiringUnqueued(nowMs: number): readonly number[] {
    return this.#ids(
      `SELECT a.id FROM recordings r JOIN assets a ON a.recording_id = r.id LEFT JOIN downloads d ON d.asset_id = a.id
       WHERE r.expires_ms > ? AND r.expires_ms <= ? AND d.asset_id IS NULL AND a.available = 1`,
      [nowMs, nowMs + expiringSoonMs],
    )
  }

  queueable(assetIds: readonly number[]): readonly QueueableRow[] {
    return queueableAssets(this.#db, assetIds)
  }

  #ids(sql: string, values: readonly unknown[]): number[] {
    return prepared<unknown[], { id: number }>(this.#db, sql)
      .all(...values)
      .map((row) => row.id)
  }
}

const listOrder: readonly (readonly StoredState[])[] = [
  ['running'],
  ['waiting', 'queued'],
  ['paused'],
  ['failed'],
  ['unavailable'],
  ['done'],
]
const stillToCome: readonly StoredState[] = ['queued', 'running', 'waiting']

/** The index is named so that a planner which would rather sort a long queue fails a test instead of a person's patience. */
export function listSql(state: StoredState): string {
  const [index, order] =
    state === 'done'
      ? ['downloads_finished', 'd.finished_ms DESC']
      : ['downloads_queue', 'd.priority, d.due_ms, d.queued_ms']
  return `${listColumns} FROM downloads d INDEXED BY ${index} ${listJoins} WHERE d.state = '${state}' ORDER BY ${order} LIMIT ?`
}

const listColumns = `SELECT d.asset_id AS assetId, d.recording_id AS recordingId, d.state, d.priority, d.due_ms AS dueMs,
    d.queued_ms AS queuedMs, d.total_bytes AS totalBytes, d.bytes_done AS bytesDone, d.reason, d.reason_kind AS reasonKind,
    d.retry_at_ms AS retryAtMs, d.attempts, d.finished_ms AS finishedMs, a.expires_ms AS expiresMs, r.started_ms AS startedMs,
    ${shownTitle('r')} AS userTitle, o.upstream_id AS roomUpstreamId, o.name AS roomName, o.user_title AS roomUserTitle,
    ${labelColumns}`
const listJoins = `JOIN assets a ON a.id = d.asset_id JOIN recordings r ON r.id = d.recording_id
  LEFT JOIN rooms o ON o.id = r.room_id`

type ListRow = LabelRow & {
  readonly assetId: number
  readonly recordingId: number
  readonly state: StoredState
  readonly priority: 0 | 1
  readonly dueMs: number
  readonly queuedMs: number
  readonly totalBytes: number | null
  readonly bytesDone: number
  readonly reason: string | null
  readonly reasonKind: string | null
  readonly retryAtMs: number | null
  readonly attempts: number
  readonly finishedMs: number | null
  readonly expiresMs: number | null
  readonly startedMs: number | null
  readonly userTitle: string | null
  readonly roomUpstreamId: string | null
  readonly roomName: string | null
  readonly roomUserTitle: string | null
}

function downloadRow(row: ListRow): DownloadRow {
  const room =
    row.roomUpstreamId === null
      ? null
      : { upstreamId: row.roomUpstreamId, name: row.roomName, userTitle: row.roomUserTitle }
  return {
    assetId: row.assetId,
    recordingId: row.recordingId,
    recordingTitle: recordingTitle(row.userTitle, room),
    recordingStartedMs: row.startedMs,
    label: labelOf(row),
    state: row.state,
    totalBytes: row.totalBytes,
    bytesDone: row.bytesDone,
    reason: row.reason,
    step: nextStep(row.reasonKind),
    retryAtMs: row.retryAtMs,
    attempts: row.attempts,
    expiresMs: row.expiresMs,
    byHand: row.priority === 0,
    finishedMs: row.finishedMs,
  }
}

function noneOfAny(): Record<DownloadState, number> {
  return {
    none: 0,
    queued: 0,
    running: 0,
    waiting: 0,
    paused: 0,
    done: 0,
    failed: 0,
    unavailable: 0,
    cancelled: 0,
    removed: 0,
  }
}

/** The cursor into a list is the place in it. */
function piece(
  list: readonly number[],
  cursor: number,
  limit: number,
  assetsOf: (ids: readonly number[]) => readonly number[],
): TargetSlice {
  const end = cursor + limit
  return { ids: assetsOf(list.slice(cursor, end)), next: end < list.length ? end : null }
}

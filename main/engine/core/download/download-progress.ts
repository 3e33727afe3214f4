/** What the window hears of the queue while it runs: where each download stands, how fast, how long yet. Memory only. */
import type { DownloadProgress, QueueHold } from '../../../../preload/contract/download.ts'
import type { DownloadState } from '../../../../preload/contract/recording.ts'

type Seen = { bytes: number; atMs: number; bytesPerS: number }

/** Counting a long queue takes its time; a sum two seconds old is good enough. */
const sumsEveryMs = 2000
/** How much the latest interval counts. */
const weight = 0.25

type RunningNow = {
  readonly assetId: number
  readonly recordingId: number
  readonly bytes: number
  readonly totalBytes: number | null
}

class DownloadRates {
  readonly #seen = new Map<number, Seen>()

  /** Answers the rows of the window's progress; forgets what no longer runs. */
  update(running: readonly RunningNow[], nowMs: number): DownloadProgress['running'] {
    const ids = new Set(running.map((download) => download.assetId))
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id)
    return running.map(({ assetId, recordingId, bytes, totalBytes }) => {
      const bytesPerS = this.#rate(assetId, bytes, nowMs)
      return { assetId, recordingId, bytesDone: bytes, totalBytes, bytesPerS }
    })
  }

  #rate(assetId: number, bytes: number, nowMs: number): number {
    const before = this.#seen.get(assetId)
    if (before === undefined) {
      this.#seen.set(assetId, { bytes, atMs: nowMs, bytesPerS: 0 })
      return 0
    }
    const elapsedMs = nowMs - before.atMs
    if (elapsedMs <= 0) return before.bytesPerS
    // A download that starts over stands lower than before: it is not running backwards.
    const now = (Math.max(0, bytes - before.bytes) / elapsedMs) * 1000
    const bytesPerS = before.bytesPerS === 0 ? now : before.bytesPerS * (1 - weight) + now * weight
    this.#seen.set(assetId, { bytes, atMs: nowMs, bytesPerS })
    return bytesPerS
  }
}

export interface QueueReader {
  sums(): { readonly counts: Readonly<Record<DownloadState, number>>; readonly remainingBytes: number }
}

type Sums = { readonly atMs: number; readonly value: ReturnType<QueueReader['sums']> }

export class ProgressReport {
  readonly #reader: QueueReader
  readonly #publish: (progress: DownloadProgress) => void
  readonly #rates = new DownloadRates()
  #sums: Sums | null = null
  /** Since when something runs or stands in line to run at once; null: nothing does. */
  #busySinceMs: number | null = null

  constructor(reader: QueueReader, publish: (progress: DownloadProgress) => void) {
    this.#reader = reader
    this.#publish = publish
  }

  /** The next report counts anew. */
  forgetSums(): void {
    this.#sums = null
  }

  counts(nowMs: number): Readonly<Record<DownloadState, number>> {
    return this.#currentSums(nowMs).value.counts
  }

  tell(running: readonly RunningNow[], hold: QueueHold, nowMs: number): void {
    const rows = this.#rates.update(running, nowMs)
    const bytesPerS = rows.reduce((sum, row) => sum + row.bytesPerS, 0)
    const { atMs, value } = this.#currentSums(nowMs)
    const { remainingBytes, counts } = value
    if (rows.length > 0) this.#busySinceMs ??= nowMs
    else if (counts.queued === 0) this.#busySinceMs = null
    // What was counted first may be the beginning of a wish for thousands, and of a rate one beat says nothing.
    const isKnown = this.#busySinceMs !== null && atMs - this.#busySinceMs >= sumsEveryMs
    this.#publish({
      hold,
      running: rows,
      bytesPerS,
      remainingBytes,
      queued: counts.queued,
      secondsLeft: isKnown && bytesPerS > 0 ? Math.ceil(remainingBytes / bytesPerS) : null,
    })
  }

  #currentSums(nowMs: number): Sums {
    if (this.#sums === null || nowMs - this.#sums.atMs >= sumsEveryMs) {
      this.#sums = { atMs: nowMs, value: this.#reader.sums() }
    }
    return this.#sums
  }
}

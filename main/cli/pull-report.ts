/** What became of each file of a `pull`, told once and added up. */
import type { DownloadProgress } from '../../preload/contract/download.ts'
import type { ArchiveAsset, ArchiveRecording, DownloadOutcome } from '../engine/db/archive-queries.ts'
import type { Output } from './output.ts'
import { shownBytes, shownSeconds } from './quantities.ts'

export class PullReport {
  readonly #output: Output
  readonly #recordings: ReadonlyMap<number, ArchiveRecording>
  readonly #assets: ReadonlyMap<number, ArchiveAsset>
  /** The attempt that was told of last. */
  readonly #toldRetry = new Map<number, number>()
  #wanted = 0
  #settled = 0

  constructor(output: Output, recordings: readonly ArchiveRecording[], assets: readonly ArchiveAsset[]) {
    this.#output = output
    this.#recordings = new Map(recordings.map((recording) => [recording.id, recording]))
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]))
  }

  /** Counts and names what isn't for this run: here already, thrown away by the person, or not made by 100ms yet. */
  isWanted(asset: ArchiveAsset): boolean {
    const { tally } = this.#output
    const { state, available, onlyCopy, statusRaw } = asset
    if (state === 'done' || state === 'removed') {
      tally.skipped += 1
      return false
    }
    if (onlyCopy) {
      tally.unavailable += 1
      this.#tell(asset, { state: 'unavailable', reason: '100ms has deleted it.' }, 'is gone: 100ms has deleted it.')
      return false
    }
    if (!available) {
      tally.skipped += 1
      const failed = statusRaw === 'failed'
      const reason = failed ? '100ms failed to make it.' : '100ms is still processing it.'
      this.#tell(asset, { state: failed ? 'failed-upstream' : 'processing', reason }, `left out: ${reason}`)
      return false
    }
    this.#wanted += 1
    return true
  }

  /** Tells what is over, and answers the ids of what isn't. */
  settle(outcomes: readonly DownloadOutcome[]): number[] {
    return outcomes.filter((outcome) => !this.#isOver(outcome)).map(({ assetId }) => assetId)
  }

  showProgress({ bytesPerS, remainingBytes, secondsLeft, running }: DownloadProgress): void {
    const done = this.#output.tally.bytes
    const share = done + remainingBytes === 0 ? null : done / (done + remainingBytes)
    const left = secondsLeft === null ? '' : `, ${shownSeconds(secondsLeft)} left`
    const text = `${this.#settled} of ${this.#wanted} files, ${shownBytes(bytesPerS)}/s${left}`
    const fields = {
      phase: 'download',
      files: { done: this.#settled, total: this.#wanted, running: running.length },
      remaining_bytes: remainingBytes,
      bytes_per_second: Math.round(bytesPerS),
    }
    this.#output.progress(fields, share, text)
  }

  #isOver(outcome: DownloadOutcome): boolean {
    const { tally } = this.#output
    const asset = this.#assets.get(outcome.assetId)
    if (asset === undefined) return true
    const { state, bytes, path } = outcome
    const reason = outcome.reason ?? 'No reason is known.'
    switch (state) {
      case 'queued':
      case 'running':
        return false
      case 'waiting':
        this.#tellRetry(asset, outcome)
        return false
      case 'done':
        tally.done += 1
        tally.bytes += bytes
        this.#tell(
          asset,
          { state, bytes, path, ...(outcome.reason === null ? {} : { reason }) },
          `downloaded, ${shownBytes(bytes)}`,
        )
        break
      case 'failed':
        tally.failed += 1
        this.#tell(asset, { state, reason }, `failed: ${reason}`)
        break
      case 'unavailable':
        tally.unavailable += 1
        this.#tell(asset, { state, reason }, `can't be had: ${reason}`)
        break
      default:
        // Someone took it out of the queue.
        tally.skipped += 1
        this.#tell(asset, { state }, `left out: ${state}`)
    }
    this.#settled += 1
    return true
  }

  #tellRetry(asset: ArchiveAsset, { assetId, attempts, reason, retryAtMs }: DownloadOutcome): void {
    if (this.#toldRetry.get(assetId) === attempts) return
    this.#toldRetry.set(assetId, attempts)
    const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString()
    this.#output.event('retry', { ...this.#ids(asset), attempts, reason, retry_at: retryAt }, null)
  }

  #tell(asset: ArchiveAsset, fields: Readonly<Record<string, unknown>>, what: string): void {
    const recording = this.#recordings.get(asset.recordingId)
    const name = `${recording?.title ?? ''} (${recording?.upstreamId ?? ''}) ${asset.label}`
    this.#output.event('asset', { ...this.#ids(asset), ...fields }, `${name}: ${what}`)
  }

  #ids({ recordingId, upstreamId, typeRaw }: ArchiveAsset): Readonly<Record<string, unknown>> {
    return { recording: this.#recordings.get(recordingId)?.upstreamId, asset: upstreamId, type: typeRaw }
  }
}

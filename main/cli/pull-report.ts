/** What became of each file of a `pull`, told once and added up; and how far the rest is. */
import type { DownloadProgress } from '../../preload/contract/download.ts'
import type { RecordingStatus } from '../../preload/contract/recording.ts'
import { shownDate } from '../engine/core/dates.ts'
import type { ArchiveAsset, ArchiveRecording, DownloadOutcome } from '../engine/db/library/archive-queries.ts'
import type { Archive } from '../engine/reader/archive.ts'
import type { EventFields, Output } from './output.ts'
import { drawPull, type RunningLine } from './pull-display.ts'
import { shownBytes } from './shown-bytes.ts'
import { TransferMeter } from './transfer-meter.ts'

const unfinished: ReadonlySet<RecordingStatus> = new Set(['queued', 'recording', 'paused', 'finishing'])

const failedUpstream = '100ms failed to make it.'

/** `bytesHere`: what has come of it, in this run or in one before. `sizeBytes`: by 100ms, or by storage once it has answered. */
type OpenFile = { readonly bytesHere: number; readonly sizeBytes: number | null }

export class PullReport {
  readonly #output: Output
  readonly #timeZone: string
  readonly #nowMs: () => number
  readonly #recordings: ReadonlyMap<number, ArchiveRecording>
  readonly #assets: ReadonlyMap<number, ArchiveAsset>
  /** The attempt that was told of last. */
  readonly #toldRetry = new Map<number, number>()
  readonly #meter = new TransferMeter()
  #wanted = 0
  #settled = 0
  /** What isn't settled, and its sums. It stays here while it waits between two tries. */
  readonly #open = new Map<number, OpenFile>()
  #hereBytes = 0
  /** Without those whose size isn't known. */
  #leftBytes = 0
  #unsized = 0

  constructor(
    output: Output,
    { timeZone }: Pick<Archive, 'timeZone'>,
    recordings: readonly ArchiveRecording[],
    assets: readonly ArchiveAsset[],
    nowMs: () => number,
  ) {
    this.#output = output
    this.#timeZone = timeZone
    this.#nowMs = nowMs
    this.#recordings = new Map(recordings.map((recording) => [recording.id, recording]))
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]))
  }

  /** Names what has no files yet, or not all of them: it isn't over. */
  tellUnfinished({ upstreamId, title, status, statusRaw, sortMs }: ArchiveRecording): void {
    if (!unfinished.has(status)) return
    const what = `${shownDate(sortMs, this.#timeZone)}  ${title}: not over yet, so its files come with a later run`
    this.#output.event('recording', { id: upstreamId, status: statusRaw, state: 'processing' }, what)
  }

  /** Names the recordings that 100ms failed to make, and of which it lists no file that could be counted. */
  tellNeverMade(): void {
    const listed = new Set([...this.#assets.values()].map(({ recordingId }) => recordingId))
    for (const { id, upstreamId, title, status, statusRaw, sortMs } of this.#recordings.values()) {
      if (status !== 'failed' || listed.has(id)) continue
      const name = `${shownDate(sortMs, this.#timeZone)}  ${title} (recording ${upstreamId})`
      const fields = { id: upstreamId, status: statusRaw, state: 'failed', reason: failedUpstream }
      this.#output.event('recording', fields, null)
      this.#output.trouble(`${name} has no files: ${failedUpstream}`)
    }
  }

  /**
   * Counts and names what isn't for this run: here already, not made by 100ms yet, or removed from this computer by the
   * person, unless its recording `isNamed` on the command line.
   */
  isWanted(asset: ArchiveAsset, isNamed: boolean): boolean {
    const { tally } = this.#output
    const { state, available, onlyCopy, statusRaw, sizeBytes, bytesHere } = asset
    if (state === 'done') {
      tally.skipped += 1
      return false
    }
    if (state === 'removed' && !isNamed) {
      tally.skipped += 1
      this.#tell(asset, { state }, 'left out: it was removed from this computer; --recording brings it back')
      return false
    }
    if (onlyCopy) {
      tally.unavailable += 1
      this.#tellTrouble(asset, { state: 'unavailable', reason: '100ms has deleted it.' }, 'is gone')
      return false
    }
    if (!available && statusRaw?.toLowerCase() === 'failed') {
      tally.unavailable += 1
      this.#tellTrouble(asset, { state: 'unavailable', reason: failedUpstream }, 'can’t be had')
      return false
    }
    if (!available) {
      tally.skipped += 1
      const reason = '100ms is still processing it.'
      this.#tell(asset, { state: 'processing', reason }, `left out: ${reason}`)
      return false
    }
    this.#wanted += 1
    this.#note(asset.id, { bytesHere, sizeBytes })
    return true
  }

  /** A dry run's line for what would be downloaded. */
  tellWanted(asset: ArchiveAsset): void {
    const size = asset.sizeBytes === null ? '' : `, ${shownBytes(asset.sizeBytes)}`
    this.#tell(asset, { bytes: asset.sizeBytes, state: 'wanted' }, `would be downloaded${size}`)
  }

  /** Tells what is over, and answers the ids of what isn't. */
  settle(outcomes: readonly DownloadOutcome[]): number[] {
    return outcomes.filter((outcome) => !this.#isOver(outcome)).map(({ assetId }) => assetId)
  }

  /** What is larger than the room there is counts as failed; answers how much of it there is. */
  leaveForRoom(outcomes: readonly DownloadOutcome[]): { readonly files: number; readonly bytes: number } {
    let bytes = 0
    for (const { assetId, reason } of outcomes) {
      const asset = this.#assets.get(assetId)
      if (asset === undefined) continue
      bytes += asset.sizeBytes ?? 0
      this.#output.tally.failed += 1
      this.#tellTrouble(
        asset,
        { state: 'no-room', reason: reason ?? 'It is larger than the room there is.' },
        'doesn’t fit',
      )
    }
    return { files: outcomes.length, bytes }
  }

  /** `waiting`: why nothing runs, if so. */
  showProgress({ running }: Pick<DownloadProgress, 'running'>, waiting: string | null): void {
    const own = running.filter(({ assetId }) => this.#assets.has(assetId))
    for (const { assetId, bytesDone, totalBytes } of own) {
      const known = this.#open.get(assetId)
      if (known !== undefined) this.#note(assetId, { bytesHere: bytesDone, sizeBytes: totalBytes ?? known.sizeBytes })
    }
    // Small files are in hand by the dozen, and wait there for a connection.
    const begun = own.filter(({ bytesDone }) => bytesDone > 0)
    const bytesHere = this.#output.tally.bytes + this.#hereBytes
    const files = { done: this.#settled, total: this.#wanted, running: begun.length }
    this.#meter.add({ atMs: this.#nowMs(), bytes: bytesHere, files: this.#settled })
    const left = { bytes: this.#leftBytes, files: this.#wanted - this.#settled, unsized: this.#unsized }
    const secondsLeft = waiting === null ? this.#meter.secondsLeft(left) : null
    const { bytesPerS } = this.#meter
    const fields = {
      phase: 'download',
      files,
      remaining_bytes: left.unsized > 0 ? null : left.bytes,
      bytes_per_second: Math.round(bytesPerS),
      seconds_left: secondsLeft === null ? null : Math.round(secondsLeft),
    }
    this.#output.progress(fields, (columns) => {
      const running = begun.flatMap((row) => this.#runningLine(row))
      return drawPull({ files, bytesHere, left, bytesPerS, secondsLeft, waiting, running }, columns)
    })
  }

  /** null: it is settled. */
  #note(assetId: number, now: OpenFile | null): void {
    this.#add(this.#open.get(assetId), -1)
    if (now === null) this.#open.delete(assetId)
    else this.#open.set(assetId, now)
    this.#add(now ?? undefined, 1)
  }

  #add(file: OpenFile | undefined, sign: 1 | -1): void {
    if (file === undefined) return
    this.#hereBytes += sign * file.bytesHere
    if (file.sizeBytes === null) this.#unsized += sign
    else this.#leftBytes += sign * Math.max(0, file.sizeBytes - file.bytesHere)
  }

  #runningLine({ assetId, bytesDone, totalBytes, bytesPerS }: DownloadProgress['running'][number]): RunningLine[] {
    const asset = this.#assets.get(assetId)
    if (asset === undefined) return []
    return [{ name: this.#name(asset), bytesDone, totalBytes: totalBytes ?? asset.sizeBytes, bytesPerS }]
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
      case 'done': {
        tally.done += 1
        tally.bytes += bytes
        const doubt = outcome.reason === null ? '' : `. ${reason}`
        const fields = { state, bytes, path, ...(outcome.reason === null ? {} : { reason }) }
        this.#tell(asset, fields, `${shownBytes(bytes)}${doubt}`)
        break
      }
      case 'failed':
        tally.failed += 1
        this.#tellTrouble(asset, { state, reason }, 'failed')
        break
      case 'unavailable':
        tally.unavailable += 1
        this.#tellTrouble(asset, { state, reason }, 'can’t be had')
        break
      default:
        // Someone took it out of the queue.
        tally.skipped += 1
        this.#tell(asset, { state }, `left out: ${state}`)
    }
    this.#settled += 1
    this.#note(asset.id, null)
    return true
  }

  #tellRetry(asset: ArchiveAsset, { assetId, attempts, reason, retryAtMs }: DownloadOutcome): void {
    if (this.#toldRetry.get(assetId) === attempts) return
    this.#toldRetry.set(assetId, attempts)
    const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString()
    this.#output.event('retry', { ...this.#ids(asset), attempts, reason, retry_at: retryAt }, null)
  }

  #tell(asset: ArchiveAsset, fields: EventFields, what: string): void {
    this.#output.event('asset', { ...this.#ids(asset), ...fields }, `${this.#name(asset)}: ${what}`)
  }

  /** With `--quiet` too; with the id that a second try needs. */
  #tellTrouble(asset: ArchiveAsset, fields: EventFields & { readonly reason: string }, what: string): void {
    const id = this.#recordings.get(asset.recordingId)?.upstreamId ?? ''
    this.#output.event('asset', { ...this.#ids(asset), ...fields }, null)
    this.#output.trouble(`${this.#name(asset)} (recording ${id}) ${what}: ${fields.reason}`)
  }

  #name({ recordingId, label }: ArchiveAsset): string {
    const recording = this.#recordings.get(recordingId)
    if (recording === undefined) return label
    return `${shownDate(recording.sortMs, this.#timeZone)}  ${recording.title} · ${label}`
  }

  #ids({ recordingId, upstreamId, typeRaw }: ArchiveAsset): EventFields {
    return { recording: this.#recordings.get(recordingId)?.upstreamId, asset: upstreamId, type: typeRaw }
  }
}

/**
 * Watches the downloads of a `pull` until nothing of them is left to wait for: all are over, or what is left waits for
 * something that only a person can do. Waits for the network and for storage's patience have an end here, unlike in the app.
 */
import type { DownloadProgress, QueueHold } from '../../preload/contract/download.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { headlessPatienceMs } from '../engine/core/download/retry-policy.ts'
import type { DownloadOutcome } from '../engine/db/library/archive-queries.ts'
import type { Ended } from './context.ts'
import { exitStatus, statusOfError } from './exit-status.ts'
import type { CliFeed } from './feed.ts'
import { countOf, downloadSummary, type Output } from './output.ts'
import type { PullReport } from './pull-report.ts'
import { shownBytes } from './shown-bytes.ts'

export type WatchWorld = {
  readonly output: Output
  readonly feed: Pick<CliFeed, 'onDownloads'>
  readonly report: PullReport
  /** What is waited for, in the order in which it is downloaded. */
  readonly assetIds: readonly number[]
  readonly outcomes: (assetIds: readonly number[]) => readonly DownloadOutcome[]
  readonly nowMs: () => number
  readonly pause: (ms: number) => Promise<void>
}

type PassingHold = Extract<QueueHold, { kind: keyof typeof headlessPatienceMs }>

const pollMs = 250
/** Looking takes at most this part of the time. */
const pollShare = 20
/** Looked at together. */
const sliceSize = 500

export async function watchDownloads(world: WatchWorld): Promise<Ended> {
  const { output, feed, report, outcomes, nowMs, pause } = world
  const waiting = new Waiting(output, nowMs)
  feed.onDownloads = (told) => {
    waiting.hear(told)
    report.showProgress(told, waiting.inWords())
  }
  let left = world.assetIds
  for (;;) {
    const beganMs = nowMs()
    const { found, behind } = look(left, outcomes)
    left = [...report.settle(found), ...behind]
    waiting.settled(left.length)
    if (left.length === 0) break
    const unfit = found.filter(waitsForRoom)
    if (unfit.length === left.length) return ending(output, notEnoughRoom(report.leaveForRoom(unfit)))
    const stopped = stoppedBy(waiting.hold) ?? waiting.givenUp()
    if (stopped !== null) {
      report.settle(outcomes(left))
      return ending(output, stopped)
    }
    await pause(Math.max(pollMs, (nowMs() - beganMs) * pollShare))
  }
  const { failed, unavailable } = output.tally
  return { status: failed + unavailable > 0 ? exitStatus.failed : exitStatus.done, describe: downloadSummary }
}

/**
 * Of a hundred thousand files all but a few stand in line: where a whole slice does, so do those behind it, and looking at
 * them would take seconds. `behind`: not looked at.
 */
function look(left: readonly number[], outcomes: WatchWorld['outcomes']) {
  const found: DownloadOutcome[] = []
  for (let from = 0; from < left.length; from += sliceSize) {
    const slice = outcomes(left.slice(from, from + sliceSize))
    found.push(...slice)
    if (slice.every(({ state }) => state === 'queued')) return { found, behind: left.slice(from + sliceSize) }
  }
  return { found, behind: [] }
}

function ending(output: Output, error: DailiesError): Ended {
  output.problem(error)
  return { status: statusOfError(error), describe: null }
}

const waitsForRoom = ({ state, reasonKind }: DownloadOutcome): boolean =>
  state === 'waiting' && reasonKind === 'disk-full'

/** How long nothing has arrived, and for which reason that would pass by itself. */
class Waiting {
  readonly #output: Output
  readonly #nowMs: () => number
  hold: QueueHold = { kind: 'none' }
  #passing: PassingHold | null = null
  #sinceMs: number
  #bytes = 0
  #left = Number.POSITIVE_INFINITY

  constructor(output: Output, nowMs: () => number) {
    this.#output = output
    this.#nowMs = nowMs
    this.#sinceMs = nowMs()
  }

  hear({ hold, running }: DownloadProgress): void {
    const bytes = running.reduce((sum, { bytesDone }) => sum + bytesDone, 0)
    if (bytes > this.#bytes) this.#arrived()
    this.#bytes = bytes
    if (hold.kind === 'offline' || hold.kind === 'rate-limited') this.#told(hold)
    this.hold = hold
  }

  settled(left: number): void {
    if (left < this.#left) this.#arrived()
    this.#left = left
  }

  inWords(): string | null {
    return this.hold.kind === 'offline' || this.hold.kind === 'rate-limited' ? nextTry(this.hold) : null
  }

  /** Nothing came for so long that there is no point in asking on. */
  givenUp(): DailiesError | null {
    const passing = this.#passing
    if (passing === null || this.#nowMs() < this.#endMs(passing)) return null
    const minutes = Math.round((this.#nowMs() - this.#sinceMs) / 60_000)
    const message = `${causeOf(passing)} Nothing has arrived for ${countOf(minutes, 'minute')}, so this run ends. Run the same command again when that is mended; it goes on where it stopped.`
    return passing.kind === 'offline' ? { kind: 'offline', message } : { kind: 'server', status: null, message }
  }

  #told(hold: PassingHold): void {
    if (this.#passing === null) this.#sinceMs = this.#nowMs()
    const before = this.#passing
    this.#passing = hold
    if (before !== null && before.kind === hold.kind && before.untilMs === hold.untilMs) return
    const until = (ms: number): string => new Date(ms).toISOString()
    const times = { retry_at: until(hold.untilMs), give_up_at: until(this.#endMs(hold)) }
    this.#output.event('retry', { kind: hold.kind, reason: causeOf(hold), ...times }, null)
    this.#output.note(`${causeOf(hold)} It is tried again until ${clock(this.#endMs(hold))}.`)
  }

  #endMs({ kind }: PassingHold): number {
    return this.#sinceMs + headlessPatienceMs[kind]
  }

  #arrived(): void {
    this.#passing = null
  }
}

const causeOf = (hold: PassingHold): string =>
  hold.kind === 'offline' ? hold.cause : '100ms or its storage asks to slow down.'
const nextTry = ({ kind, untilMs }: PassingHold): string =>
  `${kind === 'offline' ? 'waiting for the network' : 'asked to slow down'}, next try at ${clock(untilMs)}`
const clock = (ms: number): string => new Date(ms).toLocaleTimeString()

function notEnoughRoom({ files, bytes }: { readonly files: number; readonly bytes: number }): DailiesError {
  const message = `${countOf(files, 'file')} didn’t fit on the drive (${shownBytes(bytes)} in all). Make room on it, or lower --min-free, and run the same command again.`
  return { kind: 'disk-full', message, freeBytes: 0, neededBytes: bytes }
}

/** Holds that don't end by themselves while nobody is there to do something. */
function stoppedBy(hold: QueueHold): DailiesError | null {
  switch (hold.kind) {
    case 'disk-full': {
      const { freeBytes, floorBytes } = hold
      const message = `The drive has ${shownBytes(freeBytes)} free, and ${shownBytes(floorBytes)} of it stay free. Make room on it, or lower --min-free, and run the same command again; it goes on where it stopped.`
      return { kind: 'disk-full', message, freeBytes, neededBytes: floorBytes }
    }
    case 'unauthorized': {
      const message = '100ms refused the credentials. Check the access key and app secret, or get a new token.'
      return { kind: 'unauthorized', message, reason: 'other' }
    }
    case 'library-missing':
      return {
        kind: 'library-missing',
        message: 'The library’s folder can’t be reached any more. Connect its drive and run the same command again.',
      }
    default:
      return null
  }
}

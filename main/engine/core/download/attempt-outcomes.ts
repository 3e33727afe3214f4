/**
 * What an attempt's end means for its row and for the queue: the retry policy decides, here it is done. Claims nothing and
 * waits for nothing.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { AttemptOutcome } from './attempt-world.ts'
import type { Reason } from './download.ts'
import type { DownloadJob } from './download-ports.ts'
import type { FinishedRecordings } from './finished-recordings.ts'
import type { QueueHolds } from './queue-hold.ts'
import type { QueueWorld } from './queue-world.ts'
import { decide, type HoldKind, mayBeAlone, reasonOf, roomDelayMs } from './retry-policy.ts'
import type { RunningDownloads } from './running-downloads.ts'
import type { Suspects } from './suspects.ts'

type Queue = {
  readonly running: RunningDownloads
  readonly finished: FinishedRecordings
  readonly holds: QueueHolds
  readonly suspects: Suspects
  /** The next download would meet the same wall. */
  readonly hold: (kind: HoldKind, error: DailiesError) => void
  /** This workspace can't be asked for links. */
  readonly block: (workspaceId: number) => void
}

export class AttemptOutcomes {
  readonly #world: QueueWorld
  readonly #queue: Queue

  constructor(world: QueueWorld, queue: Queue) {
    this.#world = world
    this.#queue = queue
  }

  settle(job: DownloadJob, outcome: AttemptOutcome, startedMs: number): void {
    const { store, changes, clock } = this.#world
    const { running, finished, holds, suspects } = this.#queue
    const { assetId, recordingId } = job
    if (outcome.kind === 'done') {
      suspects.clear(assetId)
      if (holds.succeeded()) suspects.othersGotThrough()
      running.arrived(assetId, clock.nowMs())
      finished.add(recordingId, job.type)
    } else if (outcome.kind === 'aborted') {
      store.settle(assetId, { kind: 'release' })
    } else {
      this.#failed(job, outcome, startedMs)
    }
    changes.poke({ recordingIds: [recordingId], downloads: true })
  }

  #failed(job: DownloadJob, outcome: { error: DailiesError; progressed: boolean }, startedMs: number): void {
    const { store, random, log } = this.#world
    const { running, suspects, hold, block } = this.#queue
    const { error, progressed } = outcome
    if (progressed) suspects.clear(job.assetId)
    const networkIsUp = running.othersArrivedSince(startedMs, job.assetId)
    const fraction = random.fraction()
    const isAlone = suspects.isAlone(job.assetId)
    const decision = decide({ error, attempts: job.attempts, progressed, networkIsUp, isAlone, fraction })
    log.warn('download attempt failed', { assetId: job.assetId, error: error.kind, decision: decision.kind })
    switch (decision.kind) {
      case 'put-off':
        this.#putOff(job, decision)
        return
      case 'hold':
        // Else the same file would be the first to meet the full disk again, and the last one that is ever tried.
        if (error.kind === 'disk-full')
          this.#putOff(job, { attempts: job.attempts, reason: reasonOf(error), delayMs: roomDelayMs })
        else store.settle(job.assetId, { kind: 'release' })
        if (mayBeAlone(error) && !progressed) suspects.met(job.assetId)
        // Other workspaces' credentials are their own.
        if (decision.hold === 'unauthorized') block(job.workspaceId)
        else hold(decision.hold, error)
        return
      case 'give-up':
      case 'cannot-be-had':
        store.settle(job.assetId, decision)
    }
  }

  #putOff(
    job: DownloadJob,
    { attempts, reason, delayMs }: { attempts: number; reason: Reason; delayMs: number },
  ): void {
    this.#world.store.settle(job.assetId, {
      kind: 'put-off',
      attempts,
      reason,
      retryAtMs: this.#world.clock.nowMs() + delayMs,
    })
  }
}

/**
 * Keeps one workspace in sync: runs, waits and runs again.
 *
 *            now, timer                    done
 *   idle ───────────────▶ running ─────────────────▶ idle (timer)
 *                         │     │ offline, 5xx, 429, unreadable
 *                         │     └───────────────────▶ waiting (timer) ──▶ running
 *                         │ credentials refused
 *                         └─────────────────────────▶ stopped ── now ──▶ running
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { SyncStatus } from '../../../../preload/contract/workspace.ts'
import type { Clock, GiveWay, Log, Random, RecordingsApi, Timer } from '../ports.ts'
import type { SyncContext } from './sync.ts'
import { FollowUp } from './sync-follow-up.ts'
import { syncOnce } from './sync-run.ts'
import type { Effect, SyncStore } from './sync-store.ts'

const refreshEveryMs = 5 * 60_000
/** While something is in progress or being processed. */
const refreshSoonMs = 60_000
const firstPauseMs = 2000
const longestPauseMs = 5 * 60_000

export type SyncPhase = SyncStatus['phase']

export type WorkspaceSyncWorld = {
  readonly store: SyncStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly giveWay: GiveWay
  /** What a person can do about what the store threw; null: it is a bug. */
  readonly failureOf: (error: unknown) => DailiesError | null
  readonly onStatus: (status: SyncStatus) => void
  readonly clockAheadMs: () => number
  readonly onApplied: (effect: Effect) => void
  readonly onMerged: (from: number, into: number) => void
}

export class WorkspaceSync {
  readonly #workspaceId: number
  readonly #api: RecordingsApi
  readonly #world: WorkspaceSyncWorld
  readonly #followUp = new FollowUp()
  #phase: SyncPhase = { kind: 'idle' }
  #running: Promise<void> | null = null
  #timer: Timer | null = null
  #isStopped = false
  /** Runs in a row that failed without getting any further. */
  #failures = 0

  constructor(workspaceId: number, api: RecordingsApi, world: WorkspaceSyncWorld) {
    this.#workspaceId = workspaceId
    this.#api = api
    this.#world = world
  }

  status(): SyncStatus {
    const workspaceId = this.#workspaceId
    const { store, clockAheadMs } = this.#world
    return { workspaceId, phase: this.#phase, ...store.summary(workspaceId), clockAheadMs: clockAheadMs() }
  }

  /** Syncs at once; while it is running already, that run is meant. Resolves when it has ended, however. */
  now(): Promise<void> {
    if (this.#isStopped) return Promise.resolve()
    this.#timer?.cancel()
    this.#timer = null
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#break(error))
      .finally(() => {
        this.#running = null
      })
    return this.#running
  }

  /** Resolves when nothing of it runs any more. Requests under way are the connection's to end. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#timer?.cancel()
    await this.#running
  }

  async #run(): Promise<void> {
    const { store, clock, log, giveWay } = this.#world
    const first = !store.summary(this.#workspaceId).firstSyncDone
    let pages = 0
    let items = 0
    let stream = ''
    const report = () => this.#enter({ kind: 'running', stream, pages, items, first })
    const context: SyncContext = {
      workspaceId: this.#workspaceId,
      api: this.#api,
      store,
      clock,
      log,
      giveWay,
      isStopped: () => this.#isStopped,
      onApplied: (effect, read) => {
        pages += 1
        items += read
        if (effect.changed > 0) this.#failures = 0
        this.#world.onApplied(effect)
        report()
      },
    }
    const result = await syncOnce(context, this.#followUp, (name) => {
      stream = name
      report()
    })
    if (this.#isStopped || result.kind === 'stopped') return
    if (result.kind === 'merged') return this.#world.onMerged(this.#workspaceId, result.into)
    if (result.kind === 'failed') return this.#fail(result.error)
    this.#failures = 0
    this.#enter({ kind: 'idle' })
    this.#runAfter(this.#jittered(this.#isUnsettled() ? refreshSoonMs : refreshEveryMs))
  }

  #isUnsettled(): boolean {
    const { store } = this.#world
    return (
      store.unsettledJobs(this.#workspaceId, null, 1).length > 0 ||
      store.unsettledAssets(this.#workspaceId, 1).length > 0
    )
  }

  #fail(error: DailiesError): void {
    this.#world.log.warn('sync.failed', { workspaceId: this.#workspaceId, kind: error.kind, reason: error.message })
    if (error.kind === 'unauthorized' || error.kind === 'forbidden') {
      this.#enter({ kind: 'stopped', error })
      return
    }
    const pauseMs = this.#pauseMs(error)
    this.#failures += 1
    this.#runAfter(pauseMs)
    this.#enter({ kind: 'waiting', error, retryAtMs: this.#world.clock.nowMs() + pauseMs })
  }

  /** A bug, or a database that fails: logged once, and tried again like anything that may pass. */
  #break(error: unknown): void {
    if (this.#isStopped) return
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#world.log.error('sync.broke', { workspaceId: this.#workspaceId, reason })
    this.#fail(this.#world.failureOf(error) ?? internalFault)
  }

  #pauseMs(error: DailiesError): number {
    const backoffMs = this.#jittered(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failures, 20)))
    const askedMs = error.kind === 'rate-limited' ? error.retryAfterMs : null
    // Never sooner than asked; a little later, so that all clients of a workspace don't come back at once.
    return askedMs === null ? backoffMs : askedMs + Math.round(this.#world.random.fraction() * 1000)
  }

  #jittered(ms: number): number {
    return Math.round(ms * (0.75 + this.#world.random.fraction() / 4))
  }

  #runAfter(delayMs: number): void {
    this.#timer = this.#world.clock.after(delayMs, () => void this.now())
  }

  #enter(phase: SyncPhase): void {
    this.#phase = phase
    try {
      this.#world.onStatus(this.status())
    } catch (error) {
      // Why the database can't be read is told by what needs it; the next try mustn't hang on this.
      this.#world.log.warn('sync.untold', { workspaceId: this.#workspaceId, error })
    }
  }
}

const internalFault: DailiesError = {
  kind: 'internal',
  message: 'Syncing stopped over an error of Dailies itself; it is tried again. The log says more.',
}

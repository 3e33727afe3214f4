/**
 * What a person tells the queue, for one file or a hundred thousand, and what the policy wants of a whole library. Long
 * ones go slice by slice, each a transaction, so that no other answer waits for them. A policy that was half applied when
 * the engine ended is applied again.
 */
import type { DownloadTarget } from '../../../../preload/contract/commands.ts'
import type { DownloadPolicy, PolicyPreview } from '../../../../preload/contract/download.ts'
import type { LibrarySettings } from '../../../../preload/contract/settings.ts'
import type { Changes, Clock, Log, Timer } from '../ports.ts'
import type { UpstreamClock } from '../upstream-clock.ts'
import { type ClearingWorld, clearAway } from './clear-away.ts'
import { accepts, type StoredState } from './download.ts'
import type { DownloadStore, Volume } from './download-ports.ts'
import type { DownloadQueue } from './download-queue.ts'
import { isWanted, PreviewSums, type QueueableAsset } from './queue-policy.ts'

export type BulkEvent = 'pause' | 'resume' | 'cancel' | 'retry'

export type ToldDownload = {
  readonly assetId: number
  readonly recordingId: number
  readonly was: StoredState
  /** Something of it lies on the disk. */
  readonly begun: 0 | 1
}

export interface CommandStore extends DownloadStore {
  /** null: it was never in the queue. */
  stateOf(assetId: number): StoredState | null
  tell(assetIds: readonly number[], event: BulkEvent): readonly ToldDownload[]
  startByHand(
    assetIds: readonly number[],
    nowMs: number,
    from: number,
  ): { readonly queued: number; readonly recordingIds: readonly number[] }
  confine(assetIds: readonly number[]): void
  /** Those that were given up for want of a permission stand in line again. */
  retryForbidden(): void
  enqueue(assetIds: readonly number[], policy: DownloadPolicy | null, nowMs: number, queuedMs: number): number
  dropUnwanted(assetIds: readonly number[], policy: DownloadPolicy | null, nowMs: number): number
}

/** `next` null: that was the last. */
export type TargetSlice = { readonly ids: readonly number[]; readonly next: number | null }

export interface CommandReader {
  /** The next of the assets that a target means, from 0 on. `states` count where the target is the queue. */
  slice(target: DownloadTarget, states: readonly StoredState[], cursor: number, limit: number): TargetSlice
  assetsAfter(after: number, limit: number): readonly number[]
  expiringUnqueued(nowMs: number): readonly number[]
  queueable(assetIds: readonly number[]): readonly (QueueableAsset & { readonly state: StoredState | null })[]
}

/** Which policy the whole library was last gone through with; so far as that is known. */
export interface AppliedPolicy {
  is(policy: DownloadPolicy | null): boolean
  set(policy: DownloadPolicy | null): void
}

export type CommandWorld = ClearingWorld & {
  readonly queue: DownloadQueue
  readonly store: CommandStore
  readonly reader: CommandReader
  readonly applied: AppliedPolicy
  readonly volume: Volume
  readonly changes: Changes
  readonly clock: Clock
  readonly log: Log
  readonly upstream: UpstreamClock
  readonly settings: () => LibrarySettings
}

const assetIdOf = ({ assetId }: ToldDownload): number => assetId
const sliceSize = 1000
/** What a window asks first goes before it. */
const firstLookMs = 1500
const expiringCheckMs = 3_600_000
/** "Download all" means the queue; what a person has thrown out of it isn't meant. */
const queueStates: readonly StoredState[] = ['queued', 'waiting', 'paused', 'failed']

export class DownloadCommands {
  readonly #world: CommandWorld
  #timer: Timer | null = null
  #unwatch: (() => void) | null = null
  #stopped = false
  /** A newer policy ends the applying of an older one. */
  #policyRound = 0

  constructor(world: CommandWorld) {
    this.#world = world
  }

  /**
   * What needs no word from anybody, soon and every hour: files come near their end as time goes by, and a policy may have
   * been cut off while it was applied.
   */
  watch(): void {
    this.#unwatch ??= this.#world.upstream.onChange(() => this.#lookAtExpiryAfter(0))
    this.#lookAtExpiryAfter(firstLookMs)
  }

  /** What fails, on a full drive for one, is tried again with the next look. */
  #lookAtExpiry(): void {
    this.#lookAtExpiryAfter(expiringCheckMs)
    try {
      this.#rescueExpiring()
    } catch (error) {
      this.#world.log.error('what expires was not looked at', { error })
    }
  }

  #rescueExpiring(): void {
    const { settings, store, reader, queue, clock, upstream } = this.#world
    const nowMs = upstream.nowMs()
    const ids = reader.expiringUnqueued(nowMs)
    if (store.enqueue(ids, settings().policy, nowMs, clock.nowMs()) > 0) this.#changed()
    queue.wake()
    if (!this.#world.applied.is(settings().policy)) this.policyChanged()
  }

  #lookAtExpiryAfter(delayMs: number): void {
    this.#timer?.cancel()
    this.#timer = this.#world.clock.after(delayMs, () => this.#lookAtExpiry())
  }

  stop(): void {
    this.#stopped = true
    this.#unwatch?.()
    this.#timer?.cancel()
  }

  async start(target: DownloadTarget): Promise<number> {
    const { store, queue, clock } = this.#world
    const nowMs = clock.nowMs()
    let queued = 0
    let seen = 0
    await this.#eachSlice(target, queueStates, (ids) => {
      queued += store.startByHand(ids, nowMs, seen).queued
      seen += ids.length
    })
    queue.resumeAll()
    return queued
  }

  /** These, in this order, and nothing else that stands in line, for as long as the library is open. */
  startOnly(assetIds: readonly number[]): Promise<number> {
    this.#world.store.confine(assetIds)
    return this.start({ kind: 'assets', assetIds: [...assetIds] })
  }

  async tell(target: DownloadTarget, event: BulkEvent): Promise<void> {
    const { store, queue } = this.#world
    // At once, however long marking the rows takes.
    if (event === 'pause' && target.kind === 'all') queue.pauseAll()
    await this.#eachSlice(target, accepts[event], async (ids) => {
      const told = store.tell(ids, event)
      const left = event === 'cancel' ? told.filter(({ begun, was }) => begun === 1 || was === 'running') : []
      await queue.abort(told.map(assetIdOf), async () => {
        for (const { assetId } of left) await clearAway(this.#world, assetId)
      })
    })
    if (event === 'resume' || event === 'retry') queue.resumeAll()
    else queue.wake()
  }

  /** The person has given credentials: they may have the permission that others lacked. */
  credentialsCame(): void {
    this.#world.store.retryForbidden()
    this.#changed()
    this.#world.queue.wake()
  }

  async preview(policy: DownloadPolicy): Promise<PolicyPreview> {
    const { reader, volume, upstream } = this.#world
    const sums = new PreviewSums()
    const nowMs = upstream.nowMs()
    await this.#eachOfLibrary((ids) => {
      for (const asset of reader.queueable(ids)) {
        if (asset.state !== 'done' && isWanted(asset, policy, nowMs)) sums.add(asset, nowMs)
      }
    })
    return sums.preview(await volume.freeBytes())
  }

  /** In the background; what fails is tried again within the hour. */
  policyChanged(): void {
    this.applyPolicy().catch((error: unknown) => this.#world.log.error('the policy was not applied', { error }))
  }

  /** After the policy has changed: what it wants now is queued, what it no longer wants leaves the queue. */
  async applyPolicy(): Promise<void> {
    const { store, queue, settings, applied, clock, upstream } = this.#world
    this.#policyRound += 1
    const round = this.#policyRound
    const { policy } = settings()
    const nowMs = upstream.nowMs()
    const queuedMs = clock.nowMs()
    const isWhole = await this.#eachOfLibrary((ids) => {
      if (round !== this.#policyRound) return
      if (store.dropUnwanted(ids, policy, nowMs) + store.enqueue(ids, policy, nowMs, queuedMs) === 0) return
      this.#changed()
      queue.wake()
    })
    if (isWhole && round === this.#policyRound) applied.set(policy)
  }

  async #eachSlice(
    target: DownloadTarget,
    states: readonly StoredState[],
    act: (ids: readonly number[]) => void | Promise<void>,
  ): Promise<void> {
    for (let cursor: number | null = 0; cursor !== null; ) {
      const slice: TargetSlice = this.#world.reader.slice(target, states, cursor, sliceSize)
      await act(slice.ids)
      this.#changed()
      cursor = slice.next
      if (cursor !== null && !(await this.#breath())) return
    }
  }

  /** false: stopped before the end. */
  async #eachOfLibrary(act: (ids: readonly number[]) => void): Promise<boolean> {
    for (let after = 0; ; ) {
      const ids = this.#world.reader.assetsAfter(after, sliceSize)
      const last = ids.at(-1)
      if (last === undefined) return true
      act(ids)
      if (ids.length < sliceSize) return true
      after = last
      if (!(await this.#breath())) return false
    }
  }

  /** Lets whatever else the engine has to answer come first. false: stopped meanwhile, the database is closed. */
  async #breath(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      this.#world.clock.after(0, resolve)
    })
    return !this.#stopped
  }

  #changed(): void {
    this.#world.changes.poke({ recordingIds: null, downloads: true })
  }
}

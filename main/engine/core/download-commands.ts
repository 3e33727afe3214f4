/**
 * What a person tells the queue, for one file or a hundred thousand, and what the policy wants of a whole library. Long
 * ones go slice by slice, each a transaction, so that no other answer waits for them; what is half told when the engine
 * dies is told again.
 */
import type { DownloadTarget } from '../../../preload/contract/commands.ts'
import type { DownloadPolicy, PolicyPreview } from '../../../preload/contract/download.ts'
import type { LibrarySettings } from '../../../preload/contract/settings.ts'
import { vodNames } from './asset-place.ts'
import { accepts, type StoredState } from './download.ts'
import type { DownloadStore, Fetcher, Volume } from './download-ports.ts'
import type { DownloadQueue } from './download-queue.ts'
import type { Changes, Clock, Layout, Timer } from './ports.ts'
import { isWanted, PreviewSums, type QueueableAsset } from './queue-policy.ts'
import { isWhole } from './resume.ts'
import type { UpstreamClock } from './upstream-clock.ts'

export type BulkEvent = 'pause' | 'resume' | 'cancel' | 'retry'

export type ToldDownload = {
  readonly assetId: number
  readonly recordingId: number
  readonly was: StoredState
  /** Something of it lies on the disk. */
  readonly begun: 0 | 1
}

export interface CommandStore extends DownloadStore {
  tell(assetIds: readonly number[], event: BulkEvent): readonly ToldDownload[]
  startByHand(
    assetIds: readonly number[],
    nowMs: number,
    from: number,
  ): { readonly queued: number; readonly recordingIds: readonly number[] }
  confine(assetIds: readonly number[]): void
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

export type CommandWorld = {
  readonly queue: DownloadQueue
  readonly store: CommandStore
  readonly reader: CommandReader
  readonly layout: Layout
  readonly fetcher: Fetcher
  readonly volume: Volume
  readonly changes: Changes
  readonly clock: Clock
  readonly upstream: UpstreamClock
  readonly settings: () => LibrarySettings
}

const nameOf = ({ name }: { readonly name: string }): string => name
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

  /** Files come near their end as time goes by, with no news from 100ms: looked at now and every hour. */
  watchExpiry(): void {
    this.#unwatch ??= this.#world.upstream.onChange(() => this.#lookAtExpiryAfter(0))
    this.#lookAtExpiryAfter(firstLookMs)
  }

  #lookAtExpiry(): void {
    const { settings, store, reader, queue, clock, upstream } = this.#world
    const nowMs = upstream.nowMs()
    const ids = reader.expiringUnqueued(nowMs)
    if (store.enqueue(ids, settings().policy, nowMs, clock.nowMs()) > 0) this.#changed()
    queue.wake()
    this.#lookAtExpiryAfter(expiringCheckMs)
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
      await queue.abort(told.map((download) => download.assetId))
      if (event === 'cancel')
        for (const download of told)
          if (download.begun === 1 || download.was === 'running') await this.#clearAway(download.assetId)
    })
    if (event === 'resume' || event === 'retry') queue.resumeAll()
    else queue.wake()
  }

  /** A cancelled download leaves nothing behind. */
  async #clearAway(assetId: number): Promise<void> {
    const { layout, fetcher, store } = this.#world
    // The transfer's last word came after the row was told.
    store.beginVersion(assetId, null, null)
    const place = layout.placeAsset(assetId)
    if (!place.ok) return
    const { folder, name } = place.value
    const vod = vodNames(name)
    await fetcher.discard(`${folder}/${name}.part`)
    await fetcher.discard(`${folder}/${vod.zip}.part`)
    await fetcher.discard(`${folder}/${vod.folder}.part`)
    const files = store.filesOf(assetId).map((file) => file.name)
    const segments = [...store.segments.of(assetId).values()]
    if (files.length + segments.length === 0) return
    const kept = new Set(segments.filter((one) => isWhole(one.record) && !files.includes(one.name)).map(nameOf))
    if (kept.size === 0) await fetcher.discard(`${folder}/${vod.folder}`)
    // A recording that was here and was to be made whole again stays what it was: 100ms may not have it any more.
    else
      for (const path of [...files, ...segments.map((one) => `${one.name}.part`)])
        await fetcher.discard(`${folder}/${path}`)
    store.forgetFiles(assetId)
    store.segments.forget(
      assetId,
      segments.map(nameOf).filter((name) => !kept.has(name)),
    )
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

  /** After the policy has changed: what it wants now is queued, what it no longer wants leaves the queue. */
  async applyPolicy(): Promise<void> {
    const { store, queue, settings, clock, upstream } = this.#world
    this.#policyRound += 1
    const round = this.#policyRound
    const { policy } = settings()
    const nowMs = upstream.nowMs()
    const queuedMs = clock.nowMs()
    await this.#eachOfLibrary((ids) => {
      if (round !== this.#policyRound) return
      if (store.dropUnwanted(ids, policy, nowMs) + store.enqueue(ids, policy, nowMs, queuedMs) === 0) return
      this.#changed()
      queue.wake()
    })
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

  async #eachOfLibrary(act: (ids: readonly number[]) => void): Promise<void> {
    for (let after = 0; ; ) {
      const ids = this.#world.reader.assetsAfter(after, sliceSize)
      const last = ids.at(-1)
      if (last === undefined) return
      act(ids)
      if (ids.length < sliceSize) return
      after = last
      if (!(await this.#breath())) return
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

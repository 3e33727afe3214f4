/** All connected workspaces: starts and ends their syncing, and tells how each stands. */
import type { SyncStatus } from '../../../../preload/contract/workspace.ts'
import type { Changes, Clock, Connections, GiveWay, Log, Random } from '../ports.ts'
import type { Effect, SyncStore } from './sync-store.ts'
import { WorkspaceSync, type WorkspaceSyncWorld } from './sync-workspace.ts'

/** More rows than a window shows at once aren't worth naming. */
const mostNamed = 200

export type SyncWorld = {
  readonly store: SyncStore
  readonly connections: Connections & { moved(from: number, into: number): void }
  readonly changes: Changes
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly giveWay: GiveWay
  readonly failureOf: WorkspaceSyncWorld['failureOf']
  readonly onStatus: (status: SyncStatus) => void
  /** Credentials have gone over to another workspace, which had none. */
  readonly onConnectionMoved: () => void
  readonly clockAheadMs: () => number
}

export class SyncService {
  readonly #world: SyncWorld
  readonly #syncs = new Map<number, WorkspaceSync>()
  readonly #ending = new Set<Promise<void>>()

  constructor(world: SyncWorld) {
    this.#world = world
  }

  /** Begins with the credentials as they are now; also after new ones. Nothing happens for a workspace without any. */
  start(workspaceId: number): void {
    this.#end(workspaceId)
    const api = this.#world.connections.api(workspaceId)
    if (api === null) return
    const sync = new WorkspaceSync(workspaceId, api, this.#workspaceWorld())
    this.#syncs.set(workspaceId, sync)
    void sync.now()
  }

  /** Without credentials there is nothing to sync with; its status is idle. */
  end(workspaceId: number): void {
    this.#end(workspaceId)
    this.#world.onStatus(this.status(workspaceId))
  }

  /** null: all. Resolves when the runs have ended, whatever came of them: `status` tells. */
  async now(workspaceId: number | null): Promise<void> {
    const one = workspaceId === null ? undefined : this.#syncs.get(workspaceId)
    const meant = workspaceId === null ? [...this.#syncs.values()] : one === undefined ? [] : [one]
    await Promise.all(meant.map((sync) => sync.now()))
  }

  /** Those that wait because nobody could be reached don't wait any longer; what a server asked for is kept. */
  networkIsBack(): void {
    for (const sync of this.#syncs.values()) {
      const { phase } = sync.status()
      if (phase.kind === 'waiting' && phase.error.kind === 'offline') void sync.now()
    }
  }

  status(workspaceId: number): SyncStatus {
    const sync = this.#syncs.get(workspaceId)
    if (sync !== undefined) return sync.status()
    const { store, clockAheadMs } = this.#world
    return { workspaceId, phase: { kind: 'idle' }, ...store.summary(workspaceId), clockAheadMs: clockAheadMs() }
  }

  /** Ends all. The requests under way are the connections' to end, before this is awaited. */
  async stop(): Promise<void> {
    for (const workspaceId of [...this.#syncs.keys()]) this.#end(workspaceId)
    await Promise.all(this.#ending)
  }

  #end(workspaceId: number): void {
    const sync = this.#syncs.get(workspaceId)
    if (sync === undefined) return
    this.#syncs.delete(workspaceId)
    const ending = sync.stop().finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }

  #workspaceWorld(): WorkspaceSyncWorld {
    const { store, clock, random, log, giveWay, failureOf, onStatus, clockAheadMs } = this.#world
    return {
      store,
      clock,
      random,
      log,
      giveWay,
      failureOf,
      onStatus,
      clockAheadMs,
      onApplied: (effect) => this.#announce(effect),
      onMerged: (from, into) => this.#merge(from, into),
    }
  }

  #announce(effect: Effect): void {
    if (effect.recordingIds.length === 0) return
    const recordingIds = effect.recordingIds.length > mostNamed ? null : effect.recordingIds
    this.#world.changes.poke({ recordingIds, list: true, downloads: effect.assetIds.length > 0 })
  }

  #merge(from: number, into: number): void {
    this.#world.log.info('sync.merged', { from, into })
    this.#end(from)
    this.#world.connections.moved(from, into)
    this.#world.onConnectionMoved()
    this.#world.changes.poke({ workspaces: true })
    this.start(into)
  }
}

/** An open library at work: what is started and stopped, in which order. Made by the container. */
import type { KeptConnection, KnownConnection } from '../../preload/contract/control.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { ExportedText, ExportRequest } from '../../preload/contract/exports.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { Connection, Workspace } from '../../preload/contract/workspace.ts'
import type { WorkspaceConnections } from './adapters/api/connections.ts'
import type { LibraryRebuild } from './adapters/library/library-rebuild.ts'
import type { LibraryReconcile } from './adapters/library/library-reconcile.ts'
import type { LibraryRepair } from './adapters/library/library-repair.ts'
import type { LibraryVerify } from './adapters/library/library-verify.ts'
import type { SidecarStore } from './adapters/library/sidecar-store.ts'
import type { WorkerFetcher } from './adapters/transfer/fetcher.ts'
import type { HashPool } from './adapters/transfer/hash-pool.ts'
import type { Clips } from './clips/clips.ts'
import type { DownloadCommands } from './core/download/download-commands.ts'
import type { DownloadQueue } from './core/download/download-queue.ts'
import type { Changes, Log } from './core/ports.ts'
import type { RightOfWay } from './core/right-of-way.ts'
import type { SyncService } from './core/sync/sync-service.ts'
import type { UpstreamClock } from './core/upstream-clock.ts'
import type { SearchIndex } from './db/search/search-index.ts'
import type { DamageWatch } from './library/damage-watch.ts'
import { exportMarkers } from './library/export-markers.ts'
import { clearNotedHalfCopy } from './library/half-copy.ts'
import type { OpenLibrary } from './library/open-library.ts'
import type { PresenceWatch } from './library/presence-watch.ts'
import type { Previews } from './library/previews.ts'
import type { RenamedWorkspaces } from './library/renamed-workspaces.ts'
import type { ReadClient } from './reader/client.ts'
import type { Handlers } from './rpc/handler.ts'

export type LibraryParts = {
  readonly library: OpenLibrary
  readonly handlers: Handlers
  readonly changes: Changes
  readonly log: Log
  readonly upstream: UpstreamClock
  readonly way: RightOfWay
  readonly connections: WorkspaceConnections
  readonly sync: SyncService
  readonly queue: DownloadQueue
  readonly commands: DownloadCommands
  readonly fetcher: WorkerFetcher
  readonly reader: ReadClient
  readonly texts: SearchIndex
  readonly sidecars: SidecarStore
  readonly rebuild: LibraryRebuild
  readonly reconcile: LibraryReconcile
  readonly verify: LibraryVerify
  readonly repair: LibraryRepair
  readonly hashing: HashPool
  readonly previews: Previews
  readonly damage: DamageWatch
  readonly presenceWatch: PresenceWatch
  readonly renamed: RenamedWorkspaces
  readonly clips: Clips
}

export class LibraryServices {
  readonly parts: LibraryParts
  #background: Promise<void> = Promise.resolve()

  constructor(parts: LibraryParts) {
    this.parts = parts
  }

  get library(): OpenLibrary {
    return this.parts.library
  }

  get handlers(): Handlers {
    return this.parts.handlers
  }

  /** What takes its time to start and is soon needed by a window. */
  warm(): void {
    this.parts.reader.start()
  }

  /**
   * Makes the database agree with the folder where it doesn't. Resolves before the long look at every file. A library
   * that can only be read is left as it is.
   */
  async prepare(): Promise<void> {
    try {
      await this.#agree()
    } catch (error) {
      this.parts.damage.saw(error)
      throw error
    }
  }

  async #agree(): Promise<void> {
    const { library, rebuild, reconcile, sidecars, changes, log } = this.parts
    if (!library.writable) return
    if (!library.rebuildNeeded) {
      reconcile.finishInterrupted()
      reconcile.saveLatestSidecars(sidecars)
      return
    }
    const rebuilt = await rebuild.run()
    // It stays marked as needed, so the next opening tries again; what is there can be used meanwhile.
    if (!rebuilt.ok) log.error('library.rebuild-failed', { error: rebuilt.error })
    changes.poke({ recordingIds: null, list: true, downloads: true, settings: true, workspaces: true })
  }

  /** Starts what works by itself: downloads, and in the background what was left over. */
  start(): void {
    const { library, queue, commands, presenceWatch } = this.parts
    presenceWatch.start()
    if (!library.writable) return
    queue.start()
    commands.watch()
    this.#background = this.#catchUp()
  }

  connect(connection: Connection, name: string): Result<{ workspace: Workspace; identity: string }, DailiesError> {
    const connected = this.parts.connections.connect(connection, name)
    if (!connected.ok) return connected
    const { id } = connected.value.workspace
    this.parts.commands.credentialsCame()
    this.#connected([id])
    return name.trim() === '' ? connected : this.#named(id, connected)
  }

  /** Answers whose they are, as far as this library knows. */
  restore(kept: readonly KeptConnection[]): readonly KnownConnection[] {
    const { connections } = this.parts
    this.#connected(connections.restore(kept))
    return connections.known(kept)
  }

  /** null: no such workspace. */
  disconnect(workspaceId: number): KnownConnection | null {
    const { connections, sync, queue, changes } = this.parts
    const forgotten = connections.disconnect(workspaceId)
    if (forgotten === null) return null
    sync.end(workspaceId)
    queue.connectionsChanged()
    changes.poke({ workspaces: true })
    return forgotten
  }

  exportText(request: ExportRequest): Promise<Result<ExportedText, DailiesError>> {
    const { reader, library } = this.parts
    if (request.what === 'markers') return exportMarkers(library, request)
    return reader.exportTranscript(request.recordingId, request.format, library.timeZone)
  }

  networkChanged(online: boolean): void {
    const { queue, sync } = this.parts
    queue.networkChanged(online)
    if (online) sync.networkIsBack()
  }

  /** Resolves when nothing works any more and the database is closed. Bytes on the disk are kept for the next time. */
  async stop(): Promise<void> {
    const { library, way, connections, sync, queue, commands, texts, reader, fetcher, hashing, clips } = this.parts
    this.parts.presenceWatch.stop()
    way.end()
    commands.stop()
    connections.close()
    await Promise.all([sync.stop(), queue.stop()])
    await texts.stop()
    await reader.close()
    await fetcher.close()
    await hashing.close()
    await clips.close()
    await this.#background
    library.close()
  }

  #connected(workspaceIds: readonly number[]): void {
    const { sync, queue, changes } = this.parts
    for (const id of workspaceIds) sync.start(id)
    queue.connectionsChanged()
    changes.poke({ workspaces: true })
  }

  /** One that was known already has sidecars, which say its name too. */
  #named<T>(workspaceId: number, connected: Result<T, DailiesError>): Result<T, DailiesError> {
    const { renamed } = this.parts
    const noted = renamed.note(workspaceId)
    if (!noted.ok) return noted
    // Closing the library ends it in the middle; the next opening goes on.
    renamed.run().catch(() => undefined)
    return connected
  }

  async #catchUp(): Promise<void> {
    const { library, texts, reconcile, renamed, sidecars, changes, damage, log } = this.parts
    try {
      await clearNotedHalfCopy(library.files)
      const restored = reconcile.restoreRemoved(sidecars)
      if (restored.length > 0) changes.poke({ recordingIds: restored, list: true, downloads: true })
      await renamed.run()
      await texts.renameSpeakers()
      await texts.importMissing()
      const missing = await reconcile.markMissing()
      if (missing.length > 0) changes.poke({ recordingIds: missing, list: true, downloads: true })
    } catch (error) {
      damage.saw(error)
      // Closing the library ends it in the middle; anything else is for the log.
      log.warn('library.catch-up-ended', { error })
    }
  }
}

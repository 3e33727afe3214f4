/**
 * A library on disk that has synced with a simulated workspace and downloads from it: the real table, worker, files and
 * sidecars; a clock that tests move, so that back-off and holds cost no time.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LibraryLayout } from '../../main/engine/adapters/library/layout.ts'
import { LibraryVolume } from '../../main/engine/adapters/library/library-volume.ts'
import { SidecarStore } from '../../main/engine/adapters/library/sidecar-store.ts'
import type { WorkerFetcher } from '../../main/engine/adapters/transfer/fetcher.ts'
import { DownloadCommands } from '../../main/engine/core/download/download-commands.ts'
import type { Volume } from '../../main/engine/core/download/download-ports.ts'
import { DownloadQueue } from '../../main/engine/core/download/download-queue.ts'
import { WhoseTracks } from '../../main/engine/core/download/whose-track.ts'
import { UpstreamClock } from '../../main/engine/core/upstream-clock.ts'
import { databaseFailure } from '../../main/engine/db/database-failure.ts'
import { StoredAppliedPolicy } from '../../main/engine/db/download/applied-policy.ts'
import { DownloadQueries } from '../../main/engine/db/download/download-queries.ts'
import { DownloadRepository } from '../../main/engine/db/download/download-repository.ts'
import { LayoutRepository } from '../../main/engine/db/download/layout-repository.ts'
import { SidecarRepository } from '../../main/engine/db/writings/sidecar-repository.ts'
import { type OpenLibrary, openLibrary } from '../../main/engine/library/open-library.ts'
import type { DownloadProgress } from '../../preload/contract/download.ts'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import { FakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/log.ts'
import type { Workspace } from '../hms/workspace.ts'
import { type SyncedLibrary, steadyRandom, syncedLibrary } from './synced-library.ts'
import { workerFetcher } from './worker-fetcher.ts'

export type StoredFile = {
  readonly name: string
  readonly size_bytes: number
  readonly sha256: string
  readonly verified: number
  readonly differs_from_record: number
  readonly checked_against: string | null
}

type Row = { state: string; attempts: number; reason_kind: string | null; reason: string | null; bytes_done: number }

export class DownloadLibrary {
  readonly root: string
  readonly clock = new FakeClock(Date.now())
  readonly library: OpenLibrary
  readonly synced: SyncedLibrary
  readonly fetcher: WorkerFetcher
  readonly imported: number[] = []
  settings: LibrarySettings = { policy: null, concurrency: 4, limitBytesPerS: null, minFreeBytes: 0 }
  /** What the drive says of itself, unless the library was put on a real one. */
  freeBytes: number | null = 1e12
  readonly volume: Volume
  queue: DownloadQueue
  commands: DownloadCommands
  readonly reader: DownloadQueries
  readonly store: DownloadRepository
  readonly layout: LibraryLayout
  last: DownloadProgress | null = null
  #listeners = new Set<(progress: DownloadProgress) => void>()

  /** `place`: a folder on a drive that a test has prepared; its free bytes are then its own. */
  constructor(workspace: Workspace, { place, worker }: { place?: string; worker?: URL } = {}) {
    this.root = mkdtempSync(join(place ?? tmpdir(), 'dailies-downloads-'))
    this.volume = place === undefined ? { freeBytes: async () => this.freeBytes } : new LibraryVolume(this.root)
    const opened = openLibrary(this.root, { mode: 'write', program: 'app', clock: this.clock, random: steadyRandom })
    if (!opened.ok) throw new Error(opened.error.message)
    this.library = opened.value
    const { db, files, timeZone } = opened.value
    this.synced = syncedLibrary(workspace, { db, clock: this.clock })
    this.layout = new LibraryLayout(new LayoutRepository(db), files, timeZone)
    this.store = new DownloadRepository(db)
    this.reader = new DownloadQueries(db)
    const timeouts = { connectMs: 2000, headMs: 1000, stallMs: 1000 }
    this.fetcher = workerFetcher({ timeouts, ...(worker === undefined ? {} : { worker }) })
    this.queue = this.makeQueue()
    this.commands = this.#makeCommands()
  }

  async sync(): Promise<void> {
    this.synced.sync.start(this.synced.workspaceId)
    await until(
      () => this.synced.phase().kind === 'idle' && this.synced.sync.status(this.synced.workspaceId).firstSyncDone,
    )
  }

  /** As after a restart of the engine, with the same library. */
  makeQueue(): DownloadQueue {
    const { files } = this.library
    this.queue = new DownloadQueue({
      connections: this.synced.connections,
      layout: this.layout,
      fetcher: this.fetcher,
      store: this.store,
      clock: this.clock,
      reader: this.reader,
      volume: this.volume,
      whose: new WhoseTracks({ sessions: this.synced.store, clock: this.clock }),
      sidecars: new SidecarStore(new SidecarRepository(this.library.db), this.layout, files),
      texts: { importRecording: async (id) => void this.imported.push(id) },
      changes: { poke: () => {} },
      random: steadyRandom,
      log: silentLog,
      soon: (run) => void setImmediate(run),
      settings: () => this.settings,
      failureOf: databaseFailure,
      publish: (progress) => {
        this.last = progress
        for (const listener of this.#listeners) listener(progress)
      },
    })
    this.commands = this.#makeCommands()
    return this.queue
  }

  #makeCommands(): DownloadCommands {
    const { queue, store, reader, layout, fetcher, clock, volume } = this
    const settings = () => this.settings
    return new DownloadCommands({
      queue,
      store,
      reader,
      layout,
      fetcher,
      volume,
      applied: new StoredAppliedPolicy(this.library.db),
      changes: { poke: () => {} },
      clock,
      log: silentLog,
      upstream: new UpstreamClock(clock),
      settings,
    })
  }

  assetId(upstreamId: string): number {
    return this.synced.one<number>('SELECT id FROM assets WHERE upstream_id = ?', upstreamId)
  }

  /** As an attempt would ask for it. */
  async link(upstreamId: string): Promise<{ readonly url: string }> {
    const link = await this.synced.connections.api(this.synced.workspaceId)?.presign(upstreamId)
    if (!link?.ok) throw new Error('no link')
    return link.value
  }

  row(upstreamId: string): Row {
    const row = this.library.db
      .prepare<[number], Row>(
        'SELECT state, attempts, reason_kind, reason, bytes_done FROM downloads WHERE asset_id = ?',
      )
      .get(this.assetId(upstreamId))
    if (row === undefined) throw new Error('not queued')
    return row
  }

  files(upstreamId: string): StoredFile[] {
    return this.library.db
      .prepare<[number], StoredFile>('SELECT * FROM files WHERE asset_id = ? ORDER BY name')
      .all(this.assetId(upstreamId))
  }

  /** Absolute path of a name in the recording's folder. */
  path(upstreamId: string, name: string): string {
    const place = this.layout.placeAsset(this.assetId(upstreamId))
    if (!place.ok) throw new Error(place.error.message)
    return join(place.value.folder, name)
  }

  /** sha256 of what really lies there. */
  hashOnDisk(upstreamId: string, name: string): string {
    return createHash('sha256')
      .update(readFileSync(this.path(upstreamId, name)))
      .digest('hex')
  }

  exists(upstreamId: string, name: string): boolean {
    return existsSync(this.path(upstreamId, name))
  }

  /** The next word of the queue that satisfies `condition`. */
  heard(condition: (progress: DownloadProgress) => boolean): Promise<DownloadProgress> {
    return new Promise((resolve) => {
      const listener = (progress: DownloadProgress) => {
        if (!condition(progress)) return
        this.#listeners.delete(listener)
        resolve(progress)
      }
      this.#listeners.add(listener)
    })
  }

  /** Downloads these and waits, jumping over every pause, until nothing of the queue moves any more. */
  async download(...upstreamIds: string[]): Promise<void> {
    const assetIds = upstreamIds.map((id) => this.assetId(id))
    this.queue.start()
    await this.commands.start({ kind: 'assets', assetIds })
    await this.settled()
  }

  async settled(): Promise<void> {
    for (;;) {
      await until(() => this.last !== null && this.last.running.length === 0 && this.reader.sums().counts.running === 0)
      const { queued, waiting, running } = this.reader.sums().counts
      if (running > 0) continue
      if (queued + waiting === 0 || (this.last?.hold.kind ?? 'none') === 'paused') return this.queue.caughtUp()
      const dueMs = this.clock.nextDueMs()
      if (dueMs !== null) this.clock.advance(Math.max(1, dueMs - this.clock.nowMs()))
      await turn()
    }
  }

  async close(): Promise<void> {
    this.commands.stop()
    await this.queue.stop()
    await this.fetcher.close()
    await this.synced.close()
    this.library.close()
    rmSync(this.root, { recursive: true, force: true })
  }
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Real sockets and a real thread take real time; what they bring is looked at after every turn of the loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn()
}

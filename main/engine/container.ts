/** The composition root: the only file that knows every class. Composes, and does no work. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import type { DailiesError } from '../../preload/contract/errors.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { testConnection } from './adapters/api/connection-test.ts'
import { WorkspaceConnections } from './adapters/api/connections.ts'
import { defaultLimits, HttpClient } from './adapters/api/http-client.ts'
import { SystemDispatchers } from './adapters/http/http-dispatchers.ts'
import { LibraryLayout } from './adapters/library/layout.ts'
import { LibraryGather } from './adapters/library/library-gather.ts'
import { LibraryRebuild } from './adapters/library/library-rebuild.ts'
import { LibraryReconcile } from './adapters/library/library-reconcile.ts'
import { LibraryRepair } from './adapters/library/library-repair.ts'
import { LibraryVerify } from './adapters/library/library-verify.ts'
import { LibraryVolume } from './adapters/library/library-volume.ts'
import { PreviewStore, previewsFolder } from './adapters/library/preview-store.ts'
import { SidecarStore } from './adapters/library/sidecar-store.ts'
import { SystemBin } from './adapters/library/system-bin.ts'
import { WorkerFetcher } from './adapters/transfer/fetcher.ts'
import { HashPool } from './adapters/transfer/hash-pool.ts'
import { Clips } from './clips/clips.ts'
import { DownloadCommands } from './core/download/download-commands.ts'
import { DownloadQueue } from './core/download/download-queue.ts'
import { Removal } from './core/download/removal.ts'
import { WhoseTracks } from './core/download/whose-track.ts'
import { RightOfWay } from './core/right-of-way.ts'
import { SyncService } from './core/sync/sync-service.ts'
import { UpstreamClock } from './core/upstream-clock.ts'
import type { Db } from './db/database.ts'
import { AcceptedFiles } from './db/download/accepted-files.ts'
import { StoredAppliedPolicy } from './db/download/applied-policy.ts'
import { DownloadQueries } from './db/download/download-queries.ts'
import { DownloadRepository } from './db/download/download-repository.ts'
import { enqueueWanted } from './db/download/enqueue-wanted.ts'
import { LayoutRepository } from './db/download/layout-repository.ts'
import { PresenceRepository } from './db/download/presence-repository.ts'
import { RemovalRepository } from './db/download/removal-repository.ts'
import { VerifyQueries } from './db/download/verify-queries.ts'
import { PreviewRepository } from './db/library/preview-repository.ts'
import { refreshRecordingSums } from './db/recording-sums.ts'
import { SearchIndex } from './db/search/search-index.ts'
import { readSettings } from './db/settings-repository.ts'
import { SpeakerRepository } from './db/speaker-repository.ts'
import { SyncRepository } from './db/sync/sync-repository.ts'
import type { WrittenPage } from './db/sync/sync-touched.ts'
import { WorkspaceRepository } from './db/sync/workspace-repository.ts'
import { EditRepository } from './db/writings/edit-repository.ts'
import { RebuildRepository } from './db/writings/rebuild-repository.ts'
import { refreshRecordingText } from './db/writings/recording-text.ts'
import { SidecarRepository } from './db/writings/sidecar-repository.ts'
import type { Engine, EngineWorld } from './engine.ts'
import { DamageWatch } from './library/damage-watch.ts'
import { moveLibrary } from './library/move-library.ts'
import { libraryState, type OpenLibrary, type OpenOptions, openLibrary } from './library/open-library.ts'
import { planMove, sameDrive } from './library/plan-move.ts'
import { PresenceWatch } from './library/presence-watch.ts'
import { Previews } from './library/previews.ts'
import { RenamedWorkspaces } from './library/renamed-workspaces.ts'
import { LibraryEngine } from './library-engine.ts'
import { LibraryServices } from './library-services.ts'
import { ReadClient } from './reader/client.ts'
import { acceptHandlers } from './rpc/handlers/accept.ts'
import { clipHandlers } from './rpc/handlers/clips.ts'
import { downloadHandlers } from './rpc/handlers/downloads.ts'
import { editHandlers } from './rpc/handlers/edit.ts'
import { findHandlers } from './rpc/handlers/find.ts'
import { libraryHandlers } from './rpc/handlers/library.ts'
import { markerHandlers } from './rpc/handlers/markers.ts'
import { previewHandlers } from './rpc/handlers/previews.ts'
import { removalHandlers } from './rpc/handlers/removal.ts'
import { reviewHandlers } from './rpc/handlers/review.ts'
import { settingsHandlers } from './rpc/handlers/settings.ts'
import { speakerHandlers } from './rpc/handlers/speakers.ts'
import { syncHandlers } from './rpc/handlers/sync.ts'
import { questionsFirst } from './rpc/questions-first.ts'

/** More only make a spinning drive jump. */
const mostHashingThreads = 4

export function createEngine(world: EngineWorld): Engine {
  const composer = new Composer(world)
  return new LibraryEngine({
    open: (path) => composer.open(path, 'write', 'app'),
    test: (connection) => composer.test(connection),
    planMove: (from, chosen) => planMove(from, chosen, sameDrive),
    move: (plan, signal) =>
      moveLibrary(plan, { ...world, signal, onProgress: (progress) => world.feed.tell('library.move', progress) }),
    onLibrary: (services) => {
      // Before any window reads rows that show them.
      if (services !== null) void world.grantPreviews(previewsGrant(services.library.files))
      world.feed.tell('library.state', libraryState(services?.library ?? null))
      world.feed.poke({ recordingIds: null, list: true, downloads: true, settings: true, workspaces: true })
    },
    close: () => composer.close(),
  })
}

/** Composes libraries; what they share, the connections to the network, lives as long as this. */
export class Composer {
  readonly #world: EngineWorld
  readonly #dispatchers: SystemDispatchers
  readonly #http: HttpClient
  readonly #upstream: UpstreamClock

  constructor(world: EngineWorld) {
    this.#world = world
    this.#dispatchers = new SystemDispatchers(world.proxyFor, world.certificates)
    this.#upstream = new UpstreamClock(world.clock)
    this.#upstream.onChange(() => world.feed.poke({ recordingIds: null, list: true, downloads: true }))
    this.#http = new HttpClient(this.#dispatchers.dispatcherFor, world.clock, defaultLimits, this.#upstream.hear)
  }

  readonly test = (connection: Parameters<typeof testConnection>[0]) =>
    testConnection(connection, { http: this.#http, clock: this.#world.clock, random: this.#world.random })

  open(
    path: string,
    mode: OpenOptions['mode'],
    program: OpenOptions['program'],
  ): Result<LibraryServices, DailiesError> {
    const { clock, random } = this.#world
    const opened = openLibrary(path, { mode, program, clock, random })
    return opened.ok ? ok(this.#compose(opened.value)) : opened
  }

  close(): Promise<void> {
    return this.#dispatchers.close()
  }

  #compose(library: OpenLibrary): LibraryServices {
    const { clock, random, log, feed: changes, workers, proxyFor, certificates, grantMedia, trash, feed } = this.#world
    const { db, files } = library
    const upstream = this.#upstream
    const damage = new DamageWatch({
      ...{ files, writable: library.writable, log },
      onDamage: () => this.#world.onDamage?.(),
    })
    const presenceWatch = new PresenceWatch({ root: files.root, clock, log, onGone: () => this.#world.onGone?.() })
    const reader = new ReadClient(workers.read, { databaseFile: library.databaseFile, library: files.root })
    const way = new RightOfWay(clock)
    const texts = new SearchIndex(db, reader, changes, way.giveWay)
    const layout = new LibraryLayout(new LayoutRepository(db), files, library.timeZone)
    const sidecars = new SidecarStore(new SidecarRepository(db), layout, files)
    const rebuildRows = new RebuildRepository(db)
    const presence = new PresenceRepository(db)
    const reconcile = new LibraryReconcile(files, presence, rebuildRows)
    const renamed = new RenamedWorkspaces({ files, rows: presence, sidecars })

    const connections = new WorkspaceConnections(new WorkspaceRepository(db), { http: this.#http, clock, random })
    const makeFetcher = () => new WorkerFetcher({ worker: workers.transfer, proxyFor, certificates, log })
    const fetcher = makeFetcher()
    const hashing = new HashPool(makeFetcher, Math.min(availableParallelism(), mostHashingThreads))
    const gather = new LibraryGather({ files, rows: rebuildRows, layout, hashing, clock })
    const rebuild = new LibraryRebuild(files, rebuildRows, gather, reconcile, sidecars, texts, log)
    const volume = new LibraryVolume(files.root)
    const settings = () => ({ ...readSettings(db), ...this.#world.limits })
    const store = new DownloadRepository(db)
    const verifyQueries = new VerifyQueries(db)
    const queries = new DownloadQueries(db)
    const wake = () => void queue.wake()
    const synced = new SyncRepository(db, {
      afterPage: afterPage(db, clock, upstream, wake, readAgain(clock, texts, log)),
    })
    const queue = new DownloadQueue({
      ...{ connections, layout, fetcher, store, reader: queries, volume, sidecars, texts, changes },
      whose: new WhoseTracks({ sessions: synced, clock }),
      ...{ clock, random, log, settings, failureOf: damage.failureOf },
      soon: (run) => void setImmediate(run),
      publish: (progress) => feed.tell('downloads.progress', progress),
    })
    const commands = new DownloadCommands({
      ...{ queue, store, reader: queries, applied: new StoredAppliedPolicy(db), layout, fetcher, volume },
      ...{ changes, clock, log, upstream, settings },
    })
    const removal = new Removal({
      ...{
        store: new RemovalRepository(db),
        bin: new SystemBin(files, trash),
        commands,
        sidecars,
        changes,
        clock: upstream,
      },
    })
    const previews = new Previews({
      ...{ db, files, writable: library.writable, changes, rows: new PreviewRepository(db) },
      ...{ store: new PreviewStore(files), minFreeBytes: () => settings().minFreeBytes, maker: packageJson.version },
    })
    const clips = new Clips({
      ...{ db, files, timeZone: library.timeZone, worker: workers.clip },
      onProgress: (progress) => feed.tell('clip.progress', progress),
    })
    const sync = new SyncService({
      store: synced,
      ...{ connections, changes, clock, random, log, giveWay: way.giveWay },
      failureOf: damage.failureOf,
      onStatus: (status) => feed.tell('sync.status', status),
      onConnectionMoved: () => queue.connectionsChanged(),
      clockAheadMs: () => upstream.aheadMs,
    })

    const edits = new EditRepository(db)
    const handlers = damage.watching({
      ...questionsFirst(
        { ...findHandlers(reader, upstream, feed), ...reviewHandlers(reader, upstream, library.files, grantMedia) },
        way,
      ),
      ...previewHandlers(previews, grantMedia),
      ...clipHandlers(clips),
      ...editHandlers(edits, sidecars, changes),
      ...acceptHandlers({ edits, files: new AcceptedFiles(db), sidecars, changes }),
      ...markerHandlers({ edits, sidecars, reader, feed, clock }),
      ...speakerHandlers({
        ...{ edits: new EditRepository(db), speakers: new SpeakerRepository(db), sidecars, texts, changes },
      }),
      ...libraryHandlers(library, rebuild, changes),
      ...settingsHandlers(
        library,
        edits,
        { onChange: () => queue.settingsChanged(), onPolicyChange: () => commands.policyChanged() },
        changes,
      ),
      ...syncHandlers({
        ...{ sync, changes, workspaces: () => connections.list() },
        rename: (id, name) => connections.rename(id, name),
        renamed,
      }),
      ...downloadHandlers(commands, queries),
      ...removalHandlers(library, removal),
    })
    return new LibraryServices({
      ...{ library, handlers, changes, log, upstream, way, connections, sync, queue, commands, fetcher, reader, texts },
      ...{ sidecars, rebuild, reconcile, hashing, previews, clips, damage, renamed, presenceWatch },
      verify: new LibraryVerify(files, verifyQueries, hashing),
      repair: new LibraryRepair({ files, queries: verifyQueries, rows: rebuildRows, store, sidecars }),
    })
  }
}

const previewsGrant = (files: OpenLibrary['files']) => ({
  library: files.root,
  folder: join(files.root, previewsFolder),
})

/** Inside the page's transaction: what the policy wants of it, then sums and search texts of what it touched. */
function afterPage(
  db: Db,
  clock: EngineWorld['clock'],
  upstream: UpstreamClock,
  wake: () => void,
  onMisnamed: (recordingIds: readonly number[]) => void,
) {
  return ({ assetIds, summedIds, textIds, misnamedIds }: WrittenPage): void => {
    const queued = enqueueWanted(db, assetIds, readSettings(db).policy, upstream.nowMs(), clock.nowMs())
    refreshRecordingSums(db, summedIds)
    refreshRecordingText(db, textIds)
    // The queue claims in a transaction of its own, so not before this one is over.
    if (queued > 0) clock.after(0, wake)
    if (misnamedIds.length > 0) onMisnamed(misnamedIds)
  }
}

/** Once the page's transaction is over. What a crash leaves out is read at the next start. */
function readAgain(clock: EngineWorld['clock'], texts: SearchIndex, log: EngineWorld['log']) {
  const failed = (error: unknown) => log.warn('search.read-again-failed', { error })
  return (recordingIds: readonly number[]): void => {
    clock.after(0, () => {
      for (const id of recordingIds) void texts.importRecording(id).catch(failed)
    })
  }
}

/** A library's database that syncs with a simulated workspace: real HTTP, real SQLite, a clock that tests move. */
import { randomUUID } from 'node:crypto'
import { Agent } from 'undici'
import { afterEach, expect } from 'vitest'
import { WorkspaceConnections } from '../../main/engine/adapters/api/connections.ts'
import { defaultLimits, HttpClient, type HttpLimits } from '../../main/engine/adapters/api/http-client.ts'
import type { GiveWay, Poke, Random } from '../../main/engine/core/ports.ts'
import { SyncService } from '../../main/engine/core/sync/sync-service.ts'
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { databaseFailure } from '../../main/engine/db/database-failure.ts'
import { migrate } from '../../main/engine/db/migrate.ts'
import { refreshRecordingSums } from '../../main/engine/db/recording-sums.ts'
import { SyncRepository } from '../../main/engine/db/sync/sync-repository.ts'
import { WorkspaceRepository } from '../../main/engine/db/sync/workspace-repository.ts'
import { refreshRecordingText } from '../../main/engine/db/writings/recording-text.ts'
import type { Connection, SyncStatus } from '../../preload/contract/workspace.ts'
import { FakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/log.ts'
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../hms/workspace.ts'

export const steadyRandom: Random = { fraction: () => 0.5, uuid: () => randomUUID() }

export type SyncedLibrary = {
  readonly db: Db
  readonly clock: FakeClock
  readonly connections: WorkspaceConnections
  readonly sync: SyncService
  readonly store: SyncRepository
  readonly statuses: SyncStatus[]
  readonly pokes: Poke[]
  /** Assets handed to the download policy, in the order they came. */
  readonly offered: number[]
  readonly workspaceId: number
  phase(): SyncStatus['phase']
  ids(sql: string): unknown[]
  one<T>(sql: string, ...values: unknown[]): T
  close(): Promise<void>
}

export function connectionTo(workspace: Workspace): Connection {
  const { accessKey, appSecret, apiUrl } = workspace
  return { apiUrl, credentials: { kind: 'key', accessKey, appSecret } }
}

export function testClient(clock: FakeClock, limits: Partial<HttpLimits> = {}): HttpClient {
  const agent = new Agent()
  return new HttpClient(async () => agent, clock, { ...defaultLimits, ...limits })
}

/** Connected, and not syncing yet: `library.sync.start(library.workspaceId)` begins, `now` runs again. */
export function syncedLibrary(
  workspace: Workspace,
  options: {
    db?: Db
    clock?: FakeClock
    limits?: Partial<HttpLimits>
    connection?: Connection
    giveWay?: GiveWay
  } = {},
): SyncedLibrary {
  const clock = options.clock ?? new FakeClock(Date.now())
  const db = options.db ?? emptyDatabase()
  const offered: number[] = []
  const statuses: SyncStatus[] = []
  const pokes: Poke[] = []
  const store = new SyncRepository(db, {
    afterPage: ({ assetIds, summedIds, textIds }) => {
      offered.push(...assetIds)
      refreshRecordingSums(db, summedIds)
      refreshRecordingText(db, textIds)
    },
  })
  const http = testClient(clock, options.limits)
  const connections = new WorkspaceConnections(new WorkspaceRepository(db), { http, clock, random: steadyRandom })
  const sync = new SyncService({
    store,
    connections,
    changes: { poke: (what) => void pokes.push(what) },
    onConnectionMoved: () => undefined,
    clock,
    random: steadyRandom,
    log: silentLog,
    giveWay: options.giveWay ?? (async () => true),
    failureOf: databaseFailure,
    onStatus: (status) => void statuses.push(status),
    clockAheadMs: () => 0,
  })
  const connected = connections.connect(options.connection ?? connectionTo(workspace), 'Studio')
  if (!connected.ok) throw new Error(connected.error.message)
  const workspaceId = connected.value.workspace.id
  return {
    db,
    clock,
    connections,
    sync,
    store,
    statuses,
    pokes,
    offered,
    workspaceId,
    phase: () => sync.status(workspaceId).phase,
    ids: (sql) => db.prepare(sql).pluck().all(),
    one: <T>(sql: string, ...values: unknown[]) =>
      db
        .prepare<unknown[], T>(sql)
        .pluck()
        .get(...values) as T,
    close: async () => {
      connections.close()
      await sync.stop()
    },
  }
}

export function emptyDatabase(file = ':memory:'): Db {
  const db = openDatabase(file, { journal: 'wal' })
  migrate(db)
  return db
}

const open: (() => Promise<void>)[] = []

/** For a test file's top: what its tests start is stopped after each. */
export function stopAfterEach(): void {
  afterEach(async () => {
    for (const stop of open.splice(0).reverse()) await stop()
  })
}

export async function workspaceOf(options: WorkspaceOptions = {}): Promise<Workspace> {
  const workspace = await startWorkspace(options)
  open.push(() => workspace.stop())
  return workspace
}

export function libraryOf(...given: Parameters<typeof syncedLibrary>): SyncedLibrary {
  const library = syncedLibrary(...given)
  open.push(() => library.close())
  return library
}

export async function firstSync(library: SyncedLibrary): Promise<void> {
  library.sync.start(library.workspaceId)
  await library.sync.now(library.workspaceId)
}

/** The first sync, or the next. */
export async function syncNow(library: SyncedLibrary): Promise<void> {
  if (library.statuses.length === 0) await firstSync(library)
  else await library.sync.now(library.workspaceId)
}

/** Goes on whenever the sync itself says that it will, as time passes. Resolves with how often that was. */
export async function untilIdle(library: SyncedLibrary): Promise<number> {
  for (let waits = 0; waits < 60; waits += 1) {
    const phase = library.phase()
    if (phase.kind === 'idle') return waits
    if (phase.kind !== 'waiting') throw new Error(`not waiting but ${JSON.stringify(phase)}`)
    library.clock.advance(phase.retryAtMs - library.clock.nowMs())
    await library.sync.now(library.workspaceId)
  }
  throw new Error('never idle')
}

/** Time passes, there and here. A run that its timers began on the way is let end; the next one sees the new time. */
export async function pass(workspace: Workspace, library: SyncedLibrary, ms: number): Promise<void> {
  workspace.control.setClockSkew(library.clock.nowMs() + ms - Date.now())
  library.clock.advance(ms)
  await library.sync.now(library.workspaceId)
  expect(library.phase()).toEqual({ kind: 'idle' })
}

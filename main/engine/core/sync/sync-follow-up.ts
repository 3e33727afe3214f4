/**
 * What the lists don't tell a later sync: recordings still in progress and assets still being processed are read again
 * one by one until they settle, and rooms and sessions that recordings mention but no list holds are fetched. So many a
 * run and no more; the next run goes on.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import type { SyncContext } from './sync.ts'
import type { Effect } from './sync-store.ts'

const mostJobs = 60
const mostAssets = 30
const mostRooms = 30
const mostSessions = 30
/** The client has few connections; more requests than that only wait there. */
const atOnce = 3
const mostFailures = 3

export class FollowUp {
  /** Where the next run's share of unsettled jobs begins, by workspace. */
  readonly #nextJobs = new Map<number, number>()

  /** An error only where going on makes no sense; what one object answers is that object's matter. */
  async run(context: SyncContext): Promise<DailiesError | null> {
    const reads = [...this.#jobs(context), ...assets(context), ...rooms(context), ...sessions(context)]
    let failures = 0
    let fatal: DailiesError | null = null
    const worker = async (): Promise<void> => {
      for (let read = reads.shift(); read !== undefined; read = reads.shift()) {
        const error = await read()
        if (context.isStopped()) return
        if (error === null) continue
        failures += 1
        if (isFatal(error) || failures >= mostFailures) fatal ??= error
        if (fatal !== null) return
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return fatal
  }

  #jobs(context: SyncContext): Read[] {
    const { workspaceId, store, api } = context
    const jobs = store.unsettledJobs(workspaceId, this.#nextJobs.get(workspaceId) ?? null, mostJobs)
    const last = jobs.at(-1)
    if (last === undefined || jobs.length < mostJobs) this.#nextJobs.delete(workspaceId)
    else this.#nextJobs.set(workspaceId, last.recordingId)
    return jobs.map(
      (job) => () =>
        readOne(context, api.recording(job.kind, job.upstreamId), {
          found: (recording, nowMs) => store.applyRecording(workspaceId, recording, nowMs),
          missing: () => store.settle(job.recordingId),
        }),
    )
  }
}

type Read = () => Promise<DailiesError | null>

function assets(context: SyncContext): Read[] {
  const { workspaceId, store, api } = context
  return store.unsettledAssets(workspaceId, mostAssets).map(
    (asset) => () =>
      readOne(context, api.asset(asset.upstreamId), {
        found: (read, nowMs) => store.applyAsset(workspaceId, read, nowMs),
        missing: () => store.settle(asset.recordingId),
      }),
  )
}

function rooms(context: SyncContext): Read[] {
  const { workspaceId, store, api } = context
  return store.unknownRooms(workspaceId, mostRooms).map(
    (id) => () =>
      readOne(context, api.room(id), {
        found: (room, nowMs) => store.applyRoom(workspaceId, room, nowMs),
        missing: () => store.rememberMissing(workspaceId, 'room', id),
      }),
  )
}

function sessions(context: SyncContext): Read[] {
  const { workspaceId, store, api } = context
  return store.unknownSessions(workspaceId, mostSessions).map(
    (id) => () =>
      readOne(context, api.session(id), {
        found: (session, nowMs) => store.applySession(workspaceId, session, nowMs),
        missing: () => store.rememberMissing(workspaceId, 'session', id),
      }),
  )
}

async function readOne<T>(
  context: SyncContext,
  asked: Promise<Result<T, DailiesError>>,
  then: { readonly found: (item: T, nowMs: number) => Effect; readonly missing: () => void },
): Promise<DailiesError | null> {
  const answer = await asked
  await context.giveWay()
  if (context.isStopped()) return null
  if (answer.ok) {
    context.onApplied(then.found(answer.value, context.clock.nowMs()), 1)
    return null
  }
  if (answer.error.kind !== 'gone') return answer.error
  then.missing()
  return null
}

function isFatal(error: DailiesError): boolean {
  return error.kind !== 'server' && error.kind !== 'unreadable'
}

/**
 * One sync of one workspace, from the first stream to the last re-read. With nothing new it costs a request for each of
 * the five streams that tell of new things; rooms' names, disabled rooms and the sessions still going on are looked at
 * in the daily sweep, and one by one when a recording mentions them.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { type Stream, streams } from '../model.ts'
import { type StreamResult, type SyncContext, syncStream } from './sync.ts'
import type { FollowUp } from './sync-follow-up.ts'

const caughtUp: ReadonlySet<Stream> = new Set([
  'recordings',
  'live-streams',
  'external-streams',
  'recording-assets',
  'sessions',
])
const sweepEveryMs = 24 * 60 * 60 * 1000
/** One list that is broken upstream mustn't keep the others away; two in a row mean that more is wrong. */
const failuresInARow = 2

export async function syncOnce(
  context: SyncContext,
  followUp: FollowUp,
  onStream: (stream: Stream) => void,
): Promise<StreamResult> {
  beginSweepIfDue(context)
  let failure: DailiesError | null = null
  let inARow = 0
  for (const stream of streams.filter((name) => isDue(context, name))) {
    onStream(stream)
    const result = await syncStream(context, stream)
    if (result.kind === 'done') {
      inARow = 0
      continue
    }
    if (result.kind !== 'failed') return result
    failure ??= result.error
    inARow += 1
    if (concernsAll(result.error) || inARow >= failuresInARow) return { kind: 'failed', error: result.error }
  }
  const error = (await followUp.run(context)) ?? failure
  if (context.isStopped()) return { kind: 'stopped' }
  return error === null ? { kind: 'done' } : { kind: 'failed', error }
}

function isDue({ store, workspaceId }: SyncContext, stream: Stream): boolean {
  const position = store.position(workspaceId, stream)
  return position.inProgress || !position.backfilled || caughtUp.has(stream)
}

/** Counted from the end of the last full pass, the first one included. By distance: the clock may have been set back. */
function beginSweepIfDue({ store, workspaceId, clock, log }: SyncContext): void {
  const positions = streams.map((stream) => store.position(workspaceId, stream))
  if (positions.some((position) => position.inProgress || !position.backfilled)) return
  const sweptMs = Math.max(...positions.map((position) => position.sweptMs ?? 0))
  if (Math.abs(clock.nowMs() - sweptMs) < sweepEveryMs) return
  log.info('sync.sweep', { workspaceId })
  store.beginSweep(workspaceId)
}

/** A server's trouble with one list, or one that can't be read, says nothing about the others. */
function concernsAll(error: DailiesError): boolean {
  return error.kind !== 'server' && error.kind !== 'unreadable' && error.kind !== 'gone'
}

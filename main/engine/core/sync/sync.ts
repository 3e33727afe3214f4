/**
 * One stream of one workspace: page by page, each page one transaction with its cursor. The first pass goes down to the
 * end and can be interrupted anywhere; later ones stop at the first page that holds nothing new; a sweep goes through
 * all. New items may appear at the head while a pass runs, so a pass that was interrupted is followed by another from
 * the top.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Page, Stream, StreamItem } from '../model.ts'
import type { Clock, GiveWay, Log, RecordingsApi } from '../ports.ts'
import type { Effect, PageOutcome, PassMode, SyncStore } from './sync-store.ts'

/** The largest page that the API gives. */
const pageSize = 100

export type SyncContext = {
  readonly workspaceId: number
  readonly api: RecordingsApi
  readonly store: SyncStore
  readonly clock: Clock
  readonly log: Log
  readonly giveWay: GiveWay
  readonly isStopped: () => boolean
  /** After each transaction; `items` is what was read for it. */
  readonly onApplied: (effect: Effect, items: number) => void
}

export type StreamResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: DailiesError }
  /** The workspace turned out to be another one of this library, which goes on in its place. */
  | { readonly kind: 'merged'; readonly into: number }

export async function syncStream(context: SyncContext, stream: Stream): Promise<StreamResult> {
  const { store, workspaceId } = context
  const position = store.position(workspaceId, stream)
  if (!position.inProgress) store.beginPass(workspaceId, stream, position.backfilled ? 'catch-up' : 'backfill')
  const result = await pass(context, stream)
  const wasResumed = position.inProgress && position.cursor !== null
  if (result.kind !== 'done' || !wasResumed) return result
  store.beginPass(workspaceId, stream, 'catch-up')
  return pass(context, stream)
}

async function pass(context: SyncContext, stream: Stream): Promise<StreamResult> {
  const { store, workspaceId } = context
  const { mode, cursor: start } = store.position(workspaceId, stream)
  const followed = new Set<string>()
  const ask = (from: string | null) => context.api.page(stream, from, pageSize)
  let cursor = start
  let asked = ask(start)
  for (;;) {
    const page = await asked
    await context.giveWay()
    if (context.isStopped()) return { kind: 'stopped' }
    if (!page.ok) return pageFailed(context, stream, cursor, page.error)
    const into = mergedInto(context, page.value)
    if (into !== null) return { kind: 'merged', into }

    if (cursor !== null) followed.add(cursor)
    const { next } = page.value
    // The next page travels while this one is written. A catch-up may end here, and would have asked in vain.
    const ahead = mode === 'catch-up' || next === null || followed.has(next) ? null : ask(next)
    ahead?.catch(() => undefined)
    const outcome = applyPage(context, stream, page.value, mode, followed)
    if (outcome.kind === 'end') return { kind: 'done' }
    if (outcome.kind === 'stay') return { kind: 'failed', error: repeatedCursor(context, stream) }
    cursor = outcome.cursor
    asked = ahead ?? ask(cursor)
  }
}

function applyPage<S extends Stream>(
  context: SyncContext,
  stream: S,
  page: Page<S>,
  mode: PassMode,
  followed: ReadonlySet<string>,
): PageOutcome {
  const conclusive = page.rejected.every((item) => item.upstreamId !== null)
  const decide = (changed: number): PageOutcome => {
    const isKnown = mode === 'catch-up' && changed === 0
    if (page.next === null || isKnown) return { kind: 'end', conclusive }
    return followed.has(page.next) ? { kind: 'stay' } : { kind: 'continue', cursor: page.next, conclusive }
  }
  let decided: PageOutcome = { kind: 'end', conclusive }
  const outcome = (changed: number): PageOutcome => {
    decided = decide(changed)
    return decided
  }
  const effect = context.store.applyPage(context.workspaceId, stream, page, outcome, context.clock.nowMs())
  context.onApplied(effect, page.items.length + page.rejected.length)
  return decided
}

function pageFailed(context: SyncContext, stream: Stream, cursor: string | null, error: DailiesError): StreamResult {
  const { store, workspaceId } = context
  const isUnknown = error.kind === 'gone' || (error.kind === 'server' && error.status === 400)
  if (!isUnknown) return { kind: 'failed', error }
  if (cursor === null && error.kind === 'gone') {
    // Without this one there is no API: an address that lacks its path must not look like a workspace that is empty.
    if (stream === 'recordings') return { kind: 'failed', error: noApi(error) }
    // One dialect of the API doesn't have every other list.
    context.log.info('sync.stream-absent', { workspaceId, stream })
    store.endPass(workspaceId, stream, context.clock.nowMs())
    return { kind: 'done' }
  }
  // The place where the next page starts is no longer known there: the next run begins at the top, and marks nothing.
  store.beginPass(workspaceId, stream, 'backfill')
  return { kind: 'failed', error: { kind: 'server', status: null, message: error.message } }
}

/** Of a kind that ends the run: what else can't be found there isn't gone. */
function noApi({ message }: DailiesError): DailiesError {
  const advice = 'No list of recordings means that this isn’t the API’s address. Check it; 100ms’s own ends in /v2.'
  return { kind: 'invalid', message: `${message} ${advice}` }
}

function repeatedCursor({ log, workspaceId }: SyncContext, stream: Stream): DailiesError {
  log.warn('sync.repeated-cursor', { workspaceId, stream })
  const message = `100ms’s list of ${stream} leads back to where it began. What was read is kept; the rest is tried again later.`
  return { kind: 'unreadable', message }
}

function mergedInto({ store, workspaceId }: SyncContext, page: Page<Stream>): number | null {
  const customerId = page.items.map(customerOf).find((id) => id !== null)
  return customerId === undefined ? null : store.learnCustomer(workspaceId, customerId).into
}

function customerOf(item: StreamItem[Stream]): string | null {
  return 'customerId' in item ? item.customerId : null
}

/**
 * What syncing needs of the database, one method a transaction. Discovery, enqueueing and the cursor share it: a crash
 * loses at most the page that wasn't committed.
 */
import type { RecordingKind } from '../../../../preload/contract/recording.ts'
import type { Page, Stream, UpstreamAsset, UpstreamRecording, UpstreamRoom, UpstreamSession } from '../model.ts'

/** 'backfill' pages down to the end once; 'catch-up' to the first page of known, unchanged items; 'sweep' through all. */
export type PassMode = 'backfill' | 'catch-up' | 'sweep'

export type StreamPosition = {
  readonly mode: PassMode
  /** Where the next page starts; null: from the top. */
  readonly cursor: string | null
  readonly inProgress: boolean
  /** The end has been reached at least once. */
  readonly backfilled: boolean
  readonly sweptMs: number | null
}

/** What a page means for where the stream stands, decided by the core, committed with the page. */
export type PageOutcome =
  /** `conclusive` false: something on the page has no name, so what isn't seen in this pass isn't known to be gone. */
  | { readonly kind: 'continue'; readonly cursor: string; readonly conclusive: boolean }
  | { readonly kind: 'end'; readonly conclusive: boolean }
  /** The page counts, the cursor stays: the next one leads nowhere. */
  | { readonly kind: 'stay' }

/** Which rows a transaction touched, for the windows and the queue. */
export type Effect = {
  readonly recordingIds: readonly number[]
  readonly assetIds: readonly number[]
  /** Items that were new or different. */
  readonly changed: number
}

export type JobRef = {
  readonly recordingId: number
  readonly kind: Exclude<RecordingKind, 'session'>
  readonly upstreamId: string
}

/** An asset whose job is in no list, by its own id. */
export type AssetRef = { readonly recordingId: number; readonly upstreamId: string }

/** `lastFinishedMs`: when all that a later sync looks at had last been looked at. */
export type SyncSummary = { readonly lastFinishedMs: number | null; readonly firstSyncDone: boolean }

export interface SyncStore {
  summary(workspaceId: number): SyncSummary
  position(workspaceId: number, stream: Stream): StreamPosition
  beginPass(workspaceId: number, stream: Stream, mode: 'backfill' | 'catch-up'): void
  /** All streams of the workspace at once: an asset may be seen inside its recording or in its own list. */
  beginSweep(workspaceId: number): void
  /** `outcome` is asked inside the transaction, with how many items were new or different. */
  applyPage<S extends Stream>(
    workspaceId: number,
    stream: S,
    page: Page<S>,
    outcome: (changed: number) => PageOutcome,
    nowMs: number,
  ): Effect
  /** Ends a pass without a page: upstream doesn't have this list. */
  endPass(workspaceId: number, stream: Stream, nowMs: number): void

  applyRecording(workspaceId: number, recording: UpstreamRecording, nowMs: number): Effect
  applyAsset(workspaceId: number, asset: UpstreamAsset, nowMs: number): Effect
  applyRoom(workspaceId: number, room: UpstreamRoom, nowMs: number): Effect
  applySession(workspaceId: number, session: UpstreamSession, nowMs: number): Effect

  /** Jobs to read again: the newest of those made before `beforeId`; null for the newest of all. */
  unsettledJobs(workspaceId: number, beforeId: number | null, limit: number): readonly JobRef[]
  /** Assets still being processed whose job is in no list. */
  unsettledAssets(workspaceId: number, limit: number): readonly AssetRef[]
  /** Upstream no longer knows the job: not read again. Whether it is an only copy is for a sweep to say. */
  settle(recordingId: number): void
  /** Ids of rooms that recordings mention and no list has named. */
  unknownRooms(workspaceId: number, limit: number): readonly string[]
  /** Ids of sessions that recordings mention and no list has told of. One that was going on is in the list when it ends. */
  unknownSessions(workspaceId: number, limit: number): readonly string[]
  /** Upstream has no such room or session: not asked for again. */
  rememberMissing(workspaceId: number, what: 'room' | 'session', upstreamId: string): void

  /**
   * The workspace's customer, once a room or session tells. `into`: another workspace of this library is the same
   * customer's, and this one, still empty, has become that one.
   */
  learnCustomer(workspaceId: number, customerId: string): { readonly into: number | null }
}

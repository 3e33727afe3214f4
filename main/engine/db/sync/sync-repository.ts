/**
 * What syncing writes: pages of upstream's lists and single objects, each one transaction with its cursor, the sums and
 * search texts of the recordings it touched, and the downloads that the policy wants of it (`afterPage`). What the person
 * wrote is never overwritten, and nothing local is deleted because upstream lacks it.
 */
import type {
  Page,
  RejectedItem,
  Stream,
  StreamItem,
  UpstreamAsset,
  UpstreamRecording,
  UpstreamRoom,
  UpstreamSession,
} from '../../core/model.ts'
import type {
  AssetRef,
  Effect,
  JobRef,
  PageOutcome,
  StreamPosition,
  SyncStore,
  SyncSummary,
} from '../../core/sync/sync-store.ts'
import type { Db } from '../database.ts'
import { type AssetHome, SyncAssetRows } from './sync-asset-rows.ts'
import { SyncQuarantine } from './sync-quarantine.ts'
import { SyncRecordingRows } from './sync-recording-rows.ts'
import { SyncRoomRows, type Told } from './sync-room-rows.ts'
import { SyncStreamRows } from './sync-stream-rows.ts'
import { Touched, type WrittenPage } from './sync-touched.ts'
import { WorkspaceRepository } from './workspace-repository.ts'

export type SyncHooks = {
  /** Inside the transaction, after its rows: enqueues what the policy wants, then refreshes sums and search texts. */
  readonly afterPage: (written: WrittenPage) => void
}

const kinds: Readonly<Partial<Record<Stream, UpstreamRecording['kind']>>> = {
  recordings: 'recording',
  'live-streams': 'live-stream',
  'external-streams': 'external-stream',
}

export class SyncRepository implements SyncStore {
  readonly #db: Db
  readonly #hooks: SyncHooks
  readonly #streams: SyncStreamRows
  readonly #rooms: SyncRoomRows
  readonly #recordings: SyncRecordingRows
  readonly #assets: SyncAssetRows
  readonly #workspaces: WorkspaceRepository
  readonly #quarantine: SyncQuarantine

  constructor(db: Db, hooks: SyncHooks) {
    this.#db = db
    this.#hooks = hooks
    this.#streams = new SyncStreamRows(db)
    this.#rooms = new SyncRoomRows(db)
    this.#recordings = new SyncRecordingRows(db)
    this.#assets = new SyncAssetRows(db)
    this.#workspaces = new WorkspaceRepository(db)
    this.#quarantine = new SyncQuarantine(db)
  }

  summary(workspaceId: number): SyncSummary {
    return this.#streams.summary(workspaceId)
  }

  position(workspaceId: number, stream: Stream): StreamPosition {
    return this.#streams.position(workspaceId, stream)
  }

  beginPass(workspaceId: number, stream: Stream, mode: 'backfill' | 'catch-up'): void {
    this.#streams.begin(workspaceId, stream, mode)
  }

  beginSweep(workspaceId: number): void {
    this.#db.transaction(() => this.#streams.beginSweep(workspaceId))()
  }

  endPass(workspaceId: number, stream: Stream, nowMs: number): void {
    // Not a sweep's end: a list that isn't there says nothing about what it doesn't hold.
    this.#streams.advance(workspaceId, stream, { kind: 'end', conclusive: false }, nowMs)
  }

  applyPage<S extends Stream>(
    workspaceId: number,
    stream: S,
    page: Page<S>,
    outcome: (changed: number) => PageOutcome,
    nowMs: number,
  ): Effect {
    return this.#transaction(new Touched(false), nowMs, (touched) => {
      const sweep = this.#streams.sweepNumber(workspaceId)
      const isBackfill = this.#streams.position(workspaceId, stream).mode === 'backfill'
      const unread = new Set(page.rejected.map((item) => item.upstreamId))
      const isAnyKept = this.#quarantine.keepsAny(workspaceId, stream)
      for (const item of page.items) {
        this.#apply(workspaceId, item, sweep, nowMs, touched)
        if (isAnyKept && item.id !== null && !unread.has(item.id)) {
          this.#quarantine.release(workspaceId, stream, item.id)
        }
      }
      // All lists are read whole then: what a rebuild left unsettled needs no look of its own.
      if (isBackfill) this.#recordings.refreshSettled(touched.unchanged, nowMs)
      for (const item of page.rejected) this.#reject(workspaceId, stream, item, sweep, nowMs, touched)
      const missing = this.#streams.advance(workspaceId, stream, outcome(touched.changed), nowMs)
      for (const id of missing) touched.recordings.add(id)
    })
  }

  applyRecording(workspaceId: number, recording: UpstreamRecording, nowMs: number): Effect {
    return this.#single(workspaceId, recording, nowMs)
  }

  applyAsset(workspaceId: number, asset: UpstreamAsset, nowMs: number): Effect {
    return this.#single(workspaceId, asset, nowMs)
  }

  applyRoom(workspaceId: number, room: UpstreamRoom, nowMs: number): Effect {
    return this.#single(workspaceId, room, nowMs)
  }

  applySession(workspaceId: number, session: UpstreamSession, nowMs: number): Effect {
    return this.#single(workspaceId, session, nowMs)
  }

  unsettledJobs(workspaceId: number, beforeId: number | null, limit: number): readonly JobRef[] {
    return this.#recordings.unsettledJobs(workspaceId, beforeId, limit)
  }

  unsettledAssets(workspaceId: number, limit: number): readonly AssetRef[] {
    return this.#recordings.unsettledAssets(workspaceId, limit)
  }

  settle(recordingId: number): void {
    this.#recordings.settle(recordingId)
  }

  unknownRooms(workspaceId: number, limit: number): readonly string[] {
    return this.#rooms.unknownRooms(workspaceId, limit)
  }

  unknownSessions(workspaceId: number, limit: number): readonly string[] {
    return this.#rooms.unknownSessions(workspaceId, limit)
  }

  rememberMissing(workspaceId: number, what: 'room' | 'session', upstreamId: string): void {
    this.#rooms.rememberMissing(workspaceId, what, upstreamId)
  }

  learnCustomer(workspaceId: number, customerId: string): { readonly into: number | null } {
    return this.#workspaces.learnCustomer(workspaceId, customerId)
  }

  #single(workspaceId: number, item: StreamItem[Stream], nowMs: number): Effect {
    return this.#transaction(new Touched(true), nowMs, (touched) => {
      this.#apply(workspaceId, item, this.#streams.sweepNumber(workspaceId), nowMs, touched)
    })
  }

  #transaction(touched: Touched, nowMs: number, write: (touched: Touched) => void): Effect {
    return this.#db.transaction((): Effect => {
      write(touched)
      const { recordings, texts, left } = touched
      for (const id of left) recordings.add(id)
      this.#recordings.refreshSessionRecordings([...new Set([...recordings, ...texts])])
      for (const id of this.#recordings.dropEmptied([...left])) {
        recordings.delete(id)
        texts.delete(id)
      }
      const summedIds = [...recordings]
      const textIds = [...texts]
      const assetIds = [...touched.assets]
      this.#recordings.refreshSettled(summedIds, nowMs)
      this.#hooks.afterPage({ assetIds, summedIds, textIds, misnamedIds: [...touched.misnamed] })
      return { recordingIds: [...new Set([...summedIds, ...textIds])], assetIds, changed: touched.changed }
    })()
  }

  #apply(workspaceId: number, item: StreamItem[Stream], sweep: number, nowMs: number, touched: Touched): void {
    if ('kind' in item) this.#applyRecording(workspaceId, item, sweep, nowMs, touched)
    else if ('typeRaw' in item) this.#applyListedAsset(workspaceId, item, sweep, nowMs, touched)
    else if ('participants' in item) this.#told(this.#rooms.upsertSession(workspaceId, item), touched)
    else this.#applyRoom(workspaceId, item, touched)
  }

  #applyRoom(workspaceId: number, room: UpstreamRoom, touched: Touched): void {
    const told = this.#rooms.upsertRoom(workspaceId, room)
    this.#told(told, touched)
    if (!told?.bucketChanged) return
    this.#assets.refreshExpiry(told.recordingIds, room.customerBucket)
    for (const id of told.recordingIds) touched.recordings.add(id)
  }

  #told(told: Told, touched: Touched): void {
    if (told === null) return
    touched.changed += 1
    for (const id of told.recordingIds) touched.texts.add(id)
    for (const id of told.misnamedIds ?? []) touched.misnamed.add(id)
  }

  #applyRecording(
    workspaceId: number,
    recording: UpstreamRecording,
    sweep: number,
    nowMs: number,
    touched: Touched,
  ): void {
    const roomId = this.#rooms.idOf(workspaceId, recording.roomId)
    if (recording.sessionId !== null) this.#rooms.mentionSession(workspaceId, recording.sessionId)
    const { id, outcome } = this.#recordings.upsert(workspaceId, recording, roomId, sweep, nowMs)
    if (outcome !== 'same') {
      touched.changed += 1
      touched.texts.add(id)
    }
    if (outcome !== 'same' || touched.evenUnchanged) touched.recordings.add(id)
    else touched.unchanged.add(id)
    if (outcome === 'new') {
      const moved = this.#assets.moveToJob(workspaceId, recording.id, id)
      for (const assetId of moved.assetIds) touched.assets.add(assetId)
      for (const left of moved.left) touched.left.add(left)
    }
    if (recording.assets === null) return
    const home: AssetHome = {
      recordingId: id,
      jobId: recording.id,
      roomId: recording.roomId,
      sessionId: recording.sessionId,
      createdMs: recording.createdAt?.ms ?? null,
      customerBucket: this.#rooms.bucketOf(roomId),
    }
    const seen = recording.assets.map((asset) => this.#applyAsset(workspaceId, asset, home, sweep, touched))
    if (outcome !== 'same') this.#assets.markDropped(id, seen)
  }

  #applyListedAsset(workspaceId: number, asset: UpstreamAsset, sweep: number, nowMs: number, touched: Touched): void {
    const roomId = this.#rooms.idOf(workspaceId, asset.roomId)
    const job = touched.job(asset.jobId, () => this.#recordings.job(workspaceId, asset.jobId))
    if (job === null && asset.sessionId !== null) this.#rooms.mentionSession(workspaceId, asset.sessionId)
    const owner = job ?? this.#standIn(workspaceId, asset, roomId, nowMs, touched)
    const home: AssetHome = {
      recordingId: owner.id,
      jobId: null,
      roomId: null,
      sessionId: null,
      createdMs: job?.createdMs ?? null,
      customerBucket: this.#rooms.bucketOf(roomId),
    }
    this.#applyAsset(workspaceId, asset, home, sweep, touched)
  }

  #standIn(workspaceId: number, asset: UpstreamAsset, roomId: number | null, nowMs: number, touched: Touched) {
    const standIn = this.#recordings.sessionRecording(workspaceId, asset, roomId, nowMs)
    if (standIn.isNew) touched.texts.add(standIn.id)
    return standIn
  }

  #applyAsset(workspaceId: number, asset: UpstreamAsset, home: AssetHome, sweep: number, touched: Touched): number {
    const { id, outcome, recordingId, movedFrom } = this.#assets.upsert(workspaceId, asset, home, sweep)
    if (movedFrom !== null) touched.left.add(movedFrom)
    if (outcome !== 'same' || touched.evenUnchanged) touched.recordings.add(recordingId)
    if (outcome === 'same') return id
    touched.changed += 1
    touched.assets.add(id)
    return id
  }

  #reject(
    workspaceId: number,
    stream: Stream,
    item: RejectedItem,
    sweep: number,
    nowMs: number,
    touched: Touched,
  ): void {
    if (this.#quarantine.keep(workspaceId, stream, item, nowMs)) touched.changed += 1
    const kind = kinds[stream]
    if (item.upstreamId === null) return
    if (kind !== undefined) this.#recordings.touchUnread(workspaceId, kind, item.upstreamId, sweep)
    if (stream === 'recording-assets') this.#assets.touchUnread(workspaceId, item.upstreamId, sweep)
  }
}

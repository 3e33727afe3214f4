/** What downloading needs of the world, beside the ports that all of the core shares. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { AssetType, RecordingKind } from '../../../../preload/contract/recording.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import type { DurableWriter } from '../ports.ts'
import type { Validator } from './byte-range.ts'
import type { Download, DownloadEvent, Reason } from './download.ts'
import type { Checkpoint, ResumeRecord } from './resume.ts'
import type { Sighting } from './storage-answer.ts'

/** A claimed download, with all that an attempt needs to know of its asset. */
export type DownloadJob = {
  readonly assetId: number
  readonly recordingId: number
  readonly workspaceId: number
  readonly attempts: number
  readonly type: AssetType
  readonly format: string | null
  /** null: the seed's dialect gave none. */
  readonly upstreamId: string | null
  readonly recordingKind: RecordingKind
  readonly recordingUpstreamId: string
  /** Where 100ms says the file is, e.g. `s3://bucket/…`; shown, never used as a path here. */
  readonly storedAt: string | null
  /** What the API says; null where it says nothing. */
  readonly sizeBytes: number | null
  /** Of it on the disk, as far as was stored. */
  readonly bytesHere: number
  /** Whose it is goes into its name, and only this session can tell. null: that is known, or can't be, or the name is decided. */
  readonly unreadSession: string | null
  readonly resume: ResumeRecord | null
}

/** One file of a finished download; `name` is relative to the recording's folder, with `/` between folders. */
export type FinishedFile = {
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly verified: boolean
  readonly differsFromRecord: boolean
  readonly checkedAgainst: 'md5' | 'crc32c' | null
}

/** What a file must turn out to be. 'any': nothing to check it by. */
export type FileKind = 'media' | 'json' | 'chat-csv' | 'srt' | 'text' | 'zip' | 'any'

export type FetchOrder = {
  readonly url: string
  /** Absolute path of the `.part`. Its folder is made if it isn't there. */
  readonly partPath: string
  readonly resume: ResumeRecord | null
  /** A small file: it shares the first worker; at most `atATime` of them are requested at once, the rest wait there. */
  readonly small?: { readonly atATime: number }
  /** Nothing says that it is no page and no XML document; the API has this length on record. Of all else such a body is a fault. */
  readonly mayBePage?: { readonly recordedBytes: number | null }
}

/** Storage's first word about an object, before any byte of it is written. */
export type FetchHead = {
  readonly totalBytes: number | null
  /** null: nothing strong, so this file can't be resumed. */
  readonly validator: Validator | null
  readonly boot: string
  /** When storage said so, by its own clock; null: it has none. */
  readonly seenMs: number | null
}

export type Measured = Sighting & { readonly totalBytes: number | null }
export type ReadText = Sighting & { readonly text: string; readonly url: string }

/** A file that is what storage has, by storage's own checksum. */
export type Vouched = Sighting & {
  readonly bytes: number
  readonly sha256: string
  readonly boot: string
  readonly checkedAgainst: 'md5' | 'crc32c'
}

export type FetchedFile = {
  readonly kind: 'complete'
  readonly bytes: number
  readonly sha256: string
  /** As storage said; null: it didn't. */
  readonly totalBytes: number | null
  readonly validator: Validator | null
  readonly boot: string
  /** When storage last said that this is its version; null: it wasn't asked, or has no clock. */
  readonly seenMs: number | null
  /** How the bytes compare with storage's own checksum; `certain`: storage says that it is one. */
  readonly checked: { readonly kind: 'md5' | 'crc32c'; readonly agrees: boolean; readonly certain: boolean } | null
  /** The bytes begin like an HLS playlist. */
  readonly isPlaylist: boolean
}

export type FetchOutcome =
  | FetchedFile
  | {
      readonly kind: 'failed'
      readonly error: DailiesError
      /** Bytes that arrived in this call and were kept. */
      readonly newBytes: number
    }
  /** By `abort`: what has arrived is kept. */
  | { readonly kind: 'aborted' }

export type FetchEvents = {
  /**
   * The version whose bytes come now; nothing of it is written before this returns. Not called when the answer goes on
   * with the version that `resume` names, nor for a body that is written in one piece.
   */
  head(head: FetchHead): void
  /** A few times a second. `bytes` of the file are here; a checkpoint now and then. */
  progress(bytes: number, checkpoint: Checkpoint | null): void
}

export interface Fetch {
  readonly outcome: Promise<FetchOutcome>
  abort(): void
}

export type FinishOrder = {
  readonly partPath: string
  readonly finalPath: string
  /** Where it goes when it can't be read as what it should be. */
  readonly doubtfulPath: string
  readonly kind: FileKind
}

/** `refused`: why the archive stays packed, for a sentence. Names are relative to the folder. */
export type UnpackedVod =
  | { readonly aborted: true }
  | { readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[] }
  | { readonly refused: string }

export type Unpacking = {
  readonly outcome: Promise<Result<UnpackedVod, DailiesError>>
  abort(): void
}

/** Moves bytes, in a thread of its own. Pre-signed links go in and never come out, of messages and errors too. */
export interface Fetcher extends DurableWriter {
  fetch(order: FetchOrder, events: FetchEvents): Fetch
  /** The length and the version that storage gives for a link, with no body. */
  measure(url: string): Promise<Result<Measured, DailiesError>>
  /** Whether the file at `path` is what the link leads to. null: it isn't there, is something else, or nothing tells. */
  vouched(url: string, path: string): Promise<Result<Vouched | null, DailiesError>>
  /** A small text, in memory only: a playlist. */
  text(url: string, maxBytes: number): Promise<Result<ReadText, DailiesError>>
  /** Looks into the file, gives it its name and makes that durable. `doubt`: why it went to `doubtfulPath`. */
  finish(order: FinishOrder): Promise<Result<{ readonly doubt: string | null }, DailiesError>>
  /** sha256 of a file; null: it isn't there. */
  hash(path: string): Promise<Result<{ readonly bytes: number; readonly sha256: string } | null, DailiesError>>
  /** Length of a file; null: it isn't there. */
  size(path: string): Promise<Result<number | null, DailiesError>>
  /** Where a playlist's reference leads; null: to another host, or to where nothing may be fetched from. */
  follow(from: string, reference: string): string | null
  /** Writes a small file and makes it durable. */
  write(path: string, text: string): Promise<Result<{ readonly bytes: number; readonly sha256: string }, DailiesError>>
  /** Removes a file or a folder with all that is in it; nothing there is no failure. */
  discard(path: string): Promise<Result<null, DailiesError>>
  /** What a zipped room-vod becomes when it is unpacked; 0: it can't be. */
  unpackedBytes(zipPath: string): Promise<Result<number, DailiesError>>
  /** Unpacks a zipped room-vod into the folder so that it plays; all of it or nothing. */
  unpack(zipPath: string, folder: string): Unpacking
  /** null: no limit. */
  limit(bytesPerS: number | null): void
}

/** The drive that the library lies on. */
export interface Volume {
  /** null: the library's folder can't be reached. */
  freeBytes(): Promise<number | null>
}

/** A part of an unzipped room-vod that is here or on its way. */
export type VodSegment = {
  /** As that of its file. */
  readonly name: string
  /** By which it got its name: under other playlists the name may mean another part. */
  readonly playlists: string
  /** Its version; whole when its checkpoint is its length. */
  readonly record: ResumeRecord
  /** When storage last showed this version, by its own clock. */
  readonly seenMs: number | null
}

export interface SegmentStore {
  of(assetId: number): ReadonlyMap<string, VodSegment>
  save(assetId: number, segments: readonly VodSegment[]): void
  forget(assetId: number, names: readonly string[]): void
}

/** What an attempt keeps in the database while it runs, and what the queue does with the row afterwards. */
export interface DownloadStore {
  readonly segments: SegmentStore
  /** One transaction for all that `run` writes into the database; the sums of the recordings are made once, at its end. */
  together<T>(run: () => T): T
  /** Stored before the first byte of a version is written. */
  beginVersion(assetId: number, record: ResumeRecord | null, totalBytes: number | null): void
  saveProgress(items: readonly DownloadProgressItem[]): void
  /** Files that are complete while their download isn't: the segments of a playlist. */
  addFiles(assetId: number, files: readonly FinishedFile[], nowMs: number): void
  filesOf(assetId: number): readonly FinishedFile[]
  forgetFiles(assetId: number): void
  /** The row, its files and the sums of its recording in one transaction. */
  finish(assetId: number, files: readonly FinishedFile[], doubt: Reason | null, nowMs: number): void
}

export type DownloadProgressItem = {
  readonly assetId: number
  readonly bytes: number
  readonly record: ResumeRecord | null
  /** Of an unzipped room-vod: those that are on their way. */
  readonly segments?: readonly VodSegment[]
}

/** What is left in line: files of workspaces that can't be asked for links now, and files that are seen to already. */
export type Unclaimable = { readonly workspaces: readonly number[]; readonly assets: readonly number[] }

/** The table behind the queue. */
export interface QueueStore extends DownloadStore {
  recover(): number
  /** Sizes of those that would be claimed next, in order. */
  nextSizes(count: number, not: Unclaimable): readonly (number | null)[]
  claim(count: number, not: Unclaimable): readonly DownloadJob[]
  /** One of all in line but these, wherever it stands: `fraction` [0, 1) of the way. Empty: there are no others. */
  claimAnother(not: Unclaimable, fraction: number): readonly DownloadJob[]
  wakeDue(nowMs: number): number
  /** All in line that still need more than `spareBytes` wait until then. */
  putOffLarger(spareBytes: number, retryAtMs: number): void
  /** How many wait for room, and what the smallest of them needs. */
  waitingForRoom(): { readonly count: number; readonly smallestBytes: number }
  /** Those that wait for room stand in line again. */
  wakeForRoom(): void
  /** Those that couldn't reach storage, each by itself, stand in line again. */
  wakeForNetwork(): void
  nextDueMs(): number | null
  settle(assetId: number, event: DownloadEvent): Download | null
}

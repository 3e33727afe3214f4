/**
 * What the core needs of the world. A port stands here only where a fake or a second implementation exists; the
 * container hands the real ones in. Nothing here throws for an expected failure: those are values.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { RecordingKind } from '../../../preload/contract/recording.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { Page, Stream, UpstreamAsset, UpstreamRecording, UpstreamRoom, UpstreamSession } from './model.ts'

export interface Timer {
  cancel(): void
}

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number
  after(delayMs: number, run: () => void): Timer
}

export interface Random {
  /** [0, 1) */
  fraction(): number
  uuid(): string
}

/** Runs it when everything that has come in is heard. */
export type Soon = (run: () => void) => void

/**
 * Resolves when nobody waits for an answer, and after a while anyway; false: somebody still does. Work in the background
 * asks between two pieces.
 */
export type GiveWay = () => Promise<boolean>

/** Fields are redacted by the adapter: no credential, token or link's query reaches a log. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void
  error(event: string, fields?: Readonly<Record<string, unknown>>): void
}

/** A pre-signed URL is resolved at the moment of use, kept in memory, never stored or logged. */
export type PresignedUrl = { readonly url: string; readonly expiresMs: number | null }

/** One connected workspace's API. Rate limits, time-outs and refusals come back as errors; nothing retries in here. */
export interface RecordingsApi {
  /** `cursor` null: from the top. `limit` 10–100. */
  page<S extends Stream>(stream: S, cursor: string | null, limit: number): Promise<Result<Page<S>, DailiesError>>
  /** The whole object with its assets. */
  recording(
    kind: Exclude<RecordingKind, 'session'>,
    upstreamId: string,
  ): Promise<Result<UpstreamRecording, DailiesError>>
  asset(upstreamId: string): Promise<Result<UpstreamAsset, DailiesError>>
  room(upstreamId: string): Promise<Result<UpstreamRoom, DailiesError>>
  session(upstreamId: string): Promise<Result<UpstreamSession, DailiesError>>
  /** `unwanted`: resolves when nobody waits for the link any more; it isn't asked for any longer then. */
  presign(assetUpstreamId: string, unwanted?: Promise<unknown>): Promise<Result<PresignedUrl, DailiesError>>
}

/** The workspaces that have credentials in this session. */
export interface Connections {
  api(workspaceId: number): RecordingsApi | null
}

/** Tells the windows that something committed. Carries ids, no data; coalesced by the publisher. */
export type Poke = {
  /** null: more than is worth naming. */
  readonly recordingIds?: readonly number[] | null
  readonly list?: boolean
  readonly downloads?: boolean
  readonly settings?: boolean
  readonly workspaces?: boolean
}
export interface Changes {
  poke(what: Poke): void
}

/** Where an asset's file goes. Decided once, recorded, checked to lie inside the library. */
export type Place = {
  /** Absolute path of the recording's folder; it exists. */
  readonly folder: string
  /** Final name in it, e.g. `composite.mp4`; `vod` is a folder. */
  readonly name: string
}
export type PlacedAssets<T> = {
  readonly placed: readonly { readonly asset: T; readonly place: Result<Place, DailiesError> }[]
  /** Folders that aren't there yet. */
  readonly missing: readonly FolderToMake[]
}
/** `path`: absolute; the library lies so many levels above it. */
export type FolderToMake = { readonly path: string; readonly levels: number }

export interface Layout {
  placeAsset(assetId: number): Result<Place, DailiesError>
  /** Where it was placed; decides nothing and makes nothing. null: nobody has named it yet, so nothing of it is here. */
  placeOf(assetId: number): Place | null
  /** Several at once, in the order given. */
  placeAssets<T extends { readonly assetId: number }>(assets: readonly T[]): PlacedAssets<T>
}

/** Writes a recording's sidecar from what the database holds: atomically, fsynced when it returns. */
export interface Sidecars {
  saveRecording(recordingId: number): Result<null, DailiesError>
  /** The same, with the writing and the fsync, which a slow disk takes its time over, left to `writer`. */
  saveRecordingBy(writer: DurableWriter, recordingId: number): Promise<Result<null, DailiesError>>
  saveRoom(roomId: number): Result<null, DailiesError>
}

/** Writes where it holds nobody up. Absolute paths. */
export interface DurableWriter {
  /** A new file, on the disk when it resolves; its name isn't yet. What was there is replaced. */
  stage(path: string, text: string): Promise<Result<null, DailiesError>>
  /** With those above it, below the library. Their names are on the disk when it resolves; one that is there already is fine. */
  makeFolder(folder: FolderToMake): Promise<Result<null, DailiesError>>
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<Result<null, DailiesError>>
}

/** Reads a finished transcript, chat or summary into the search index. A file that can't be read is said so, not lost. */
export interface TextIndex {
  importRecording(recordingId: number): Promise<void>
}

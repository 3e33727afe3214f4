/**
 * What the engine is to whoever runs it: the entry of the utility process, and the command line. The container makes
 * one (`createEngine(world)`); nothing else does. An engine may have no library open: its commands then answer
 * `no-library`.
 */
import type { ClipRange } from '../../preload/contract/clip.ts'
import type { KeptConnection, KnownConnection, MediaGrant, PreviewsGrant } from '../../preload/contract/control.ts'
import type { EngineDiagnostics } from '../../preload/contract/diagnostics.ts'
import type { Dragged } from '../../preload/contract/drag.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import type { ExportedText, ExportRequest } from '../../preload/contract/exports.ts'
import type { Moved, MovePlan } from '../../preload/contract/move.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import type { Connection, ConnectionTest, Workspace } from '../../preload/contract/workspace.ts'
import type { Changes, Clock, Log, Random } from './core/ports.ts'
import type { Handlers } from './rpc/handler.ts'
import type { WorkerFiles } from './worker-files.ts'

/** The change feed: pokes go in, numbered changes come out. */
export interface Feed extends Changes {
  /** The last number given out. Read it before the query whose answer carries it, never after. */
  seq(): number
  /** The other events; sent at once. The last progress of downloads is also what a window that connects later hears first. */
  tell<N extends EventName>(name: Exclude<N, 'change'>, payload: EventPayload<N>): void
}

/** What the engine gets from whoever runs it. */
export type EngineWorld = {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly feed: Feed
  /** Resolves when the media protocol knows the files; until then the window mustn't be told of them. */
  readonly grantMedia: (grants: readonly MediaGrant[]) => Promise<void>
  readonly grantPreviews: (grant: PreviewsGrant) => Promise<void>
  /** Sends files (absolute paths) to the system's bin until one is refused, and says which have gone and why not all. */
  readonly trash: (
    paths: readonly string[],
  ) => Promise<{ readonly trashed: readonly string[]; readonly refusal: string | null }>
  /** The proxy that the system wants for a URL, e.g. `http://proxy:3128`; null for a direct connection. */
  readonly proxyFor: (url: string) => Promise<string | null>
  /** PEM certificates that the system trusts beside Node's own. Asked when something wants to connect. */
  readonly certificates: () => readonly string[]
  readonly workers: WorkerFiles
  /** The library's database turned out to be damaged: it is made anew when the library is opened the next time. */
  readonly onDamage?: () => void
  /** The open library's drive has gone: nothing that was opened on it can be used any more. */
  readonly onGone?: () => void
  /** Stand above the library's settings for as long as the engine runs; never written into them. */
  readonly limits?: Partial<Pick<LibrarySettings, 'concurrency' | 'limitBytesPerS' | 'minFreeBytes'>>
}

export interface Engine {
  /** The window's commands. */
  readonly handlers: Handlers

  /** Closes what is open, then makes or opens the library in that folder. */
  openLibrary(path: string): Promise<Result<null, DailiesError>>
  closeLibrary(): Promise<void>
  /** Where the open library would go. `chosen`: an empty folder, which becomes it, or one for it to lie in. */
  planMove(chosen: string): Promise<Result<MovePlan, DailiesError>>
  /** Closes the library and moves its folder; whatever comes of it, none is open then. Progress is told to the windows. */
  moveLibrary(chosen: string): Promise<Result<Moved, DailiesError>>
  /** The move then answers as cancelled. */
  cancelMove(): void

  /** Tries credentials against 100ms; needs no library. */
  testConnection(connection: Connection): Promise<Result<ConnectionTest, DailiesError>>
  /**
   * Adds the workspace to the open library, or finds it there, and starts to sync it. Asks 100ms for nothing, so that it
   * works offline; a refusal shows in the status of the sync. `identity` is the access key, for a token the one inside
   * it, else a hash: the same for the same workspace and credentials.
   */
  connect(
    connection: Connection,
    name: string,
  ): Promise<Result<{ workspace: Workspace; identity: string }, DailiesError>>
  /**
   * Connects those whose workspace (address and identity) is in the open library; the others are none of its business.
   * Answers whose they are, as far as the library knows.
   */
  restore(kept: readonly KeptConnection[]): Promise<Result<KnownConnection[], DailiesError>>
  /** Ends the workspace's syncing and downloading; the recordings stay. Says which kept credentials to forget. */
  disconnect(workspaceId: number): Promise<Result<KnownConnection, DailiesError>>

  /** Local id of a recording, by 100ms's; of several workspaces' the latest recording. null: not in the open library. */
  findRecording(upstreamId: string): Promise<Result<{ id: number | null }, DailiesError>>
  /** Absolute paths, for the system's file manager. */
  recordingPath(recordingId: number): Promise<Result<string, DailiesError>>
  assetPath(assetId: number): Promise<Result<string, DailiesError>>
  /** Of what is here; at least one. */
  draggedPaths(dragged: Dragged): Promise<Result<string[], DailiesError>>
  /** A file's name and text, for the shell to write where the person wants it. */
  exportText(request: ExportRequest): Promise<Result<ExportedText, DailiesError>>

  /** A clip of a film, where the person wants it: whole and on the disk when it resolves. */
  saveClip(range: ClipRange, path: string): Promise<Result<null, DailiesError>>

  /** Stops the one that is being saved, if one is; nothing is left of it. */
  cancelClip(): Promise<Result<null, DailiesError>>

  /** For whoever looks into a fault: numbers and words of ours, nothing else. */
  diagnostics(): Promise<EngineDiagnostics>

  /** What waits for the network tries at once when it is back. */
  networkChanged(online: boolean): Promise<Result<null, DailiesError>>

  /** Stops everything and closes the library. Bytes already on the disk are kept for the next start. */
  stop(): Promise<void>
}

/** What an attempt at a download is given, and how it can end. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import type { Clock, Connections, Place } from '../ports.ts'
import type { Turnstile } from '../turnstile.ts'
import type { Reason } from './download.ts'
import type { DownloadJob, DownloadStore, Fetcher } from './download-ports.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Durable } from './new-folders.ts'
import type { WhoseTracks } from './whose-track.ts'

export type AttemptWorld = {
  readonly connections: Connections
  readonly fetcher: Fetcher
  readonly store: DownloadStore
  readonly commits: GroupCommit
  readonly clock: Clock
  readonly whose: WhoseTracks
  /** Attempts that want to fetch wait here for a connection. */
  readonly turnstile: Turnstile
  readonly connectionsAtATime: () => number
  /** Why a file of so many bytes can't be begun; null: it fits. */
  readonly noRoomFor: (assetId: number, bytes: number) => DailiesError | null
  /** Files of it are kept from now on, though it isn't done: the folder must tell whose they are. */
  readonly keptPartly: (job: DownloadJob) => void
  /** `noRoomFor` goes by the room that there is now. */
  readonly lookAtDrive: () => Promise<void>
}

/** Where the file goes; `durable`: its folder's name is on the disk. */
export type Placement = { readonly place: Result<Place, DailiesError>; readonly durable: Durable }

export type AttemptOutcome =
  /** The row says so already. */
  | { readonly kind: 'done'; readonly doubt: Reason | null }
  | { readonly kind: 'failed'; readonly error: DailiesError; readonly progressed: boolean }
  | { readonly kind: 'aborted' }

/** The link was no good: the bytes go on with another. */
export type AnotherLink = { readonly error: DailiesError; readonly newBytes: number }

/**
 * The library as the command line reads it. Lists and searches use a connection that only reads, beside whoever writes;
 * a pull, which writes itself, reads over its own.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { SearchHit } from '../../../preload/contract/library.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import { SystemClock } from '../adapters/system-clock.ts'
import { SystemRandom } from '../adapters/system-random.ts'
import type { Db } from '../db/database.ts'
import {
  type ArchiveAsset,
  type ArchiveRecording,
  allRawTypes,
  allRoomNames,
  archiveAssets,
  archiveRecordings,
  type DownloadOutcome,
  downloadOutcomes,
} from '../db/library/archive-queries.ts'
import { type ExportedRecording, exportRecording } from '../db/library/recording-export.ts'
import { causeOf } from '../db/library-database.ts'
import { everyHit } from '../db/search/search-all.ts'
import { type UnreadItem, unreadItems } from '../db/sync/unread-queries.ts'
import { type ExportedMarkers, exportMarkers, type MarkerExport } from '../library/export-markers.ts'
import { type OpenLibrary, openLibrary } from '../library/open-library.ts'
import { type FoundTranscript, namedTranscript } from './session-texts.ts'

export class Archive {
  /** IANA name, what the library's dates are in. */
  readonly timeZone: string
  readonly #db: Db
  readonly #files: LibraryFiles

  constructor({ db, files, timeZone }: Pick<OpenLibrary, 'db' | 'files' | 'timeZone'>) {
    this.#db = db
    this.#files = files
    this.timeZone = timeZone
  }

  /** All, newest first. */
  recordings(): ArchiveRecording[] {
    return archiveRecordings(this.#db)
  }

  /** In the order of the recordings. */
  assets(recordingIds: readonly number[]): ArchiveAsset[] {
    return archiveAssets(this.#db, recordingIds)
  }

  outcomes(assetIds: readonly number[]): DownloadOutcome[] {
    return downloadOutcomes(this.#db, assetIds)
  }

  /** The newest first. */
  unreadItems(workspaceId: number): readonly UnreadItem[] {
    return unreadItems(this.#db, workspaceId)
  }

  /** All that `--room` may say. */
  roomNames(): string[] {
    return allRoomNames(this.#db)
  }

  /** Types of files as 100ms writes them. */
  rawTypes(): string[] {
    return allRawTypes(this.#db)
  }

  /** Every seed field under its seed name; null where the recording is gone. */
  export(recordingId: number): ExportedRecording | null {
    return exportRecording(this.#db, recordingId)
  }

  /** Read from the folder, its own or its session's, with the person's names. `reason`: why there is none, if a file is here. */
  transcript(recordingId: number): FoundTranscript {
    return namedTranscript(this.#db, this.#files, recordingId)
  }

  markers(asked: MarkerExport): Promise<Result<ExportedMarkers, DailiesError>> {
    return exportMarkers({ db: this.#db, files: this.#files, timeZone: this.timeZone }, asked)
  }

  /** All of them, the newest recordings first. */
  search(text: string): Iterable<SearchHit> {
    return everyHit(this.#db, text, Date.now())
  }
}

export type OpenArchive = {
  readonly archive: Archive
  readonly close: () => void
  /** Once it is closed: why a read has failed. */
  readonly causeOf: (error: unknown) => unknown
}

/** `path`: the library's folder. Reads only. */
export function openArchive(path: string): Result<OpenArchive, DailiesError> {
  const opened = openLibrary(path, {
    mode: 'read',
    program: 'cli',
    clock: new SystemClock(),
    random: new SystemRandom(),
  })
  if (!opened.ok) return opened
  const { databaseFile, close } = opened.value
  return ok({ archive: new Archive(opened.value), close, causeOf: (error) => causeOf(error, databaseFile) })
}

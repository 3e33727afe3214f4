/**
 * The library as the command line reads it: in its own process, over a connection that only reads, beside whoever
 * writes. Lists and searches work while the app has the library open.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { SearchHit } from '../../../preload/contract/library.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { LibraryFiles, privateFolder } from '../adapters/library-files.ts'
import {
  type ArchiveAsset,
  type ArchiveRecording,
  archiveAssets,
  archiveRecordings,
  type DownloadOutcome,
  downloadOutcomes,
} from '../db/archive-queries.ts'
import { type Db, openDatabase, sqliteCode } from '../db/database.ts'
import { migrations, schemaVersion } from '../db/migrate.ts'
import { type ExportedRecording, exportRecording } from '../db/recording-export.ts'
import { searchLibrary } from '../db/search-queries.ts'
import { readLibraryIdentity } from '../db/settings-repository.ts'
import { recordingsToImport } from '../db/text-queries.ts'

export class Archive {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** IANA name, what the library's dates are in. */
  timeZone(): string {
    return readLibraryIdentity(this.#db)?.timeZone ?? 'UTC'
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

  /** Transcripts, chats and summaries that are here and not in the search index yet. */
  importsLeft(): number {
    return recordingsToImport(this.#db).length
  }

  /** Every seed field under its seed name; null where the recording is gone. */
  export(recordingId: number): ExportedRecording | null {
    return exportRecording(this.#db, recordingId)
  }

  search(text: string, limit: number): SearchHit[] {
    return searchLibrary(this.#db, text, limit)
  }

  close(): void {
    this.#db.close()
  }
}

/** `library`: the folder's path. */
export function openArchive(library: string): Result<Archive, DailiesError> {
  if (!existsSync(join(library, privateFolder))) {
    const message = `There is no library at ${library}. Name its folder with --library, or make one with “dailies sync”.`
    return err({ kind: 'no-library', message })
  }
  try {
    const file = join(new LibraryFiles(library).root, privateFolder, 'library.db')
    if (!existsSync(file)) return err(needsWriting(library))
    const db = openDatabase(file, { readonly: true, journal: 'wal' })
    if (schemaVersion(db) === migrations.at(-1)?.version) return ok(new Archive(db))
    db.close()
    return err(needsWriting(library))
  } catch (error) {
    if (sqliteCode(error) === null) throw error
    return err(needsWriting(library))
  }
}

function needsWriting(library: string): DailiesError {
  const message = `The database of the library at ${library} can't be read as it is: it is missing, damaged, or of another version of Dailies. Open the library once with “dailies rebuild” or in the app.`
  return { kind: 'folder', message }
}

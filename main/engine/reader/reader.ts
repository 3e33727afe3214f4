/**
 * All that reads the library at length, over one connection that only reads: lists, search, reviews, texts to import.
 * Runs in the read worker; the command line's reading commands may use it where they are. Writes nothing.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { ExportedText, TranscriptFormat } from '../../../preload/contract/exports.ts'
import type {
  AttentionItem,
  LibraryFilter,
  LibraryOverview,
  LibrarySort,
  SearchHit,
  Speaker,
  Trouble,
} from '../../../preload/contract/library.ts'
import type { ReadMarkers } from '../../../preload/contract/markers.ts'
import type { RecordingDetails, RecordingRow } from '../../../preload/contract/recording.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { LibraryFiles } from '../adapters/library-files.ts'
import { parseMarkers } from '../adapters/marker-csv.ts'
import { readRecordingTexts } from '../adapters/recording-texts.ts'
import { searchTexts } from '../core/recording-texts.ts'
import type { Db } from '../db/database.ts'
import { LibraryReader } from '../db/library-queries.ts'
import type { OrderedIds } from '../db/library-queries-list.ts'
import type { ParsedTexts } from '../db/search-index.ts'
import type { SearchAsk } from '../db/search-queries.ts'
import { startedMsOf, textFilesOf } from '../db/text-queries.ts'
import { exportTranscript } from './export-transcript.ts'
import { type OpenedReview, openReview } from './review.ts'

/** A large window's height of them. */
const linesShownFirst = 32

type ListedRecordings = OrderedIds & { readonly rows: RecordingRow[] }
type FoundFirst = { readonly list: ListedRecordings; readonly whole: boolean; readonly hits: SearchHit[] }

/** What the worker can be asked: name → arguments and answer. Times are epoch milliseconds. */
export interface ReadCalls {
  query(filter: LibraryFilter, sort: LibrarySort, nowMs: number): ListedRecordings
  find(filter: LibraryFilter, sort: LibrarySort, limit: number, nowMs: number): FoundFirst
  rows(ids: readonly number[], nowMs: number): RecordingRow[]
  overview(nowMs: number): LibraryOverview
  /** null: no such recording. */
  details(id: number, nowMs: number): RecordingDetails | null
  attention(): AttentionItem[]
  speakers(text: string, limit: number): Speaker[]
  troubles(limit: number, nowMs: number): Trouble[]
  search(ask: SearchAsk, nowMs: number): SearchHit[]
  /** null: no such recording. */
  review(id: number, nowMs: number): OpenedReview | null
  texts(recordingId: number): ParsedTexts
  /** A CSV that the person chose. */
  readMarkers(text: string): Result<ReadMarkers, DailiesError>
  exportTranscript(recordingId: number, format: TranscriptFormat, timeZone: string): Result<ExportedText, DailiesError>
}

export class Reader implements ReadCalls {
  readonly #db: Db
  readonly #files: LibraryFiles
  readonly #library: LibraryReader

  constructor(db: Db, files: LibraryFiles) {
    this.#db = db
    this.#files = files
    this.#library = new LibraryReader(db)
  }

  query(filter: LibraryFilter, sort: LibrarySort, nowMs: number): ListedRecordings {
    const list = this.#library.query(filter, sort, nowMs)
    return { ...list, rows: this.#library.rows(firstLines(list), nowMs) }
  }

  find(filter: LibraryFilter, sort: LibrarySort, limit: number, nowMs: number): FoundFirst {
    const { list, ...found } = this.#library.find(filter, sort, limit, nowMs)
    return { ...found, list: { ...list, rows: this.#library.rows(firstLines(list), nowMs) } }
  }

  rows(ids: readonly number[], nowMs: number): RecordingRow[] {
    return this.#library.rows(ids, nowMs)
  }

  overview(nowMs: number): LibraryOverview {
    return { ...this.#library.overview(nowMs), freeBytes: this.#files.freeBytes() }
  }

  details(id: number, nowMs: number): RecordingDetails | null {
    return this.#library.details(id, nowMs)
  }

  attention(): AttentionItem[] {
    return this.#library.attention()
  }

  speakers(text: string, limit: number): Speaker[] {
    return this.#library.speakers(text, limit)
  }

  troubles(limit: number, nowMs: number): Trouble[] {
    return this.#library.troubles(limit, nowMs)
  }

  search(ask: SearchAsk, nowMs: number): SearchHit[] {
    return this.#library.search(ask, nowMs)
  }

  review(id: number, nowMs: number): OpenedReview | null {
    return openReview(this.#db, this.#files, id, nowMs)
  }

  readMarkers(text: string): Result<ReadMarkers, DailiesError> {
    return parseMarkers(text)
  }

  texts(recordingId: number): ParsedTexts {
    const texts = readRecordingTexts(
      this.#files,
      textFilesOf(this.#db, recordingId),
      startedMsOf(this.#db, recordingId),
    )
    return { texts: searchTexts(texts), problems: texts.problems }
  }

  exportTranscript(
    recordingId: number,
    format: TranscriptFormat,
    timeZone: string,
  ): Result<ExportedText, DailiesError> {
    return exportTranscript(this.#db, this.#files, { recordingId, format, timeZone })
  }
}

/** A session is one line, which shows its newest recording. */
function firstLines({ ids, groupSizes }: OrderedIds): number[] {
  const shown: number[] = []
  let place = 0
  for (const size of groupSizes.subarray(0, linesShownFirst)) {
    shown.push(...ids.subarray(place, place + 1))
    place += size
  }
  return shown
}

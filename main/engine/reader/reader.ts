/**
 * All that reads the library at length, over one connection that only reads: lists, search, reviews, texts to import.
 * Runs in the read worker; the command line's reading commands may use it where they are. Writes nothing.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { ExportedText, TranscriptFormat } from '../../../preload/contract/exports.ts'
import type {
  AttentionItem,
  FoundIn,
  LibraryFilter,
  LibraryOverview,
  LibrarySort,
  Speaker,
  Trouble,
} from '../../../preload/contract/library.ts'
import type { ReadMarkers } from '../../../preload/contract/markers.ts'
import type { RecordingDetails, RecordingRow } from '../../../preload/contract/recording.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { parseMarkers } from '../adapters/content/marker-csv.ts'
import { readRecordingTexts } from '../adapters/library/recording-texts.ts'
import { searchTexts } from '../core/review/recording-texts.ts'
import type { ParsedTexts } from '../db/search/search-index.ts'
import type { SearchAsk } from '../db/search/search-recordings.ts'
import { startedMsOf, textFilesOf } from '../db/search/text-queries.ts'
import { exportTranscript } from './export-transcript.ts'
import { type FoundFirst, type ListedRecordings, ListReader } from './list-reader.ts'
import { type GrantedReview, openReview } from './review.ts'
import { ReviewTextsReader } from './review-texts.ts'
import { joinedSpeakers } from './session-texts.ts'

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
  search(ask: SearchAsk, nowMs: number): FoundIn[]
  /** null: nothing is found. */
  searchIn(recordingId: number, text: string, limit: number): FoundIn | null
  /** null: no such recording. `textsVersion`: of the texts that whoever asks has. */
  review(id: number, nowMs: number, textsVersion?: string | null): GrantedReview | null
  texts(recordingId: number): ParsedTexts
  /** A CSV that the person chose. */
  readMarkers(text: string): Result<ReadMarkers, DailiesError>
  exportTranscript(recordingId: number, format: TranscriptFormat, timeZone: string): Result<ExportedText, DailiesError>
}

export class Reader extends ListReader implements ReadCalls {
  readonly #reviewTexts = new ReviewTextsReader(this.db, this.files)

  review(id: number, nowMs: number, textsVersion: string | null = null): GrantedReview | null {
    return openReview(this.db, this.files, this.#reviewTexts, { id, nowMs, textsVersion })
  }

  readMarkers(text: string): Result<ReadMarkers, DailiesError> {
    return parseMarkers(text)
  }

  texts(recordingId: number): ParsedTexts {
    const texts = readRecordingTexts(this.files, textFilesOf(this.db, recordingId), startedMsOf(this.db, recordingId))
    const { transcript } = texts
    const joined =
      transcript === null ? null : { ...transcript, value: joinedSpeakers(this.db, recordingId, transcript.value) }
    return { texts: searchTexts({ ...texts, transcript: joined }), problems: texts.problems }
  }

  exportTranscript(
    recordingId: number,
    format: TranscriptFormat,
    timeZone: string,
  ): Result<ExportedText, DailiesError> {
    return exportTranscript(this.db, this.files, { recordingId, format, timeZone })
  }
}

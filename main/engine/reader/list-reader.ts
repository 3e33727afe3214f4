/**
 * What the list's screen reads of the library, over one connection that only reads. Writes nothing. Imports neither zod nor
 * a parser: the read worker starts with this, and a person waits for that.
 */
import type {
  AttentionItem,
  FoundIn,
  LibraryFilter,
  LibraryOverview,
  LibrarySort,
  SearchHit,
  Speaker,
  Trouble,
} from '../../../preload/contract/library.ts'
import type { RecordingDetails, RecordingRow } from '../../../preload/contract/recording.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import type { Db } from '../db/database.ts'
import { LibraryReader } from '../db/library/library-queries.ts'
import type { OrderedIds } from '../db/library/library-queries-list.ts'
import type { SearchAsk } from '../db/search/search-recordings.ts'

/** A large window's height of them. */
const linesShownFirst = 32

export type ListedRecordings = OrderedIds & { readonly rows: RecordingRow[] }
export type FoundFirst = { readonly list: ListedRecordings; readonly whole: boolean; readonly hits: SearchHit[] }

export class ListReader {
  protected readonly db: Db
  protected readonly files: LibraryFiles
  readonly #library: LibraryReader

  constructor(db: Db, files: LibraryFiles) {
    this.db = db
    this.files = files
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
    return { ...this.#library.overview(nowMs), freeBytes: this.files.freeBytes() }
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

  search(ask: SearchAsk, nowMs: number): FoundIn[] {
    return this.#library.search(ask, nowMs)
  }

  searchIn(recordingId: number, text: string, limit: number): FoundIn | null {
    return this.#library.searchIn(recordingId, text, limit)
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

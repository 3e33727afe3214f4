/**
 * Everything that the library's lists are read with. Wants a connection that only reads, so that it can run beside the
 * writer; writes nothing. Times are epoch milliseconds.
 */
import type {
  AttentionItem,
  FoundIn,
  LibraryFilter,
  LibraryOverview,
  LibrarySort,
  Speaker,
  Trouble,
} from '../../../../preload/contract/library.ts'
import type { RecordingDetails, RecordingRow } from '../../../../preload/contract/recording.ts'
import type { Db } from '../database.ts'
import { type SearchAsk, searchRecording, searchRecordings } from '../search/search-recordings.ts'
import { recordingDetails } from './details-queries.ts'
import { type FoundList, findFirst } from './library-queries-find.ts'
import { listIds, type OrderedIds } from './library-queries-list.ts'
import { attention, overview, speakers } from './library-queries-overview.ts'
import { recordingRows } from './library-queries-rows.ts'
import { troubles } from './trouble-queries.ts'

export class LibraryReader {
  private readonly db: Db

  constructor(db: Db) {
    this.db = db
  }

  query(filter: LibraryFilter, sort: LibrarySort, nowMs: number): OrderedIds {
    return listIds(this.db, filter, sort, nowMs)
  }

  find(filter: LibraryFilter, sort: LibrarySort, limit: number, nowMs: number): FoundList {
    return findFirst(this.db, { filter, sort, limit }, nowMs)
  }

  rows(ids: readonly number[], nowMs: number): RecordingRow[] {
    return recordingRows(this.db, ids, nowMs)
  }

  overview(nowMs: number): Omit<LibraryOverview, 'freeBytes'> {
    return overview(this.db, nowMs)
  }

  /** null: no such recording. */
  details(id: number, nowMs: number): RecordingDetails | null {
    return recordingDetails(this.db, id, nowMs)
  }

  speakers(text: string, limit: number): Speaker[] {
    return speakers(this.db, text, limit)
  }

  troubles(limit: number, nowMs: number): Trouble[] {
    return troubles(this.db, limit, nowMs)
  }

  attention(): AttentionItem[] {
    return attention(this.db)
  }

  search(ask: SearchAsk, nowMs: number): FoundIn[] {
    return searchRecordings(this.db, ask, nowMs)
  }

  searchIn(recordingId: number, text: string, limit: number): FoundIn | null {
    return searchRecording(this.db, recordingId, text, limit)
  }
}

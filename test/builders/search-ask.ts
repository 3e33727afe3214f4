/** A search of the whole library, newest first, as most tests ask for one: flat, or by recording. */
import type { SearchAsk } from '../../main/engine/db/search/search-queries.ts'
import type { SearchAsk as SearchRecordingsAsk } from '../../main/engine/db/search/search-recordings.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'

export const foundFor = (text: string, more: Partial<SearchRecordingsAsk> = {}): SearchRecordingsAsk => ({
  ...{ filter: { ...wholeLibrary, text }, order: 'newest', recordings: 12, each: 4 },
  ...more,
})

export const searchFor = (text: string, limit = 50, more: Partial<SearchAsk> = {}): SearchAsk => ({
  filter: { ...wholeLibrary, text },
  order: 'newest',
  limit,
  ...more,
})

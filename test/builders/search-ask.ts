/** A search of the whole library, newest first, as most tests ask for one. */
import type { SearchAsk } from '../../main/engine/db/search-queries.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'

export const searchFor = (text: string, limit = 50, more: Partial<SearchAsk> = {}): SearchAsk => ({
  filter: { ...wholeLibrary, text },
  order: 'newest',
  limit,
  ...more,
})

/**
 * The beginning of a list with a search, from its first hits: a word that is said in most recordings is on the screen
 * before all of them are gathered.
 */
import type { LibraryFilter, LibrarySort, SearchHit } from '../../../../preload/contract/library.ts'
import type { Db } from '../database.ts'
import { recordingsIn, searchLibrary } from '../search/search-queries.ts'
import { listIds, listOf, type OrderedIds } from './library-queries-list.ts'

export type FoundList = { readonly list: OrderedIds; readonly whole: boolean; readonly hits: SearchHit[] }
type Ask = { readonly filter: LibraryFilter; readonly sort: LibrarySort; readonly limit: number }

export function findFirst(db: Db, { filter, sort, limit }: Ask, nowMs: number): FoundList {
  const order = sort.by === 'relevance' ? 'relevance' : 'newest'
  const { hits, complete } = searchLibrary(db, { filter, order, limit }, nowMs)
  // A filter without words has no hits, and another order may begin with any of what is found.
  if (hits.length === 0 || !beginsWithHits(sort)) return { list: listIds(db, filter, sort, nowMs), whole: true, hits }
  return { list: listOf(db, recordingsIn(hits), sort), whole: complete, hits }
}

const beginsWithHits = ({ by, descending }: LibrarySort): boolean => by === 'relevance' || (by === 'date' && descending)

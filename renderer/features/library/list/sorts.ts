/** The orders that the list can stand in, and which way each is usually meant. */
import { type ListAction, listTerms } from '../../../../preload/contract/action-terms.ts'
import type { LibrarySort } from '../../../../preload/contract/library.ts'

type Sort = { readonly value: LibrarySort['by']; readonly label: string; readonly descending: boolean }

const sort = (value: LibrarySort['by'], descending: boolean): Sort => ({
  value,
  label: listTerms[`sort-${value}`].short ?? '',
  descending,
})
/** While a search is typed. */
export const bestMatch = sort('relevance', true)
export const sorts: readonly Sort[] = [
  sort('date', true),
  sort('title', false),
  sort('room', false),
  sort('duration', true),
  sort('size', true),
  sort('expiry', false),
]

/** null: it is no order. */
export const sortOf = (action: ListAction): LibrarySort | null => {
  const found = [bestMatch, ...sorts].find(({ value }) => `sort-${value}` === action)
  return found === undefined ? null : { by: found.value, descending: found.descending }
}

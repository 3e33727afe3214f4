/** What a command means by the chosen recordings of the list. */
import { indexOfKey, itemAt, type LibraryItems, recordingsOf } from '../stores/library-items.ts'
import type { LibraryStoreState } from '../stores/library-store.ts'
import type { Selection } from '../stores/selection.ts'

const focusedIn = (items: LibraryItems, selection: Selection): number | null =>
  itemAt(items, indexOfKey(items, selection.focused))?.id ?? null

type Chosen = Pick<LibraryStoreState, 'items' | 'selection'>
/** Of a hundred thousand chosen it is asked at every change of a row. */
let last: { readonly of: Chosen; readonly ids: readonly number[] } | null = null

/** In the list: what is selected, else what has the keyboard. */
export function chosenIn({ items, selection }: Chosen): readonly number[] {
  if (last !== null && last.of.items === items && last.of.selection === selection) return last.ids
  const selected = recordingsOf(items, selection.keys)
  const focused = selected.length > 0 ? null : focusedIn(items, selection)
  const ids = focused === null ? selected : [focused]
  last = { of: { items, selection }, ids }
  return ids
}

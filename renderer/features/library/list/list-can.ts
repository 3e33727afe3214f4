/** What the library's screen can be told at this moment, and what of that is so already. Pure. */
import { exportActions, type ListAction, listActions, sortActions } from '../../../../preload/contract/action-terms.ts'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { chipsAreSet } from '../../../stores/filter.ts'
import type { LibraryStoreState } from '../../../stores/library-store.ts'

export type ListView = {
  readonly grid: boolean
  readonly details: boolean
  /** Files that need attention stand in the list's place. */
  readonly attention: boolean
}
type Facts = {
  readonly state: Pick<LibraryStoreState, 'filter' | 'sort' | 'items' | 'selection' | 'rows'>
  readonly view: ListView
  /** What commands act on. */
  readonly ids: readonly number[]
}

export function listOffer(facts: Facts): { readonly can: ListAction[]; readonly on: ListAction[] } {
  return { can: listActions.filter((action) => listCan(action, facts)), on: [...listOn(facts)] }
}

export function listCan(action: ListAction, { state, view, ids }: Facts): boolean {
  const { filter, items, selection, rows } = state
  const any = ids.length > 0
  const one = ids.length === 1
  // Of a long selection not every row is known; then it is tried. The first that answers ends the walk.
  const some = (is: (row: RecordingRow) => boolean) => ids.some((id) => isSo(rows.get(id), is))
  const searching = filter.text.trim() !== ''
  switch (action) {
    case 'review':
      return any && selection.keys.size <= 1
    case 'download':
      // One that is being recorded has no files yet.
      return some(({ local, assets }) => local !== 'complete' && assets.total > 0)
    case 'cancel-download':
      return some(({ assets }) => assets.wanted > 0)
    case 'star':
    case 'reviewed':
    case 'tag':
      return any
    case 'copy-recording-link':
      return one && some(({ upstreamId }) => upstreamId !== null)
    case 'show-in-folder':
      return one
    case 'remove':
      return some(({ local }) => local !== 'none')
    case 'select-all':
    case 'reverse-order':
      return items.keys.length > 0 && !(action === 'reverse-order' && state.sort.by === 'relevance')
    case 'clear-selection':
      return selection.keys.size > 0
    case 'grid':
      return !searching && !view.attention
    case 'details':
      return !view.attention
    case 'clear-filters':
      return searching || chipsAreSet(filter)
    case 'sort-relevance':
      return searching
    default:
      return isExport(action) ? some(({ hasTranscript }) => hasTranscript) : !view.attention
  }
}

const isSo = (row: RecordingRow | undefined, is: (row: RecordingRow) => boolean): boolean =>
  row === undefined || is(row)
const isExport = (action: ListAction): boolean => exportActions.some((each) => each === action)

function* listOn({ state, view, ids }: Facts): Iterable<ListAction> {
  const all = (is: (row: RecordingRow) => boolean) => allKnown(ids, state.rows, is)
  if (all(({ starred }) => starred)) yield 'star'
  if (all(({ reviewed }) => reviewed)) yield 'reviewed'
  if (view.grid) yield 'grid'
  if (view.details && !view.attention) yield 'details'
  yield* sortActions.filter((action) => action === `sort-${state.sort.by}`)
}

/** Of those that are known, if any is: of thousands that is what has been in sight. */
export function allKnown(
  ids: readonly number[],
  rows: ReadonlyMap<number, RecordingRow>,
  is: (row: RecordingRow) => boolean,
): boolean {
  return ids.some((id) => rows.has(id)) && ids.every((id) => isSo(rows.get(id), is))
}

/** The list's keys. Letters act on what is chosen. */
import type { KeyboardEvent } from 'react'
import { listActions, listTerms } from '../../../../preload/contract/action-terms.ts'
import { pressedKey } from '../../../commands/pressed-key.ts'
import { indexOfKey, itemAt } from '../../../stores/library-items.ts'
import { moveTo, select } from '../../../stores/selection.ts'
import { library } from '../../../stores/stores.ts'
import { type ListLayout, lineBeside, rowOfLine } from './list-layout.ts'
import { reviewItem } from './review-item.ts'
import type { RunList } from './use-list-offer.ts'
import type { RowsInSight } from './use-rows-in-sight.ts'

export function useListKeys(inSight: RowsInSight, layout: ListLayout, run: RunList) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || event.target !== event.currentTarget) return
    const handled =
      event.metaKey || event.ctrlKey
        ? onChord(pressedKey(event), run)
        : move(inSight, layout, event) || act(pressedKey(event), run)
    if (handled) event.preventDefault()
  }
}

function onChord(key: string, run: RunList): boolean {
  const { items, selection } = library.getState()
  if (key === 'a') run('select-all')
  else if (key === 'space' && selection.focused !== null)
    library.choose(select(items.keys, selection, selection.focused, 'toggle'))
  else return false
  return true
}

function move(inSight: RowsInSight, layout: ListLayout, event: KeyboardEvent<HTMLDivElement>): boolean {
  const { items, selection } = library.getState()
  const at = indexOfKey(items, selection.focused)
  const target = targetOf(event.key, layout, at, inSight.height)
  if (target === null) return false
  const next = moveTo(items.keys, selection, target, event.shiftKey)
  library.choose(next)
  const index = indexOfKey(items, next.focused)
  if (index >= 0) inSight.show(rowOfLine(layout, index))
  return true
}

/** The line that a key leads to from the one at `at` (-1: none has the keyboard yet); null: no such key. */
function targetOf(key: string, layout: ListLayout, at: number, heightPx: number): number | null {
  const last = layout.items.keys.length - 1
  const rowHeight = layout.grid?.cardHeight ?? 56
  const page = Math.max(1, Math.floor(heightPx / rowHeight) - 1)
  const rowsOn = (rows: number, otherwise: number) => (at === -1 ? 0 : (lineBeside(layout, at, rows) ?? otherwise))
  switch (key) {
    case 'ArrowDown':
      return rowsOn(1, at)
    case 'ArrowUp':
      return rowsOn(-1, at)
    case 'ArrowRight':
      return layout.grid === null ? null : at + 1
    case 'ArrowLeft':
      return layout.grid === null ? null : Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return rowsOn(page, last)
    case 'PageUp':
      return rowsOn(-page, 0)
    default:
      return null
  }
}

const heard = new Map(
  listActions.flatMap((action) => {
    const { key } = listTerms[action]
    return key === undefined ? [] : [[key, action] as const]
  }),
)

function act(key: string, run: RunList): boolean {
  const { items, selection } = library.getState()
  const item = itemAt(items, indexOfKey(items, selection.focused))
  if (item === null || selection.focused === null) return false
  if (key === 'enter') {
    // Of several chosen: the one that the keyboard is on.
    reviewItem(item)
    return true
  }
  const action = heard.get(key === 'backspace' ? 'delete' : key)
  if (action !== undefined) {
    run(action)
    return true
  }
  switch (key) {
    case 'space':
      library.choose(select(items.keys, selection, selection.focused, 'toggle'))
      return true
    case 'right':
    case 'left':
      if (item.kind === 'group') library.toggleGroup(selection.focused, key === 'right')
      return item.kind === 'group'
    case 'o':
      if (item.kind === 'group') library.toggleGroup(selection.focused)
      return true
    default:
      return false
  }
}

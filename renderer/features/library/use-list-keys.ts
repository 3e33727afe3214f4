/** The list's keys. Letters act on what is chosen. */
import type { Virtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import { indexOfKey, itemAt, recordingsOf } from '../../stores/library-items.ts'
import { moveTo, select } from '../../stores/selection.ts'
import { app, library } from '../../stores/stores.ts'
import { type ListLayout, lineBeside, rowOfLine } from './list-layout.ts'
import { setReviewed } from './recording-actions.ts'
import type { LineActions } from './recording-parts.tsx'

type List = Virtualizer<HTMLDivElement, Element>

export function useListKeys(virtualizer: List, layout: ListLayout, actions: LineActions) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || event.target !== event.currentTarget) return
    const handled =
      event.metaKey || event.ctrlKey ? onChord(event.key) : move(virtualizer, layout, event) || act(event.key, actions)
    if (handled) event.preventDefault()
  }
}

function onChord(key: string): boolean {
  const { items, selection } = library.getState()
  if (key.toLowerCase() === 'a') library.chooseAll()
  else if (key === ' ' && selection.focused !== null)
    library.choose(select(items.keys, selection, selection.focused, 'toggle'))
  else return false
  return true
}

function move(virtualizer: List, layout: ListLayout, event: KeyboardEvent<HTMLDivElement>): boolean {
  const { items, selection } = library.getState()
  const at = indexOfKey(items, selection.focused)
  const target = targetOf(event.key, layout, at, virtualizer.scrollRect?.height ?? 560)
  if (target === null) return false
  const next = moveTo(items.keys, selection, target, event.shiftKey)
  library.choose(next)
  const index = indexOfKey(items, next.focused)
  if (index >= 0) virtualizer.scrollToIndex(rowOfLine(layout, index), { align: 'auto' })
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

function act(key: string, actions: LineActions): boolean {
  const { items, selection, rows } = library.getState()
  const item = itemAt(items, indexOfKey(items, selection.focused))
  const ids = recordingsOf(items, selection.keys)
  if (item === null || selection.focused === null) return false
  switch (key) {
    case 'Enter':
      if (item.kind === 'hit') app.review(item.id, item.hit.atMs)
      else actions.review(item.id)
      return true
    case ' ':
      library.choose(select(items.keys, selection, selection.focused, 'toggle'))
      return true
    case 'ArrowRight':
    case 'ArrowLeft':
      if (item.kind === 'group') library.toggleGroup(selection.focused, key === 'ArrowRight')
      return item.kind === 'group'
    case 'o':
      if (item.kind === 'group') library.toggleGroup(selection.focused)
      return true
    case 'd':
      if (ids.length > 0) actions.download(ids)
      return true
    case 's':
      if (ids.length > 0) actions.star(ids, !ids.every((id) => rows.get(id)?.starred))
      return true
    case 't':
      if (ids.length > 0) actions.tag(ids)
      return true
    case 'r':
      if (ids.length > 0) void setReviewed(ids, !ids.every((id) => rows.get(id)?.reviewed))
      return true
    case 'Delete':
    case 'Backspace':
      if (ids.length > 0) actions.remove({ kind: 'recordings', recordingIds: [...ids] })
      return true
    case 'Escape':
      library.choose({ ...selection, keys: new Set() })
      return true
    default:
      return false
  }
}

/** The list's keys. Letters act on what is chosen. */
import type { Virtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent } from 'react'
import { indexOfKey, itemAt, recordingsOf } from '../../stores/library-items.ts'
import { moveTo, type Selection, select, selectAll } from '../../stores/selection.ts'
import { app, library } from '../../stores/stores.ts'
import { setReviewed } from './recording-actions.ts'
import type { LineActions } from './recording-line.tsx'

type List = Virtualizer<HTMLDivElement, Element>

export function useListKeys(virtualizer: List, actions: LineActions) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || event.target !== event.currentTarget) return
    const handled =
      event.metaKey || event.ctrlKey ? onChord(event.key) : move(virtualizer, event) || act(event.key, actions)
    if (handled) event.preventDefault()
  }
}

function onChord(key: string): boolean {
  const { items, selection } = library.getState()
  if (key.toLowerCase() === 'a') library.choose(selectAll(items.keys, selection))
  else if (key === ' ' && selection.focused !== null)
    library.choose(select(items.keys, selection, selection.focused, 'toggle'))
  else return false
  return true
}

function move(virtualizer: List, event: KeyboardEvent<HTMLDivElement>): boolean {
  const { items, selection } = library.getState()
  const at = indexOfKey(items, selection.focused)
  const page = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 560) / 56) - 1)
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at === -1 ? 0 : at - 1,
    Home: 0,
    End: items.keys.length - 1,
    PageDown: at + page,
    PageUp: at - page,
  }
  const target = targets[event.key]
  if (target === undefined) return false
  const next = moveTo(items.keys, selection, target, event.shiftKey)
  library.choose(next)
  show(virtualizer, next)
  return true
}

function show(virtualizer: List, selection: Selection): void {
  const index = indexOfKey(library.getState().items, selection.focused)
  if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
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
    case 'd':
      if (ids.length > 0) actions.download(ids)
      return true
    case 's':
      if (ids.length > 0) actions.star(ids, !ids.every((id) => rows.get(id)?.starred))
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

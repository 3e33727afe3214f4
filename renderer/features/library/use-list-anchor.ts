/** Keeps what is read in place while the list grows above it, or its width changes. At the very top the new shows itself instead. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import { indexOfKey } from '../../stores/library-items.ts'
import { type ListLayout, rowAt, rowOfLine } from './list-layout.ts'

export function useListAnchor(virtualizer: Virtualizer<HTMLDivElement, Element>, layout: ListLayout): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const old = before.current
    before.current = layout
    const scrollTop = virtualizer.scrollOffset ?? 0
    if (old === layout || scrollTop < 8) return
    // The first line in sight that is still there. The virtualizer has measured the new list already, so the old place
    // is reckoned from the old list's rows.
    const row = rowAt(old, scrollTop)
    const first = old.firsts[row] ?? 0
    for (let index = first; index < Math.min(old.items.keys.length, first + 20); index += 1) {
      const now = indexOfKey(layout.items, old.items.keys[index] ?? null)
      if (now === -1) continue
      const moved = bottomOf(layout, now) - bottomOf(old, index)
      if (moved !== 0) virtualizer.scrollToOffset(scrollTop + moved, { align: 'start' })
      return
    }
  }, [layout, virtualizer])
}

const bottomOf = (layout: ListLayout, line: number): number => layout.tops[rowOfLine(layout, line) + 1] ?? 0

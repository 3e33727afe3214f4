/** Keeps what is read in place while the list grows above it. At the very top the new shows itself instead. */
import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'
import { indexOfKey, isHit, type LibraryItems } from '../../stores/library-items.ts'

export function useListAnchor(virtualizer: Virtualizer<HTMLDivElement, Element>, items: LibraryItems): void {
  const before = useRef(items)
  useLayoutEffect(() => {
    const old = before.current
    before.current = items
    const scrollTop = virtualizer.scrollOffset ?? 0
    if (old === items || scrollTop < 8) return
    // The first line in sight that is still there. The virtualizer has measured the new list already, so the old place
    // is reckoned from the old list's lines.
    const first = old.keys.findIndex((_, index) => offsetIn(old, index + 1) > scrollTop)
    for (let index = Math.max(0, first); index < Math.min(old.keys.length, first + 20); index += 1) {
      const now = indexOfKey(items, old.keys[index] ?? null)
      if (now === -1) continue
      const moved = offsetIn(items, now) - offsetIn(old, index)
      if (moved !== 0) virtualizer.scrollToOffset(scrollTop + moved, { align: 'start' })
      return
    }
  }, [items, virtualizer])
}

const offsets = new WeakMap<LibraryItems, Float64Array>()

/** Pixels above a line. Summed once a list. */
function offsetIn(items: LibraryItems, index: number): number {
  let sums = offsets.get(items)
  if (sums === undefined) {
    sums = new Float64Array(items.keys.length + 1)
    for (let each = 0; each < items.keys.length; each += 1) sums[each + 1] = (sums[each] ?? 0) + lineHeight(items, each)
    offsets.set(items, sums)
  }
  return sums[index] ?? 0
}

export const lineHeight = (items: LibraryItems, index: number): number => (isHit(items, index) ? 30 : 56)

/**
 * Keeps what is read in place while the list grows above it, its width changes, or it becomes a grid. At the very top the
 * new shows itself instead. What has the keyboard stays in sight in the other view, which shows more or fewer at once.
 */
import { useLayoutEffect, useRef } from 'react'
import { indexOfKey } from '../../../stores/library-items.ts'
import { library } from '../../../stores/stores.ts'
import { samePlace } from './list-anchor.ts'
import { bottomOf, type ListLayout, topOf } from './list-layout.ts'
import type { RowsInSight } from './use-rows-in-sight.ts'

export function useListAnchor(inSight: RowsInSight, layout: ListLayout): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const old = before.current
    before.current = layout
    if (old === layout) return
    const scrollTop = inSight.top
    const { height } = inSight
    const kept = scrollTop < 8 ? scrollTop : samePlace(old, layout, { scrollTop, height })
    const isOtherView = (old.grid === null) !== (layout.grid === null)
    const top = isOtherView ? withFocus(old, layout, { scrollTop, kept, height }) : kept
    if (top !== scrollTop) inSight.scrollTo(top)
  }, [layout, inSight])
}

type Places = { readonly scrollTop: number; readonly kept: number; readonly height: number }

/** A key may have moved it out of sight a moment ago, with the scrolling still to come: a screen's height more counts as near. */
function withFocus(old: ListLayout, layout: ListLayout, { scrollTop, kept, height }: Places): number {
  const { focused } = library.getState().selection
  const [was, now] = [indexOfKey(old.items, focused), indexOfKey(layout.items, focused)]
  if (was === -1 || now === -1 || Math.abs(topOf(old, was) - scrollTop - height / 2) > 1.5 * height) return kept
  return Math.min(Math.max(kept, bottomOf(layout, now) - height), topOf(layout, now))
}

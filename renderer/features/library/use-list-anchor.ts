/**
 * Keeps what is read in place while the list grows above it, its width changes, or it becomes a grid. At the very top the
 * new shows itself instead. What has the keyboard stays in sight in the other view, which shows more or fewer at once.
 */
import { useLayoutEffect, useRef } from 'react'
import { indexOfKey } from '../../stores/library-items.ts'
import { library } from '../../stores/stores.ts'
import { type ListLayout, rowAt, rowOfLine } from './list-layout.ts'
import type { RowsInSight } from './use-rows-in-sight.ts'

export function useListAnchor(inSight: RowsInSight, layout: ListLayout): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const old = before.current
    before.current = layout
    if (old === layout) return
    const scrollTop = inSight.top
    const kept = scrollTop < 8 ? scrollTop : samePlace(old, layout, scrollTop)
    const isOtherView = (old.grid === null) !== (layout.grid === null)
    const { height } = inSight
    const top = isOtherView ? withFocus(old, layout, { scrollTop, kept, height }) : kept
    if (top !== scrollTop) inSight.scrollTo(top)
  }, [layout, inSight])
}

/** Where the first line in sight that is still there stands as it stood. */
function samePlace(old: ListLayout, layout: ListLayout, scrollTop: number): number {
  const first = old.firsts[rowAt(old, scrollTop)] ?? 0
  for (let index = first; index < Math.min(old.items.keys.length, first + 20); index += 1) {
    const now = indexOfKey(layout.items, old.items.keys[index] ?? null)
    if (now !== -1) return scrollTop + bottomOf(layout, now) - bottomOf(old, index)
  }
  return scrollTop
}

type Places = { readonly scrollTop: number; readonly kept: number; readonly height: number }

/** A key may have moved it out of sight a moment ago, with the scrolling still to come: a screen's height more counts as near. */
function withFocus(old: ListLayout, layout: ListLayout, { scrollTop, kept, height }: Places): number {
  const { focused } = library.getState().selection
  const [was, now] = [indexOfKey(old.items, focused), indexOfKey(layout.items, focused)]
  if (was === -1 || now === -1 || Math.abs(topOf(old, was) - scrollTop - height / 2) > 1.5 * height) return kept
  return Math.min(Math.max(kept, bottomOf(layout, now) - height), topOf(layout, now))
}

const topOf = (layout: ListLayout, line: number): number => layout.tops[rowOfLine(layout, line)] ?? 0
const bottomOf = (layout: ListLayout, line: number): number => layout.tops[rowOfLine(layout, line) + 1] ?? 0

/** Where a list that has changed must be scrolled to, so that what is read stays where it is read. Pure. */
import { indexOfKey } from '../../../stores/library-items.ts'
import { bottomOf, type ListLayout, rowAt, topOf } from './list-layout.ts'

/** Pixels. */
type Seen = { readonly scrollTop: number; readonly height: number }
/** A line that is in both: its number before and now. */
type Kept = { readonly was: number; readonly is: number }

/**
 * Lines in sight say it, unless one has moved by itself: a session that a newer recording has joined goes to the top, and
 * the person doesn't go with it. If all in sight have gone, what came after them is read next and moves up to the edge.
 */
export function samePlace(old: ListLayout, layout: ListLayout, { scrollTop, height }: Seen): number {
  const first = old.firsts[rowAt(old, scrollTop)] ?? 0
  const end = old.firsts[rowAt(old, scrollTop + height) + 1] ?? old.items.keys.length
  const inSight = keptLines(old, layout, first, end)
  const moved = ({ was, is }: Kept) => bottomOf(layout, is) - bottomOf(old, was)
  const steady = inSight.find((line, index) => {
    const next = inSight[index + 1]
    return next !== undefined && moved(line) === moved(next)
  })
  const kept = steady ?? inSight[0]
  if (kept !== undefined) return scrollTop + moved(kept)
  const beyond = nearestKept(old, layout, first)
  if (beyond === null) return scrollTop
  return beyond.was < first ? bottomOf(layout, beyond.is) : topOf(layout, beyond.is)
}

const mostLooks = 30

function keptLines(old: ListLayout, layout: ListLayout, first: number, end: number): readonly Kept[] {
  const kept: Kept[] = []
  for (let was = first; was < Math.min(end, first + mostLooks); was += 1) {
    const is = indexOfKey(layout.items, old.items.keys[was] ?? null)
    if (is !== -1) kept.push({ was, is })
  }
  return kept
}

/** After them, or at the list's end before. */
function nearestKept(old: ListLayout, layout: ListLayout, first: number): Kept | null {
  const { keys } = old.items
  const standing = new Set(layout.items.keys)
  const found = (was: number): Kept => ({ was, is: indexOfKey(layout.items, keys[was] ?? null) })
  for (let was = first; was < keys.length; was += 1) if (standing.has(keys[was] ?? 0)) return found(was)
  for (let was = first - 1; was >= 0; was -= 1) if (standing.has(keys[was] ?? 0)) return found(was)
  return null
}

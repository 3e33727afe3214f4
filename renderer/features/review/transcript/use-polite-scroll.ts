/**
 * Follows what is being said until the person scrolls, then leaves them alone until they ask. What counts as scrolling is
 * what a hand does; the list's own moves don't.
 */
import { type RefObject, useCallback, useEffect, useState } from 'react'

const scrollKeys: ReadonlySet<string> = new Set(['PageUp', 'PageDown'])

export type PoliteScroll = {
  readonly following: boolean
  readonly follow: () => void
  readonly rest: () => void
}

export function usePoliteScroll(scroller: RefObject<HTMLElement | null>): PoliteScroll {
  const [following, setFollowing] = useState(true)
  const follow = useCallback(() => setFollowing(true), [])
  const rest = useCallback(() => setFollowing(false), [])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const ends = new AbortController()
    const { signal } = ends
    element.addEventListener('wheel', rest, { signal, passive: true })
    element.addEventListener('touchmove', rest, { signal, passive: true })
    element.addEventListener(
      'pointerdown',
      // Its scroll bar is the element itself, right of what it shows.
      (event) => {
        if (event.target === element && event.offsetX > element.clientWidth) rest()
      },
      { signal },
    )
    element.addEventListener('keydown', (event) => scrollKeys.has(event.key) && rest(), { signal })
    return () => ends.abort()
  }, [scroller, rest])
  return { following, follow, rest }
}

/** Brings what is looked at where the eye rests, a third from the top; leaves it where it is when it can be read there. */
export function bringIntoView(scroller: HTMLElement, target: Element | Range, always = false): void {
  const view = scroller.getBoundingClientRect()
  const box = target.getBoundingClientRect()
  const top = box.top - view.top
  const readable = top > view.height * 0.08 && top + Math.min(box.height, 80) < view.height * 0.72
  if (readable && !always) return
  const by = top - view.height * 0.3
  const near = Math.abs(by) < view.height * 1.2
  scroller.scrollBy({ top: by, behavior: near && !prefersStill() ? 'smooth' : 'instant' })
}

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

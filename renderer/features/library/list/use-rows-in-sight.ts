/**
 * Which rows of the list are to be drawn: those in sight and a few around. Where each stands is the layout's; this knows how
 * far the list is scrolled and how high it is, and has it drawn again only when another row comes into sight.
 */
import { type RefObject, useLayoutEffect, useReducer, useState } from 'react'
import { type ListLayout, rowAt, rowCount } from './list-layout.ts'

/** Pixels: how far it is scrolled, and how high it is. */
type Place = { readonly top: number; readonly height: number }

export class RowsInSight {
  readonly #drawAgain: () => void
  #element: HTMLElement | null = null
  #place: Place
  #layout: ListLayout

  constructor(layout: ListLayout, place: Place, drawAgain: () => void) {
    this.#layout = layout
    this.#place = place
    this.#drawAgain = drawAgain
  }

  /** As it was when last heard of: asking the element would lay the page out. */
  get top(): number {
    return this.#place.top
  }

  get height(): number {
    return this.#place.height
  }

  /** The first row of which something is in sight. */
  get first(): number {
    return firstAndLast(this.#layout, this.#place).first
  }

  /** The rows to draw, `around` more on each side. */
  rows(layout: ListLayout, around: number): readonly number[] {
    this.#layout = layout
    const { first, last } = firstAndLast(layout, this.#place)
    const from = Math.max(0, first - around)
    const to = Math.min(rowCount(layout) - 1, last + around)
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
  }

  readonly look = (): void => {
    const element = this.#element
    if (element === null) return
    const before = firstAndLast(this.#layout, this.#place)
    this.#place = { top: element.scrollTop, height: element.clientHeight }
    const now = firstAndLast(this.#layout, this.#place)
    if (now.first !== before.first || now.last !== before.last) this.#drawAgain()
  }

  scrollTo(top: number): void {
    if (this.#element !== null) this.#element.scrollTop = top
    this.look()
  }

  /** Scrolls no further than it must. */
  show(row: number): void {
    const { top, height } = this.#place
    const [start, end] = [this.#layout.tops[row] ?? 0, this.#layout.tops[row + 1] ?? 0]
    if (end > top + height) this.scrollTo(end - height)
    else if (start < top) this.scrollTo(start)
  }

  /** Returns what ends it. */
  watch(element: HTMLElement): () => void {
    this.#element = element
    this.scrollTo(this.#place.top)
    const observer = new ResizeObserver(this.look)
    observer.observe(element)
    return () => {
      observer.disconnect()
      this.#element = null
    }
  }
}

const firstAndLast = (layout: ListLayout, { top, height }: Place) => ({
  first: rowAt(layout, top),
  last: rowAt(layout, top + height),
})

/** `startTop`: how far it was scrolled when it was last shown. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  layout: ListLayout,
  startTop: number,
): RowsInSight {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0)
  // As high as it can be, until it is there: then most of it is drawn once.
  const [inSight] = useState(() => new RowsInSight(layout, { top: startTop, height: window.innerHeight }, drawAgain))
  useLayoutEffect(() => (scroller.current === null ? undefined : inSight.watch(scroller.current)), [scroller, inSight])
  return inSight
}

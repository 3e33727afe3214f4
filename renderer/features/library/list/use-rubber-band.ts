/**
 * A box drawn from empty space chooses what it touches; with Shift or Ctrl it adds. At the edges the list scrolls on. It
 * doesn't begin on what can be dragged out, nor on a button.
 */
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Selection } from '../../../stores/selection.ts'
import { library } from '../../../stores/stores.ts'
import { type Box, type ListLayout, linesIn } from './list-layout.ts'

/** A hand that only clicks moves this far. */
const slackPx = 4
/** Within so much of an edge the list scrolls, the faster the further out. */
const edgePx = 32

type Point = { readonly x: number; readonly y: number }

export function useRubberBand(scroller: RefObject<HTMLDivElement | null>, layout: ListLayout) {
  const [band, setBand] = useState<Box | null>(null)
  const current = useRef(layout)
  current.current = layout
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])

  const onPointerDown = (event: ReactPointerEvent) => {
    const element = scroller.current
    if (element === null || event.button !== 0 || event.pointerType === 'touch' || !isEmptySpace(event, element)) return
    const before = library.getState().selection
    const adds = event.shiftKey || event.metaKey || event.ctrlKey
    const onLine = event.target instanceof Element && event.target.closest('[data-key]') !== null
    const start = inContent(element, { x: event.clientX, y: event.clientY })
    let pointer: Point = { x: event.clientX, y: event.clientY }
    let drawing = false
    let frame = 0

    const draw = () => {
      const at = inContent(element, pointer)
      const box = {
        left: Math.max(0, Math.min(start.x, at.x)),
        right: Math.min(element.clientWidth, Math.max(start.x, at.x)),
        top: Math.max(0, Math.min(start.y, at.y)),
        bottom: Math.min(element.scrollHeight, Math.max(start.y, at.y)),
      }
      setBand(box)
      choose(current.current, box, before, adds, at.y >= start.y)
    }
    const scrollOn = () => {
      const step = scrollStep(element, pointer.y)
      if (step !== 0) {
        element.scrollTop += step
        draw()
      }
      frame = requestAnimationFrame(scrollOn)
    }
    const onMove = (moved: PointerEvent) => {
      pointer = { x: moved.clientX, y: moved.clientY }
      if (!drawing) {
        const from = { x: event.clientX - pointer.x, y: event.clientY - pointer.y }
        if (Math.hypot(from.x, from.y) < slackPx) return
        drawing = true
        frame = requestAnimationFrame(scrollOn)
      }
      draw()
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.stopPropagation()
      library.choose(before)
      end()
    }
    const onUp = () => {
      if (drawing) swallowClick()
      // A click into emptiness lets go of what is chosen.
      else if (!onLine && !adds) library.choose({ ...before, keys: new Set() })
      end()
    }
    // What the box has just chosen can be dragged from now on, but not by this hand.
    const onDragStart = (drag: DragEvent) => {
      drag.preventDefault()
      drag.stopPropagation()
    }
    const end = () => {
      cancelAnimationFrame(frame)
      setBand(null)
      window.removeEventListener('dragstart', onDragStart, true)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKey, true)
      stop.current = null
    }
    window.addEventListener('dragstart', onDragStart, true)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKey, true)
    stop.current = end
  }
  return { band, onPointerDown }
}

function isEmptySpace(event: ReactPointerEvent, element: HTMLElement): boolean {
  const { target } = event
  if (!(target instanceof Element) || !element.contains(target)) return false
  // Right of this is the scroll bar.
  if (event.clientX >= element.getBoundingClientRect().left + element.clientWidth) return false
  return target.closest('button, [draggable="true"]') === null
}

function inContent(element: HTMLElement, { x, y }: Point): Point {
  const { left, top } = element.getBoundingClientRect()
  return { x: x - left, y: y - top + element.scrollTop }
}

function scrollStep(element: HTMLElement, y: number): number {
  const { top, bottom } = element.getBoundingClientRect()
  const over = y < top + edgePx ? y - top - edgePx : y > bottom - edgePx ? y - bottom + edgePx : 0
  return Math.sign(over) * Math.min(40, Math.ceil(Math.abs(over) / 3))
}

function choose(layout: ListLayout, box: Box, before: Selection, adds: boolean, downwards: boolean): void {
  const { keys } = layout.items
  const touched = Array.from(linesIn(layout, box), (line) => keys[line] ?? 0)
  const chosen = new Set(adds ? [...before.keys, ...touched] : touched)
  const now = library.getState().selection
  if (chosen.size === now.keys.size && touched.every((key) => now.keys.has(key))) return
  const [first, last] = [touched[0] ?? before.focused, touched.at(-1) ?? before.focused]
  library.choose({ keys: chosen, focused: downwards ? last : first, anchor: downwards ? first : last })
}

/** The release ends the box; it isn't a click on what happens to lie under it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}

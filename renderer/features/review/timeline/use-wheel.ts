/** The wheel and two fingers on the timeline: with Ctrl or ⌘, and pinched, nearer and further; else along it. */
import { type RefObject, useEffect } from 'react'
import { isWhole, timeAt } from './time-scale.ts'
import type { TimelineView } from './timeline-view.ts'

/** A notch of a wheel is a hundred and twenty pixels or so; what a pinch sends is ten times smaller. */
const zoomPerPixel = { wheel: 0.003, pinch: 0.012 }
const finest = 40
const lineHeightPx = 16

export function useWheel(track: RefObject<HTMLElement | null>, view: TimelineView): void {
  useEffect(() => {
    const element = track.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1
      const [x, y] = [event.deltaX * unit, event.deltaY * unit]
      const box = element.getBoundingClientRect()
      const scale = view.store.getState()
      if (event.ctrlKey || event.metaKey) {
        const perPixel = Math.abs(y) < finest ? zoomPerPixel.pinch : zoomPerPixel.wheel
        view.zoom(Math.exp(-y * perPixel), timeAt(scale, (event.clientX - box.left) / box.width))
      } else if (isWhole(scale)) return
      else view.pan((Math.abs(x) > Math.abs(y) ? x : y) / box.width)
      event.preventDefault()
    }
    // React listens passively, and Ctrl and the wheel would zoom the whole window.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [track, view])
}

/** The markers' shapes on the timeline, as SVG paths in CSS pixels, and which of them is under the pointer. */
import type { Marker } from '../../../../preload/contract/markers.ts'
import { shareOf, type TimeScale } from '../timeline/time-scale.ts'

const flagHalfPx = 4
const reachPx = 6
/** On average, where flags can still be told apart. */
const apartPx = 5

/** Two on one pixel are one flag: of thousands no more are drawn than can be told apart. */
export function flagsPath(markers: readonly Marker[], scale: TimeScale, width: number): string {
  const places = markers.map(({ startMs }) => Math.round(shareOf(scale, startMs) * width))
  const inSight = [...new Set(places.filter((x) => x >= -flagHalfPx && x <= width + flagHalfPx))]
  // Flags that lie over each other would be a dark mass: too many of them are lines.
  const isCrowded = inSight.length * apartPx > width
  return inSight.map((x) => (isCrowded ? `M${x} 1h1v13h-1z` : `M${x - flagHalfPx} 1h8v8l-4 5l-4 -5z`)).join('')
}

/** Beneath its flag, from its start to its end. */
export function rangesPath(markers: readonly Marker[], scale: TimeScale, width: number): string {
  return markers
    .flatMap(({ startMs, endMs }) => {
      if (endMs === null) return []
      const from = Math.max(0, shareOf(scale, startMs) * width)
      const to = Math.min(width, shareOf(scale, endMs) * width)
      return to <= from ? [] : [`M${from.toFixed(1)} 3h${Math.max(1, to - from).toFixed(1)}v6H${from.toFixed(1)}z`]
    })
    .join('')
}

/** `x` from the lane's left edge; null: none is that near. */
export function nearestMarker(markers: readonly Marker[], scale: TimeScale, width: number, x: number): Marker | null {
  let best: Marker | null = null
  let nearestPx = reachPx
  for (const marker of markers) {
    const apart = Math.abs(shareOf(scale, marker.startMs) * width - x)
    if (apart > nearestPx) continue
    best = marker
    nearestPx = apart
  }
  return best
}

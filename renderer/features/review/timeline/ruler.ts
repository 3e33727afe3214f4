/** Where the ruler has its marks: round times, no nearer to each other than can be read. */
import type { TimeScale } from './time-scale.ts'

const stepsMs = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((seconds) => seconds * 1000)
const apartPx = 80

/** Those in sight, and the one before, whose words may reach in. */
export function rulerMarks({ durationMs, startMs, spanMs }: TimeScale, widthPx: number): number[] {
  if (spanMs <= 0 || widthPx <= 0) return []
  const smallestMs = (spanMs * apartPx) / widthPx
  const stepMs = stepsMs.find((step) => step >= smallestMs) ?? Math.ceil(smallestMs / 3_600_000) * 3_600_000
  const first = Math.floor(startMs / stepMs)
  const last = Math.floor(Math.min(durationMs, startMs + spanMs) / stepMs)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * stepMs)
}

const longestWordsPx = 48

/** Cut off at the end they would say another time. */
export const hasRoomForWords = ({ startMs, spanMs }: TimeScale, ms: number, widthPx: number): boolean =>
  ((startMs + spanMs - ms) / spanMs) * widthPx >= longestWordsPx

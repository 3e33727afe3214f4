/**
 * The part of the recording that the timeline shows, and where on it a moment is: the one place that knows, for every lane.
 * Positions are shares of the timeline's width, 0 at its left edge, so that a lane is as wide as it is drawn.
 */

/** All of it: `startMs` 0 and `spanMs` = `durationMs`. */
export type TimeScale = { readonly durationMs: number; readonly startMs: number; readonly spanMs: number }

/** Two seconds from edge to edge: a word is as wide as a hand. */
const shortestSpanMs = 2000

export const whole = (durationMs: number): TimeScale => ({ durationMs, startMs: 0, spanMs: durationMs })

export const isWhole = ({ durationMs, spanMs }: TimeScale): boolean => spanMs >= durationMs

/** Also while there is nothing to see yet. */
export const isNearest = ({ durationMs, spanMs }: TimeScale): boolean => spanMs <= Math.min(shortestSpanMs, durationMs)

/** Below 0 and above 1 it is out of sight. */
export const shareOf = ({ startMs, spanMs }: TimeScale, ms: number): number =>
  spanMs <= 0 ? 0 : (ms - startMs) / spanMs

export const timeAt = ({ startMs, spanMs, durationMs }: TimeScale, share: number): number =>
  Math.min(durationMs, Math.max(0, startMs + share * spanMs))

export const isInView = (scale: TimeScale, ms: number): boolean => {
  const share = shareOf(scale, ms)
  return share >= 0 && share <= 1
}

/** Factors over 1 come nearer. What is at `aroundMs` stays where it is. */
export function zoomed(scale: TimeScale, factor: number, aroundMs: number): TimeScale {
  const { durationMs } = scale
  const spanMs = Math.min(durationMs, Math.max(Math.min(shortestSpanMs, durationMs), scale.spanMs / factor))
  return placed({ durationMs, spanMs, startMs: aroundMs - shareOf(scale, aroundMs) * spanMs })
}

export const panned = (scale: TimeScale, byMs: number): TimeScale => placed({ ...scale, startMs: scale.startMs + byMs })

/**
 * Keeps the playhead in sight: a page on when it runs out at the right, around it when it jumps. Whoever has scrolled
 * away from it is left alone, until it is moved by hand.
 */
export function following(scale: TimeScale, beforeMs: number, nowMs: number): TimeScale {
  if (isWhole(scale) || isInView(scale, nowMs)) return scale
  const jumped = Math.abs(nowMs - beforeMs) > jumpMs
  if (!jumped && !isInView(scale, beforeMs)) return scale
  const atShare = jumped ? 0.5 : nowMs > beforeMs ? 0.05 : 0.95
  return placed({ ...scale, startMs: nowMs - atShare * scale.spanMs })
}

/** Further than playing gets between two frames of the screen, at four times the speed and on a slow computer. */
const jumpMs = 900

const placed = ({ durationMs, spanMs, startMs }: TimeScale): TimeScale => ({
  durationMs,
  spanMs,
  startMs: Math.min(Math.max(0, startMs), Math.max(0, durationMs - spanMs)),
})

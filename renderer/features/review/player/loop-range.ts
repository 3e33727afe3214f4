/** In and out points, and the loop between them. Either may be missing: the recording's own ends stand in. */

export type LoopRange = { readonly inMs: number | null; readonly outMs: number | null; readonly looping: boolean }

export const noRange: LoopRange = { inMs: null, outMs: null, looping: false }

/** An out point that would come before it is dropped, as editors do. */
export const withIn = (range: LoopRange, ms: number): LoopRange => ({
  ...range,
  inMs: ms,
  outMs: range.outMs !== null && range.outMs <= ms ? null : range.outMs,
})

export const withOut = (range: LoopRange, ms: number): LoopRange => ({
  ...range,
  outMs: ms,
  inMs: range.inMs !== null && range.inMs >= ms ? null : range.inMs,
})

/** The same moments on the clock of another source. What lies before its beginning is no point of it. */
export function movedBy(range: LoopRange, byMs: number): LoopRange {
  const moved = (ms: number | null) => (ms === null || ms + byMs < 0 ? null : ms + byMs)
  if (range.outMs !== null && range.outMs + byMs <= 0) return noRange
  return { ...range, inMs: moved(range.inMs), outMs: moved(range.outMs) }
}

export const hasPoints = (range: LoopRange): boolean => range.inMs !== null || range.outMs !== null

/**
 * Where to jump, having played from `previousMs` to `ms`. Only who crosses the out point jumps: a seek beyond it is let be,
 * and at the recording's own end the player stops and is started again.
 */
export function loopJump(range: LoopRange, previousMs: number, ms: number): number | null {
  if (!range.looping || range.outMs === null) return null
  return previousMs < range.outMs && ms >= range.outMs ? (range.inMs ?? 0) : null
}

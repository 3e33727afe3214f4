/** Where the playhead was before it was moved, so that a stray click can be undone. A row of quick skips is one move. */

export type SeekHistory = { readonly from: readonly number[]; readonly movedAtMs: number }

export const noSeeks: SeekHistory = { from: [], movedAtMs: Number.NEGATIVE_INFINITY }

const togetherMs = 1200
const depth = 50

/** `fromMs`: the position that is left; `nowMs`: the time on the clock. */
export function afterSeek(history: SeekHistory, fromMs: number, nowMs: number): SeekHistory {
  const together = history.from.length > 0 && nowMs - history.movedAtMs < togetherMs
  return { from: together ? history.from : [...history.from, fromMs].slice(-depth), movedAtMs: nowMs }
}

/** Where to go back to; null when nothing was moved. */
export function undoSeek(history: SeekHistory): { readonly toMs: number; readonly history: SeekHistory } | null {
  const toMs = history.from.at(-1)
  return toMs === undefined ? null : { toMs, history: { ...noSeeks, from: history.from.slice(0, -1) } }
}

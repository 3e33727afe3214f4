/** Which stretches of a stream its segments leave out: by its playlist, or because a file isn't there. Pure. */
import type { TimeSpan } from './player-state.ts'

/** `start` and `end`: seconds in the film. */
export type StreamPart = { readonly start: number; readonly end: number; readonly gap?: boolean | undefined }

/** In order; neighbours are one. */
export function gapsIn(parts: readonly StreamPart[]): readonly TimeSpan[] {
  const gaps: { startMs: number; endMs: number }[] = []
  let before: StreamPart | null = null
  for (const part of parts) {
    const last = gaps.at(-1)
    if (part.gap === true) {
      if (before?.gap === true && last !== undefined) last.endMs = part.end * 1000
      else gaps.push({ startMs: part.start * 1000, endMs: part.end * 1000 })
    }
    before = part
  }
  return gaps
}

/** Nearer to a gap than a quarter of a second, hls.js takes the gap for what is asked for. */
const besideMs = 400

/** Where to go instead of into a gap: on to its end, or before it on the way back or when nothing comes after it. */
export function outOfGap(gaps: readonly TimeSpan[], toMs: number, back: boolean, durationMs: number): number {
  const gap = gaps.find(({ startMs, endMs }) => toMs >= startMs && toMs < endMs)
  if (gap === undefined) return toMs
  const before = gap.startMs - besideMs
  const isLast = gap.endMs >= durationMs - besideMs
  return before >= 0 && (isLast || back) ? before : gap.endMs
}

export const isInGap = (gaps: readonly TimeSpan[], ms: number): boolean =>
  gaps.some(({ startMs, endMs }) => ms >= startMs && ms < endMs)

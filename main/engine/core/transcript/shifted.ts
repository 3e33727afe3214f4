/** A transcript on the clock of another recording of the session, which began at another moment. */
import type { Transcript } from '../../../../preload/contract/review.ts'

/** `leftOut`: lines that were over when that recording began; nothing of them can be heard in it. */
export type Shifted = { readonly transcript: Transcript; readonly leftOut: number }

/** `byMs` is added to every time. */
export function shifted(transcript: Transcript, byMs: number): Shifted {
  if (byMs === 0) return { transcript, leftOut: 0 }
  const move = (ms: number): number => Math.max(0, ms + byMs)
  const heard = transcript.lines.filter(
    ({ startMs, endMs }) => startMs === null || startMs + byMs >= 0 || (endMs ?? startMs) + byMs > 0,
  )
  const lines = heard.map((line) => ({
    ...line,
    startMs: line.startMs === null ? null : move(line.startMs),
    endMs: line.endMs === null ? null : move(line.endMs),
    words: line.words.map(({ text, startMs, endMs }) => ({ text, startMs: move(startMs), endMs: move(endMs) })),
  }))
  return { transcript: { ...transcript, lines }, leftOut: transcript.lines.length - lines.length }
}

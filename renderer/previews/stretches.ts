/** What of a film there is to be heard, between the parts that it lacks. Pure. */
import type { Gap } from '../../preload/contract/playlist-gaps.ts'

/** Seconds of the film; null: its very beginning or end. */
export type Stretch = { readonly fromS: number | null; readonly toS: number | null }

/** The first sound after a gap is asked for a little after its end, else the last before it is what is found there. */
const afterGapS = 0.1

export function stretchesOf(gaps: readonly Gap[], heardS: number): readonly Stretch[] {
  const starts = [null, ...gaps.map(({ endS }) => endS + afterGapS)]
  const ends = [...gaps.map(({ startS }) => startS), null]
  return starts.flatMap((startS, index): Stretch[] => {
    const toS = ends[index] ?? null
    const fromS = heardS > (startS ?? 0) ? heardS : startS
    return toS !== null && (fromS ?? 0) >= toS ? [] : [{ fromS, toS }]
  })
}

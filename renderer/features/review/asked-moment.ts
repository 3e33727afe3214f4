/** Where a review starts that was opened for a moment. */

import type { SearchHit } from '../../../preload/contract/library.ts'
import { readableLines } from '../../../preload/contract/line-terms.ts'
import type { Transcript } from '../../../preload/contract/review.ts'
import { timeAtOffset } from './transcript/line-text.ts'

/** Where to start, from a search hit or a link; null: where it was left. */
export type AskedMoment = { readonly startMs: number | null; readonly hit: SearchHit | null }

/** What a search shows of a long line says that there is more. */
export const withoutDots = (text: string): string => text.replace(/^…|…$/g, '')

/** A search knows when a sentence begins; of a long one, what it found is in a later line. On the recording's clock. */
export function askedMs({ startMs, hit }: AskedMoment, transcript: Transcript | null): number | null {
  if (startMs === null || hit?.source !== 'transcript') return startMs
  const around = withoutDots(hit.text)
  const line = transcript?.lines.find((one) => Math.round(one.startMs ?? -1) === startMs && one.text.includes(around))
  const [mark] = hit.marks
  if (line === undefined || mark === undefined) return startMs
  const saidMs = timeAtOffset(line, line.text.indexOf(around) + mark[0] - hit.text.indexOf(around)) ?? startMs
  return readableLines([line]).findLast((shown) => (shown.startMs ?? startMs) <= saidMs)?.startMs ?? startMs
}

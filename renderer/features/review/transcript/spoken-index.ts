/** What is being said at a moment: a binary search over everything that has a time, in one flat, sorted table. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

/** `word` is null where only the line has times. */
export type Spot = { readonly line: number; readonly word: number | null }

export type SpokenIndex = {
  readonly startsMs: Float64Array
  readonly endsMs: Float64Array
  readonly spots: readonly Spot[]
}

/** A mark stays through the small gaps between words; after this the silence shows. */
const lingerMs = 1200
/** For a line that doesn't say when it ends. */
const unknownLengthMs = 4000

export function indexSpoken(lines: readonly TranscriptLine[]): SpokenIndex {
  const all = lines.flatMap((line, index) => spotsOf(line, index))
  // Stable: of two that begin together the later line wins, as it does on paper.
  all.sort((a, b) => a.startMs - b.startMs)
  return {
    startsMs: Float64Array.from(all, ({ startMs }) => startMs),
    endsMs: Float64Array.from(all, ({ endMs }) => endMs),
    spots: all.map(({ spot }) => spot),
  }
}

type Spoken = { readonly startMs: number; readonly endMs: number; readonly spot: Spot }

function spotsOf(line: TranscriptLine, index: number): readonly Spoken[] {
  if (line.words.length > 0) {
    return line.words.map(({ startMs, endMs }, word) => ({ startMs, endMs, spot: { line: index, word } }))
  }
  if (line.startMs === null) return []
  const endMs = line.endMs ?? line.startMs + unknownLengthMs
  return [{ startMs: line.startMs, endMs, spot: { line: index, word: null } }]
}

/** The last that has begun, however long ago: where the reader's eye belongs. null before the first. */
export function lastSpokenAt(index: SpokenIndex, ms: number): Spot | null {
  return index.spots[lastBegun(index.startsMs, ms)] ?? null
}

/** What is being said right now; null in a silence. */
export function spokenAt(index: SpokenIndex, ms: number): Spot | null {
  const at = lastBegun(index.startsMs, ms)
  const endMs = index.endsMs[at]
  return endMs !== undefined && ms < endMs + lingerMs ? (index.spots[at] ?? null) : null
}

/** Index of the last start that is not after `ms`; -1 before all. */
export function lastBegun(startsMs: Float64Array, ms: number): number {
  let low = 0
  let high = startsMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((startsMs[middle] ?? 0) <= ms) low = middle + 1
    else high = middle
  }
  return low - 1
}

export const sameSpot = (a: Spot | null, b: Spot | null): boolean => a?.line === b?.line && a?.word === b?.word

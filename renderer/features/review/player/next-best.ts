/** Which source to offer where one doesn't play. */
import type { ReviewSource } from '../../../../preload/contract/review.ts'

/** Sources stand best first: the one after it, and after the last the first again. Sound alone is no picture. */
export function nextBest(sources: readonly ReviewSource[], failing: ReviewSource): ReviewSource | null {
  const at = sources.findIndex(({ assetId }) => assetId === failing.assetId)
  const others = [...sources.slice(at + 1), ...sources.slice(0, Math.max(0, at))]
  return others.find(({ kind, arriving }) => kind !== 'audio' && !arriving) ?? null
}

/** "Now, by 100ms's clock": days left are counted by it, and nothing else is. */
import { useSync } from './stores.ts'

/** `nowMs`: by this computer's clock, renewed as often as the words are to be. */
export const useUpstreamNow = (nowMs: number): number => nowMs - useSync((state) => state.clockAheadMs)

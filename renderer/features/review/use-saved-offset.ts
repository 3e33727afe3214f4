/**
 * A number of milliseconds that the person adds to times that are estimates: shown at once, kept in the library. Fast clicks
 * are saved one after the other, the last one for certain.
 */
import { useCallback, useRef, useState } from 'react'
import type { ReviewOffset } from '../../../preload/contract/review.ts'
import { engine } from '../../api/engine.ts'

export type SavedOffset = {
  readonly offsetMs: number
  readonly set: (offsetMs: number) => void
}

/** `storedMs`: as the review has it. A failure goes back to that, and is said. */
export function useSavedOffset(
  of: ReviewOffset['of'] | null,
  storedMs: number,
  onProblem: (words: string | null) => void,
): SavedOffset {
  const key = JSON.stringify(of)
  const [wanted, setWanted] = useState<{ readonly key: string; readonly offsetMs: number } | null>(null)
  const line = useRef<Promise<void>>(Promise.resolve())
  /** By what they are of: another source's number doesn't overtake this one's. */
  const newest = useRef(new Map<string, number>())
  const set = useCallback(
    (offsetMs: number) => {
      if (of === null) return
      setWanted({ key, offsetMs })
      newest.current.set(key, offsetMs)
      const save = async () => {
        if (newest.current.get(key) !== offsetMs) return
        const answer = await engine.call('review.offset', { of, offsetMs: Math.round(offsetMs) })
        if (!answer.ok) setWanted((now) => (now?.key === key ? null : now))
        onProblem(answer.ok ? null : answer.error.message)
      }
      line.current = line.current.then(save)
    },
    [of, key, onProblem],
  )
  return { offsetMs: wanted?.key === key ? wanted.offsetMs : storedMs, set }
}

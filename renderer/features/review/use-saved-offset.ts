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
  const newest = useRef(0)
  const set = useCallback(
    (offsetMs: number) => {
      if (of === null) return
      setWanted({ key, offsetMs })
      newest.current += 1
      const mine = newest.current
      const save = async () => {
        if (mine !== newest.current) return
        const answer = await engine.call('review.offset', { of, offsetMs: Math.round(offsetMs) })
        if (!answer.ok) setWanted(null)
        onProblem(answer.ok ? null : answer.error.message)
      }
      line.current = line.current.then(save)
    },
    [of, key, onProblem],
  )
  return { offsetMs: wanted?.key === key ? wanted.offsetMs : storedMs, set }
}

/**
 * What couldn't be done, in words: for the screen's strip, or, when the person has left the screen meanwhile, in the corner.
 * null takes the strip away.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useToast } from './toast.tsx'

export type TellProblem = (words: string | null) => void

export function useProblem(): readonly [string | null, TellProblem] {
  const say = useToast()
  const [problem, setProblem] = useState<string | null>(null)
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const tell = useCallback(
    (words: string | null) => {
      if (here.current) setProblem(words)
      else if (words !== null) say(words)
    },
    [say],
  )
  return [problem, tell]
}

/**
 * What couldn't be done, in words: for the screen's strip, or, when the person leaves the screen before they could read it,
 * in the corner. null takes the strip away.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { readingMs, useToast } from './toast.tsx'

export type TellProblem = (words: string | null) => void

type Told = { readonly words: string; readonly sinceMs: number }

export function useProblem(): readonly [string | null, TellProblem] {
  const say = useToast()
  const [problem, setProblem] = useState<string | null>(null)
  const here = useRef(false)
  const told = useRef<Told | null>(null)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
      // Pressing the mouse on the way out leaves a field, and what saving it says comes before the button is let go.
      if (told.current !== null && performance.now() - told.current.sinceMs < readingMs(told.current.words))
        say(told.current.words)
      told.current = null
    }
  }, [say])
  const tell = useCallback(
    (words: string | null) => {
      if (here.current) {
        told.current = words === null ? null : { words, sinceMs: performance.now() }
        setProblem(words)
      } else if (words !== null) say(words)
    },
    [say],
  )
  return [problem, tell]
}

/** What is being looked for in the transcript, and which of the finds is shown. */
import { useMemo, useState } from 'react'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { findMatches, firstMatchFrom, type Match, stepMatch } from './find-matches.ts'
import { lineText } from './line-text.ts'

export type Find = {
  readonly query: string
  readonly matches: readonly Match[]
  readonly at: number
  readonly current: Match | null
  /** Returns the first match from `line` on. */
  readonly ask: (query: string, line: number) => Match | null
  readonly step: (by: 1 | -1) => Match | null
}

export function useFind(lines: readonly TranscriptLine[]): Find {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(-1)
  const texts = useMemo(() => lines.map(lineText), [lines])
  const matches = useMemo(() => findMatches(texts, query), [texts, query])
  return {
    query,
    matches,
    at,
    current: matches[at] ?? null,
    ask: (next, line) => {
      const found = findMatches(texts, next)
      const first = firstMatchFrom(found, line)
      setQuery(next)
      setAt(first)
      return found[first] ?? null
    },
    step: (by) => {
      const next = stepMatch(matches.length, at, by)
      setAt(next)
      return matches[next] ?? null
    },
  }
}

/** What is being looked for in the transcript, and which of the finds is shown. */
import { useMemo, useState } from 'react'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { findMatches, firstMatchFrom, type Match, stepMatch } from './find-matches.ts'

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
  const find = useMemo(() => finderIn(lines.map(({ text }) => text)), [lines])
  const matches = find(query)
  return {
    query,
    matches,
    at,
    current: matches[at] ?? null,
    ask: (next, line) => {
      const found = find(next)
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

/** A key asks for the matches, then the drawing does: what was looked for last is looked for once. */
function finderIn(texts: readonly string[]): (query: string) => readonly Match[] {
  let last: { readonly query: string; readonly matches: readonly Match[] } = { query: '', matches: [] }
  return (query) => {
    if (query !== last.query) last = { query, matches: findMatches(texts, query) }
    return last.matches
  }
}

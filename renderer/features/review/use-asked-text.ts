/** Shows what a search has found beside the picture: its tab, and in the transcript a line without a time. */
import { useEffect, useRef } from 'react'
import type { SearchHit, SearchSource } from '../../../preload/contract/library.ts'
import type { TranscriptLine } from '../../../preload/contract/review.ts'
import { type AskedMoment, withoutDots } from './asked-moment.ts'
import type { Find } from './transcript/use-find.ts'
import type { Beside, PanelTab } from './use-beside.ts'

const tabs: Readonly<Partial<Record<SearchSource, PanelTab>>> = {
  transcript: 'transcript',
  chat: 'chat',
  summary: 'summary',
  marker: 'markers',
}

export function useAskedText(asked: AskedMoment, lines: readonly TranscriptLine[], find: Find, beside: Beside): void {
  const heard = useRef<AskedMoment | null>(null)
  useEffect(() => {
    if (heard.current === asked) return
    heard.current = asked
    const { hit } = asked
    const tab = hit === null ? undefined : tabs[hit.source]
    if (hit === null || tab === undefined) return
    beside.goTo(tab)
    // There is nothing of it in the picture.
    if (hit.atMs === null) beside.show('end')
    const [words] = markedIn(hit)
    if (hit.atMs !== null || tab !== 'transcript' || words === undefined) return
    find.ask(
      words,
      lines.findIndex((line) => line.text.includes(withoutDots(hit.text))),
    )
    beside.find(true)
  })
}

const markedIn = ({ text, marks }: SearchHit): string[] => marks.map(([from, to]) => text.slice(from, to))

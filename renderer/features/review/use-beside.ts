/** What stands beside the picture: which tab, whether the transcript is searched, which list of exports is open. */
import { type RefObject, useMemo, useRef, useState } from 'react'
import type { TranscriptHandle } from './transcript/transcript-panel.tsx'

export type PanelTab = 'transcript' | 'markers' | 'chat' | 'summary' | 'people' | 'info'
export type Exporting = 'transcript' | 'markers'

export type Beside = {
  readonly transcript: RefObject<TranscriptHandle | null>
  readonly tab: PanelTab
  readonly goTo: (tab: PanelTab) => void
  readonly findOpen: boolean
  readonly setFind: (open: boolean) => void
  /** Brings the transcript forward; `hasWords` false: there is nothing to find in it. */
  readonly find: (hasWords: boolean) => void
  readonly exporting: Exporting | null
  readonly setExporting: (exporting: Exporting | null) => void
  /** Where there is no room for both: the picture or what stands beside it. */
  readonly shown: 'start' | 'end'
  readonly show: (shown: 'start' | 'end') => void
}

export function useBeside(): Beside {
  const transcript = useRef<TranscriptHandle>(null)
  const [tab, goTo] = useState<PanelTab>('transcript')
  const [findOpen, setFind] = useState(false)
  const [exporting, setExporting] = useState<Exporting | null>(null)
  const [shown, show] = useState<'start' | 'end'>('start')
  return useMemo(
    () => ({
      ...{ transcript, tab, goTo, findOpen, setFind, exporting, shown, show },
      find: (hasWords) => {
        show('end')
        goTo('transcript')
        setFind(hasWords)
        transcript.current?.focusFind()
      },
      setExporting: (next) => {
        setExporting(next)
        if (next === null) return
        show('end')
        goTo(next)
      },
    }),
    [tab, findOpen, exporting, shown],
  )
}

/** Which paragraphs exist on the page at the moment, and how a line of any of them is brought into sight. */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type RefObject, useCallback } from 'react'
import type { Match } from './find-matches.ts'
import { type Paragraph, paragraphOf } from './paragraphs.ts'
import { matchRange } from './use-find-highlights.ts'
import { bringIntoView } from './use-polite-scroll.ts'
import { lineElement } from './use-spoken-marks.ts'

export type TranscriptRows = {
  readonly rows: readonly VirtualItem[]
  /** Of all of them, in pixels. */
  readonly height: number
  /** Each row's `ref`. */
  readonly measure: (element: Element | null) => void
  /** `always`: also a line that can be read where it is. `match`: this part of the line, which may be a long one. */
  readonly show: (line: number, always?: boolean, match?: Match | null) => void
}

export function useTranscriptRows(
  scroller: RefObject<HTMLElement | null>,
  paragraphs: readonly Paragraph[],
): TranscriptRows {
  const virtualizer = useVirtualizer({
    count: paragraphs.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => estimatedHeight(paragraphs[index]), [paragraphs]),
    overscan: 4,
    useFlushSync: false,
  })

  /** Rows that don't exist yet are made first; then their real place is known. */
  const show = useCallback(
    (line: number, always = false, match: Match | null = null) => {
      const root = scroller.current
      const row = paragraphOf(paragraphs, line)
      if (root === null || row === -1) return
      // A line without times may be as long as somebody spoke.
      const find = () => (match === null ? lineElement(root, line) : matchRange(root, match))
      const target = find()
      if (target !== null) {
        bringIntoView(root, target, always)
        return
      }
      virtualizer.scrollToIndex(row, { align: 'center' })
      requestAnimationFrame(() => {
        const made = find()
        if (made !== null) bringIntoView(root, made, always)
      })
    },
    [paragraphs, virtualizer, scroller],
  )
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    show,
  }
}

const estimatedHeight = (paragraph: Paragraph | undefined) =>
  paragraph === undefined ? 60 : (paragraph.to - paragraph.from) * 40 + (paragraph.opensTurn ? 42 : 10)

/**
 * Paints what was found over the words, wherever these are cut: with the CSS Custom Highlight API, for the rows that
 * exist. Its style is in transcript-panel.module.css.
 */
import { type RefObject, useEffect } from 'react'
import type { Match } from './find-matches.ts'
import { lineElement } from './use-spoken-marks.ts'

const all = 'review-found'
const one = 'review-found-now'

export function useFindHighlights(
  scroller: RefObject<HTMLElement | null>,
  matches: readonly Match[],
  current: Match | null,
): void {
  // After each render: rows have come or gone.
  useEffect(() => {
    const root = scroller.current
    if (root === null || matches.length === 0) {
      clear()
      return
    }
    const rendered = [...root.querySelectorAll('[data-line]')].map((element) =>
      Number(element.getAttribute('data-line')),
    )
    const shown = new Set(rendered)
    const ranges = matches.flatMap((match) => (shown.has(match.line) ? (matchRange(root, match) ?? []) : []))
    const now = current === null ? null : matchRange(root, current)
    CSS.highlights.set(all, new Highlight(...ranges))
    CSS.highlights.set(one, new Highlight(...(now === null ? [] : [now])))
  })
  useEffect(() => clear, [])
}

function clear(): void {
  CSS.highlights.delete(all)
  CSS.highlights.delete(one)
}

/** Where it stands on the page; null: its row doesn't exist now. */
export function matchRange(root: HTMLElement, { line, from, to }: Match): Range | null {
  const element = lineElement(root, line)
  if (element === null) return null
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let before = 0
  let begun = false
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (!begun && from < before + length) {
      range.setStart(node, from - before)
      begun = true
    }
    if (begun && to <= before + length) {
      range.setEnd(node, to - before)
      return range
    }
    before += length
  }
  return null
}

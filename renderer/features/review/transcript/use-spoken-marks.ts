/**
 * Marks the word and the line that are being said. Sets an attribute on the one element that changes, so that playing
 * renders nothing; tells when another line begins.
 */
import { type RefObject, useRef } from 'react'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import { lastSpokenAt, type SpokenIndex, type Spot, sameSpot, spokenAt } from './spoken-index.ts'

type Marked = { spot: Spot | null; element: Element | null }

export function useSpokenMarks(
  scroller: RefObject<HTMLElement | null>,
  player: Player,
  spoken: SpokenIndex,
  onLine: (line: number) => void,
): void {
  const word = useRef<Marked>({ spot: null, element: null })
  const line = useRef<Marked>({ spot: null, element: null })
  usePlayhead(player, (ms) => {
    const root = scroller.current
    if (root === null) return
    move(word.current, root, spokenAt(spoken, ms), 'data-now')
    const last = lastSpokenAt(spoken, ms)
    const before = line.current.spot
    move(line.current, root, last === null ? null : { line: last.line, word: null }, 'data-current')
    if (last !== null && last.line !== before?.line) onLine(last.line)
  })
}

/** Rows come and go with scrolling: an element that has left the page is looked for again. */
function move(marked: Marked, root: HTMLElement, spot: Spot | null, mark: string): void {
  const stands = marked.element?.isConnected === true && marked.element.hasAttribute(mark)
  if (sameSpot(marked.spot, spot) && (stands || spot === null)) return
  marked.element?.removeAttribute(mark)
  marked.spot = spot
  marked.element = spot === null ? null : elementOf(root, spot)
  marked.element?.setAttribute(mark, '')
}

export function lineElement(root: HTMLElement, line: number): Element | null {
  return root.querySelector(`[data-line="${line}"]`)
}

const elementOf = (root: HTMLElement, { line, word }: Spot): Element | null => {
  const element = lineElement(root, line)
  return word === null ? element : (element?.querySelector(`[data-word="${word}"]`) ?? null)
}

/** The line that the keyboard points at, while the keyboard itself stays on the transcript as a whole. */
import { type KeyboardEvent, useState } from 'react'

export type LineCursor = {
  /** null: the keyboard has pointed at none yet. */
  readonly line: number | null
  readonly leave: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

type Listener = {
  /** Where pointing begins. */
  readonly lineNow: () => number
  readonly onPoint: (line: number) => void
  readonly onEnter: (line: number) => void
}

export function useLineCursor(count: number, { lineNow, onPoint, onEnter }: Listener): LineCursor {
  const [line, setLine] = useState<number | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const wanted = line === null ? lineNow() : line + (event.key === 'ArrowDown' ? 1 : -1)
      const next = Math.min(count - 1, Math.max(0, wanted))
      setLine(next)
      onPoint(next)
    } else if (event.key === 'Enter' && line !== null) onEnter(line)
    else return
    event.preventDefault()
  }
  return { line, leave: () => setLine(null), onKeyDown }
}

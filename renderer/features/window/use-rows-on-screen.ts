/** Of a long list of lines of one height: those between the window's edges, and a few around them. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'

type Range = { readonly from: number; readonly to: number }

const around = 8

export function useRowsOnScreen(list: RefObject<HTMLElement | null>, count: number, linePx: number): Range {
  const [range, setRange] = useState<Range>({ from: 0, to: 0 })
  const look = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0
    const from = Math.max(0, Math.floor(-top / linePx) - around)
    const to = Math.ceil((window.innerHeight - top) / linePx) + around
    setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
  }, [list, linePx])
  // Whatever stands above may have grown or gone.
  useLayoutEffect(look)
  useEffect(() => {
    // Whichever element around it is the one that scrolls: a low window's is another.
    window.addEventListener('scroll', look, { capture: true, passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look, { capture: true })
      window.removeEventListener('resize', look)
    }
  }, [look])
  const to = Math.min(count, Math.max(0, range.to))
  return { from: Math.min(range.from, to), to }
}

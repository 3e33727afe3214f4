/**
 * Two panes and a line between them that can be dragged, moved with the arrow keys, and put back with a double click.
 * Where it stands is remembered on this computer under `id`.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { classes } from './classes.ts'
import styles from './splitter.module.css'

type Props = {
  readonly id: string
  /** Names the line for screen readers, e.g. "Width of the transcript". */
  readonly label: string
  /** Share of the first pane, 0 to 1. */
  readonly initial: number
  /** Smallest width (or height) of each pane, CSS pixels. */
  readonly minStart: number
  readonly minEnd: number
  readonly direction?: 'row' | 'column'
  /** Where there is no room for both: the one that shows. The other stays as it is, out of sight. */
  readonly only?: 'start' | 'end' | null
  readonly start: ReactNode
  readonly end: ReactNode
  readonly className?: string | undefined
}

const storageKey = (id: string) => `dailies.splitter.${id}`

function remembered(id: string, fallback: number): number {
  const stored = Number.parseFloat(localStorage.getItem(storageKey(id)) ?? '')
  return stored > 0 && stored < 1 ? stored : fallback
}

export function Splitter(props: Props) {
  const { id, label, initial, minStart, minEnd, direction = 'row', only = null, start, end, className } = props
  const [share, setShare] = useState(() => remembered(id, initial))
  const root = useRef<HTMLDivElement>(null)
  const dragging = useRef(false)

  useEffect(() => localStorage.setItem(storageKey(id), String(share)), [id, share])

  const move = useCallback(
    (next: (lengthPx: number, originPx: number) => number) => {
      const box = root.current?.getBoundingClientRect()
      if (box === undefined) return
      const length = direction === 'row' ? box.width : box.height
      const wanted = next(length, direction === 'row' ? box.left : box.top)
      setShare(Math.min(1 - minEnd / length, Math.max(minStart / length, wanted)))
    },
    [direction, minEnd, minStart],
  )

  const onPointerMove = (event: PointerEvent) => {
    if (!dragging.current) return
    const at = direction === 'row' ? event.clientX : event.clientY
    move((length, origin) => (at - origin) / length)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const back = direction === 'row' ? 'ArrowLeft' : 'ArrowUp'
    const forth = direction === 'row' ? 'ArrowRight' : 'ArrowDown'
    if (event.key !== back && event.key !== forth) return
    event.preventDefault()
    event.stopPropagation()
    move((length) => share + ((event.key === back ? -1 : 1) * 16) / length)
  }

  const grow = (part: number, min: number) => ({
    // Shares of less than one whole would leave the rest empty.
    flex: `${only === null ? part : 1} 1 0`,
    [direction === 'row' ? 'minWidth' : 'minHeight']: only === null ? min : 0,
  })
  return (
    <div ref={root} className={classes(styles['splitter'], className)} data-direction={direction}>
      <div className={styles['pane']} hidden={only === 'end'} style={grow(share, minStart)}>
        {start}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> takes no focus and no value; this is the ARIA window splitter. */}
      <div
        role="separator"
        hidden={only !== null}
        tabIndex={0}
        aria-label={label}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className={styles['line']}
        onDoubleClick={() => setShare(initial)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          dragging.current = true
        }}
        onPointerMove={onPointerMove}
        onLostPointerCapture={() => {
          dragging.current = false
        }}
      />
      <div className={styles['pane']} hidden={only === 'start'} style={grow(1 - share, minEnd)}>
        {end}
      </div>
    </div>
  )
}

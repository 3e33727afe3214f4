/**
 * The markers, line by line: a place to go to each, its words and colour changed where they stand. Only what is in sight
 * exists. The keyboard is on one marker, and the arrows take it to the next.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Marker } from '../../../../preload/contract/markers.ts'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import styles from './marker-list.module.css'
import { MarkerRow, timesOf } from './marker-row.tsx'
import type { RoomMarkers } from './use-markers.ts'
import { useRemoveMarker } from './use-remove-marker.ts'

type Props = { readonly markers: RoomMarkers; readonly player: Player }

export function MarkerList({ markers, player }: Props) {
  const { shown, book } = markers
  const scroller = useRef<HTMLDivElement>(null)
  /** By its id: others come before it. `index` says where to go on when it is gone. */
  const [active, setActive] = useState<{ readonly id: string | null; readonly index: number }>({ id: null, index: 0 })
  const [editing, setEditing] = useState<string | null>(null)
  /** Set when the keyboard has to follow, not when a pointer went elsewhere. */
  const focusNext = useRef(false)
  const activeAt = active.id === null ? -1 : shown.findIndex(({ id }) => id === active.id)
  const at = activeAt === -1 ? Math.min(active.index, shown.length - 1) : activeAt
  const editedAt = editing === null ? -1 : shown.findIndex(({ id }) => id === editing)
  const kept = [at, editedAt].filter((index) => index !== -1)
  const stretches = useMemo(() => shown.some(({ endMs }) => endMs !== null), [shown])
  const longest = useMemo(() => Math.max(...shown.map((marker) => timesOf(marker).length)), [shown])
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 36,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
    // Scrolled out of sight, the keyboard stays where it is, and the words that are being typed.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b),
    useFlushSync: false,
  })
  // With the rows themselves: later, one of an earlier rendering would take the wish for its own row.
  useLayoutEffect(() => {
    if (!focusNext.current || editing !== null) return
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"] [data-go]`)
    if (button === null || button === undefined) return
    focusNext.current = false
    button.focus({ preventScroll: true })
  })
  // One that was just set is seen here, while its words are typed over the timeline.
  const writing = useStore(book.store, (state) => state.writing)
  const writingAt = writing === null ? -1 : shown.findIndex(({ id }) => id === writing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each; whoever scrolls on while typing isn't taken back.
  useEffect(() => {
    if (writingAt !== -1) virtualizer.scrollToIndex(writingAt)
  }, [writing])
  const point = (index: number) => {
    const to = Math.min(shown.length - 1, Math.max(0, index))
    focusNext.current = true
    setActive({ id: shown[to]?.id ?? null, index: to })
    virtualizer.scrollToIndex(to)
  }
  const removeWithUndo = useRemoveMarker(book)
  const remove = (marker: Marker) => {
    focusNext.current = true
    setActive({ id: marker.id, index: shown.findIndex(({ id }) => id === marker.id) })
    void removeWithUndo(marker)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const marker = shown[at]
    if (event.target instanceof HTMLInputElement || marker === undefined) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (to !== undefined) point(to)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(marker)
    else if (event.key === 'F2') setEditing(marker.id)
    else return
    event.preventDefault()
  }
  usePlayhead(player, (ms) => {
    const root = scroller.current
    const index = shown.findLastIndex(({ startMs }) => startMs <= ms + 1)
    const row = root?.querySelector(`[data-index="${index}"]`) ?? null
    for (const other of root?.querySelectorAll('[data-current]') ?? [])
      if (other !== row) other.removeAttribute('data-current')
    row?.setAttribute('data-current', '')
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside.
    <div ref={scroller} className={styles['scroller']} onKeyDown={onKeyDown}>
      <ol
        className={styles['list']}
        style={{ height: virtualizer.getTotalSize(), '--times': `max(44px, ${longest}ch)` }}
        aria-label="Markers"
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const marker = shown[index]
          return marker === undefined ? null : (
            <MarkerRow
              key={key}
              ref={virtualizer.measureElement}
              index={index}
              count={shown.length}
              top={start}
              marker={marker}
              active={index === at}
              editing={editing === marker.id}
              stretches={stretches}
              onGo={() => player.seek(marker.startMs)}
              onPoint={() => setActive({ id: marker.id, index })}
              onEdit={() => setEditing(marker.id)}
              onSaid={(text, byKey) => {
                focusNext.current = byKey
                setEditing(null)
                if (text !== null) void book.edit(marker.id, { text })
              }}
              onColour={(colour) => void book.edit(marker.id, { colour })}
              onMoveHere={() => book.move(marker.id, player.timeMs + markers.offsetMs)}
              onRemove={() => remove(marker)}
            />
          )
        })}
      </ol>
    </div>
  )
}

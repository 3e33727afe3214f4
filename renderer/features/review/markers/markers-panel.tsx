/**
 * The markers as a list: a place to go to each, its words and colour changed where they stand. Only what is in sight
 * exists. The keyboard is on one marker, and the arrows take it to the next.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Bookmark, FolderInput } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Marker } from '../../../../preload/contract/markers.ts'
import { chordOf } from '../../../commands/review-keys.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { chordWords, Kbd } from '../../../ui/kbd.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useToast } from '../../../ui/toast.tsx'
import type { Player } from '../player/player.ts'
import type { Beside } from '../use-beside.ts'
import { usePlayhead } from '../use-playhead.ts'
import { ExportMenu } from './export-menu.tsx'
import { MarkerRow, timesOf } from './marker-row.tsx'
import styles from './markers-panel.module.css'
import type { MarkerImport } from './use-import.ts'
import type { RoomMarkers } from './use-markers.ts'

type ListProps = { readonly markers: RoomMarkers; readonly player: Player }
type Props = ListProps & { readonly imports: MarkerImport; readonly beside: Pick<Beside, 'exporting' | 'setExporting'> }

export function MarkersPanel({ markers, player, imports, beside }: Props) {
  const { book, shown } = markers
  const loaded = useStore(book.store, (state) => state.loaded)
  const { read, failed, dismiss } = imports
  const [exportFailed, setExportFailed] = useState<string | null>(null)
  const words = failed ?? exportFailed
  const onDismiss = () => {
    dismiss()
    setExportFailed(null)
  }
  return (
    <div className={styles['panel']}>
      {words === null ? null : (
        <Notice tone="tally" shape="strip" onDismiss={onDismiss}>
          {words}
        </Notice>
      )}
      <div className={styles['bar']}>
        <Button size="small" disabled={player.video === null} onClick={markers.drop}>
          Add marker
        </Button>
        <span className={styles['gap']} />
        <Button size="small" variant="quiet" icon={FolderInput} onClick={read}>
          Import
        </Button>
        <ExportMenu
          recordingId={book.recordingId}
          disabled={shown.length === 0}
          open={beside.exporting === 'markers'}
          onOpenChange={(open) => beside.setExporting(open ? 'markers' : null)}
          onProblem={setExportFailed}
        />
      </div>
      {shown.length > 0 ? (
        <MarkerList markers={markers} player={player} />
      ) : loaded ? (
        <EmptyState icon={Bookmark} title="No markers yet">
          Press <Kbd keys={chordOf('marker') ?? 'm'} /> while it plays and type what happens. Markers go on to editing
          programs.
        </EmptyState>
      ) : null}
    </div>
  )
}

function MarkerList({ markers, player }: ListProps) {
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
  const say = useToast()
  const remove = async ({ id, text }: Marker) => {
    focusNext.current = true
    setActive({ id, index: shown.findIndex((each) => each.id === id) })
    const back = await book.change({ put: [], remove: [id] })
    if (back === null) return
    const which = text === '' ? 'The marker' : `“${text.length > 40 ? `${text.slice(0, 40).trimEnd()}…` : text}”`
    say(`${which} was deleted. ${chordWords('mod+z')} brings it back, too.`, {
      label: 'Undo',
      run: () => void book.change(back),
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const marker = shown[at]
    if (event.target instanceof HTMLInputElement || marker === undefined) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (to !== undefined) point(to)
    else if (event.key === 'Delete' || event.key === 'Backspace') void remove(marker)
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
              onRemove={() => void remove(marker)}
            />
          )
        })}
      </ol>
    </div>
  )
}

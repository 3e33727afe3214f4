/**
 * The list itself: only what is in sight exists. The keyboard stays on the list as a whole and points at its line, so that
 * scrolling a line away never loses it.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { LibraryItem } from '../../stores/library-items.ts'
import { indexOfKey, isHit, itemAt, type LibraryItems } from '../../stores/library-items.ts'
import { select } from '../../stores/selection.ts'
import { app, library, useApp, useLibrary } from '../../stores/stores.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { useNow } from '../../ui/use-now.ts'
import { DateStrip } from './date-strip.tsx'
import { useDragOut } from './drag-out.ts'
import { HitLine } from './hit-line.tsx'
import { type LineActions, RecordingLine } from './recording-line.tsx'
import styles from './recording-list.module.css'
import { lineHeight, useListAnchor } from './use-list-anchor.ts'
import { useListKeys } from './use-list-keys.ts'
import { useRecordingMenu } from './use-recording-menu.ts'

type Props = { readonly label: string; readonly actions: LineActions }

/** Where the list stood when the person went to another screen. */
const lastScroll = { top: 0 }

export function RecordingList({ label, actions }: Props) {
  const items = useLibrary((state) => state.items)
  const selection = useLibrary((state) => state.selection)
  const filter = useLibrary((state) => state.filter)
  const sort = useLibrary((state) => state.sort)
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const nowMs = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const virtualizer = useVirtualizer({
    count: items.keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => lineHeight(items, index), [items]),
    getItemKey: useCallback((index: number) => items.keys[index] ?? index, [items]),
    initialOffset: lastScroll.top,
    overscan: 8,
    useFlushSync: false,
  })
  const lines = virtualizer.getVirtualItems()

  useListAnchor(virtualizer, items)
  useTopAfterChange(scroller, [filter, sort])
  useRowsAhead(items, lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0)

  const { entries, aim } = useRecordingMenu(actions)
  const onKeyDown = useListKeys(virtualizer, actions)
  const dragOut = useDragOut()
  const focusedIndex = indexOfKey(items, selection.focused)
  return (
    <div className={styles['list']}>
      <DateStrip firstIndex={firstInSight(virtualizer)} />
      <ContextMenu entries={entries} onBeforeOpen={aim}>
        <div
          ref={scroller}
          role="treegrid"
          aria-label={label}
          aria-multiselectable="true"
          aria-rowcount={items.keys.length}
          aria-activedescendant={
            lines.some((line) => line.index === focusedIndex) ? `line-${selection.focused}` : undefined
          }
          tabIndex={0}
          className={styles['scroller']}
          onKeyDown={onKeyDown}
          onScroll={() => {
            // Not the element's own: reading that lays the page out once more, in every frame.
            lastScroll.top = virtualizer.scrollOffset ?? 0
          }}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: lines are placed freely, no table can. */}
          <div role="rowgroup" className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
            {lines.map((line) => {
              const item = itemAt(items, line.index)
              const key = items.keys[line.index]
              if (item === null || key === undefined) return null
              const focused = key === selection.focused
              return (
                // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the list has the focus and points here.
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys.
                <div
                  key={key}
                  id={`line-${key}`}
                  role="row"
                  aria-rowindex={line.index + 1}
                  aria-level={item.kind === 'recording' || item.kind === 'group' ? 1 : 2}
                  aria-setsize={items.keys.length}
                  aria-posinset={line.index + 1}
                  aria-selected={selection.keys.has(key)}
                  aria-expanded={item.kind === 'group' ? item.open : undefined}
                  data-key={key}
                  data-focused={focused ? '' : undefined}
                  data-kind={item.kind}
                  data-hit-follows={isHit(items, line.index + 1) ? '' : undefined}
                  className={styles['row']}
                  style={{ height: line.size, transform: `translateY(${line.start}px)` }}
                  draggable
                  onDragStart={dragOut}
                  onPointerEnter={() => setPointed(key)}
                  onPointerLeave={() => setPointed(null)}
                  onClick={(event) => onLineClick(event, key, item, actions)}
                  onDoubleClick={(event) => {
                    if (item.kind !== 'hit' && !onButton(event)) actions.review(item.id)
                  }}
                >
                  {item.kind === 'hit' ? (
                    <HitLine hit={item.hit} />
                  ) : (
                    <Line
                      item={item}
                      itemKey={key}
                      hot={focused || key === pointed}
                      focused={focused}
                      nowMs={nowMs}
                      timeZone={timeZone}
                      actions={actions}
                    />
                  )}
                </div>
              )
            })}
          </div>
        </div>
      </ContextMenu>
    </div>
  )
}

type LineProps = {
  readonly item: Exclude<LibraryItem, { kind: 'hit' }>
  readonly itemKey: number
  readonly hot: boolean
  readonly focused: boolean
  readonly nowMs: number
  readonly timeZone: string
  readonly actions: LineActions
}

function Line({ item, itemKey, ...rest }: LineProps) {
  const group =
    item.kind === 'group' ? { ids: item.members, open: item.open, toggle: () => library.toggleGroup(itemKey) } : null
  return <RecordingLine id={item.id} group={group} member={item.kind === 'member'} {...rest} />
}

/** So many lines before and after those in sight, and no question before as many have gone by. */
const linesAhead = 40

/** Reads rows before they come into sight, many at a time: one at a time each line would be drawn twice. */
function useRowsAhead(items: LibraryItems, first: number, last: number): void {
  const from = Math.floor(first / linesAhead) * linesAhead - linesAhead
  const to = Math.ceil(last / linesAhead) * linesAhead + linesAhead
  useEffect(() => {
    const ids = new Set<number>()
    for (let index = Math.max(0, from); index < Math.min(items.keys.length, to); index += 1) {
      const item = itemAt(items, index)
      if (item !== null) ids.add(item.id)
    }
    library.want([...ids])
  }, [items, from, to])
}

const onButton = (event: MouseEvent) => event.target instanceof Element && event.target.closest('button') !== null

function onLineClick(event: MouseEvent, key: number, item: LibraryItem, actions: LineActions): void {
  if (onButton(event)) return
  const { items, selection } = library.getState()
  const mode = event.shiftKey ? 'extend' : event.metaKey || event.ctrlKey ? 'toggle' : 'one'
  library.choose(select(items.keys, selection, key, mode))
  if (item.kind === 'hit' && mode === 'one') app.review(item.id, item.hit.atMs)
  else if (item.kind === 'hit') actions.review(item.id)
}

const firstInSight = (virtualizer: {
  scrollOffset: number | null
  getVirtualItemForOffset: (offset: number) => { index: number } | undefined
}) => virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0)?.index ?? 0

/** Another question starts at the top. Not when the list is shown again: then it stands where it was left. */
function useTopAfterChange(scroller: { readonly current: HTMLDivElement | null }, asked: readonly unknown[]): void {
  const before = useRef(asked)
  useEffect(() => {
    const same = asked.every((value, index) => value === before.current[index])
    before.current = asked
    if (!same && scroller.current !== null) scroller.current.scrollTop = 0
  })
}

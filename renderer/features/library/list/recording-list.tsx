/**
 * The list itself, as lines or as a grid: only what is in sight exists. The keyboard stays on the list as a whole and
 * points at its line, so that scrolling a line away never loses it.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import { chosenIn } from '../../../commands/chosen.ts'
import { indexOfKey, itemAt } from '../../../stores/library-items.ts'
import { library, useApp, useLibrary } from '../../../stores/stores.ts'
import { ContextMenu } from '../../../ui/menu.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useWidth } from '../../../ui/use-width.ts'
import { DateStrip } from './date-strip.tsx'
import { useDragOut } from './drag-out.ts'
import type { ListView } from './list-can.ts'
import { listHeadings } from './list-headings.ts'
import { gridMeasures, type ListLayout, layOut, linesOfRow, rowCount, rowOfLine } from './list-layout.ts'
import { ListRow } from './list-rows.tsx'
import styles from './recording-list.module.css'
import type { LineActions } from './recording-parts.tsx'
import { useListAnchor } from './use-list-anchor.ts'
import { useListKeys } from './use-list-keys.ts'
import type { RunList } from './use-list-offer.ts'
import { useRecordingMenu } from './use-recording-menu.ts'
import { useRowsInSight } from './use-rows-in-sight.ts'
import { useRubberBand } from './use-rubber-band.ts'

type Props = {
  readonly label: string
  readonly asGrid: boolean
  readonly actions: LineActions
  readonly run: RunList
  readonly view: ListView
}

/** Where the list stood when the person went to another screen, and how wide it was. */
const lastScroll = { top: 0, width: 0 }
/** Room for the bar that floats over the end while several are chosen, and to begin a box in. */
const roomAtEnd = 72

export function RecordingList({ label, asGrid, actions, run, view }: Props) {
  const selection = useLibrary((state) => state.selection)
  const filter = useLibrary((state) => state.filter)
  const sort = useLibrary((state) => state.sort)
  const asking = useLibrary((state) => state.asking)
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const nowMs = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const layout = useLayout(scroller, asGrid, nowMs, timeZone)
  const { items } = layout
  const inSight = useRowsInSight(scroller, layout, lastScroll.top)
  const rows = inSight.rows(layout, asGrid ? 3 : 8)
  const firstShown = linesOfRow(layout, rows[0] ?? 0).first
  const lastShown = linesOfRow(layout, rows.at(-1) ?? 0).end - 1

  useListAnchor(inSight, layout)
  useTopAfterChange(scroller, [filter, sort])
  useRowsAhead(layout, firstShown, lastShown)

  const { entries, aim } = useRecordingMenu(run, view)
  const onKeyDown = useListKeys(inSight, layout, run)
  const dragOut = useDragOut()
  const { band, onPointerDown } = useRubberBand(scroller, layout)
  const focusedLine = indexOfKey(items, selection.focused)
  const focusedRow = focusedLine === -1 ? -1 : rowOfLine(layout, focusedLine)
  return (
    <div className={styles['list']}>
      <DateStrip firstLine={layout.firsts[inSight.first] ?? 0} asGrid={asGrid} />
      <ContextMenu entries={entries} onBeforeOpen={aim}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: it has one of two roles. */}
        <div
          ref={scroller}
          role={asGrid ? 'grid' : 'treegrid'}
          aria-label={label}
          aria-multiselectable="true"
          aria-busy={asking}
          aria-rowcount={rowCount(layout)}
          aria-colcount={layout.grid?.columns}
          aria-activedescendant={rows.includes(focusedRow) ? `line-${selection.focused}` : undefined}
          tabIndex={0}
          data-recordings=""
          className={styles['scroller']}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          onScroll={() => {
            inSight.look()
            lastScroll.top = inSight.top
          }}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: lines are placed freely, no table can. */}
          <div
            role="rowgroup"
            className={styles['rows']}
            style={{ height: (layout.tops[rowCount(layout)] ?? 0) + roomAtEnd }}
          >
            {rows.map((row) => (
              <ListRow
                key={items.keys[layout.firsts[row] ?? 0]}
                row={row}
                layout={layout}
                selection={selection}
                pointed={pointed}
                onPoint={setPointed}
                onDragStart={dragOut}
                actions={actions}
                nowMs={nowMs}
                timeZone={timeZone}
              />
            ))}
            {band === null ? null : (
              <div
                className={styles['band']}
                aria-hidden="true"
                style={{
                  transform: `translate(${band.left}px, ${band.top}px)`,
                  width: band.right - band.left,
                  height: band.bottom - band.top,
                }}
              />
            )}
          </div>
        </div>
      </ContextMenu>
    </div>
  )
}

/** Made anew when the list, the width or the minute changes; scrolling looks things up in it. */
function useLayout(
  scroller: { readonly current: HTMLDivElement | null },
  asGrid: boolean,
  nowMs: number,
  timeZone: string,
): ListLayout {
  const items = useLibrary((state) => state.items)
  const width = useWidth(scroller, lastScroll.width)
  useEffect(() => {
    lastScroll.width = width
  }, [width])
  const headings = useMemo(() => listHeadings(items, nowMs, timeZone), [items, nowMs, timeZone])
  // Lines are as wide as they are: their layout outlives another width.
  const grid = useMemo(() => (asGrid ? gridMeasures(width) : null), [asGrid, width])
  return useMemo(() => layOut(items, headings, grid), [items, headings, grid])
}

/** So many lines before and after those in sight, and no question before as many have gone by. */
const linesAhead = 40

/** Of so many selected it is known what they are, wherever they stand; of more what has been in sight. */
const mostKnown = 500

/** Reads rows before they come into sight, many at a time: one at a time each line would be drawn twice. */
function useRowsAhead({ items }: ListLayout, first: number, last: number): void {
  const chosen = useLibrary(chosenIn)
  const from = Math.floor(first / linesAhead) * linesAhead - linesAhead
  const to = Math.ceil(last / linesAhead) * linesAhead + linesAhead
  useEffect(() => {
    const ids = new Set<number>()
    for (let index = Math.max(0, from); index < Math.min(items.keys.length, to); index += 1) {
      const item = itemAt(items, index)
      if (item !== null) ids.add(item.id)
    }
    if (chosen.length <= mostKnown) for (const id of chosen) ids.add(id)
    library.want([...ids])
  }, [items, from, to, chosen])
}

/** Another question starts at the top. Not when the list is shown again: then it stands where it was left. */
function useTopAfterChange(scroller: { readonly current: HTMLDivElement | null }, asked: readonly unknown[]): void {
  const before = useRef(asked)
  useEffect(() => {
    const same = asked.every((value, index) => value === before.current[index])
    before.current = asked
    if (!same && scroller.current !== null) scroller.current.scrollTop = 0
  })
}

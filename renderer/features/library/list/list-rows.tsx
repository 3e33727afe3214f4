/** What stands in the list's rows: a line of the list, or a row of the grid's cards. The list itself has focus and keys. */
import { type DragEvent, type MouseEvent, memo } from 'react'
import { type ItemKey, isHit, itemAt, type LibraryItem } from '../../../stores/library-items.ts'
import { type Selection, select } from '../../../stores/selection.ts'
import { app, library } from '../../../stores/stores.ts'
import { HitLine } from './hit-line.tsx'
import { cardLeft, headingHeight, type ListLayout, linesOfRow } from './list-layout.ts'
import styles from './list-rows.module.css'
import { RecordingCard } from './recording-card.tsx'
import { RecordingLine } from './recording-line.tsx'
import type { LineActions, RecordingProps } from './recording-parts.tsx'

type Shared = {
  readonly layout: ListLayout
  readonly selection: Selection
  /** Under the pointer. */
  readonly pointed: ItemKey | null
  readonly onPoint: (key: ItemKey | null) => void
  readonly onDragStart: (event: DragEvent) => void
  readonly actions: LineActions
  readonly nowMs: number
  readonly timeZone: string
}
type RowProps = Shared & { readonly row: number }
/** `top` and `height` in pixels, below its heading. */
type PlacedProps = RowProps & { readonly top: number; readonly height: number }
type ItemProps = Shared & { readonly item: LibraryItem; readonly itemKey: ItemKey }

/** While the list scrolls, only rows that come into sight are made. */
export const ListRow = memo(function ListRow(props: RowProps) {
  const { layout, row } = props
  const top = layout.tops[row] ?? 0
  const height = (layout.tops[row + 1] ?? 0) - top
  const heading = layout.headings.get(row)
  const above = heading === undefined ? 0 : headingHeight
  return (
    <>
      {heading === undefined ? null : (
        // Its words stand in each line too: it isn't read out, where a list has room for rows only.
        <div className={styles['heading']} style={{ transform: `translateY(${top}px)` }} aria-hidden="true">
          {heading}
        </div>
      )}
      {layout.grid === null ? (
        <OneLine {...props} top={top + above} height={height - above} />
      ) : (
        <Cards {...props} top={top + above} height={height - above} />
      )}
    </>
  )
})

function OneLine(props: PlacedProps) {
  const { layout, row: index, selection, top, height } = props
  const item = itemAt(layout.items, index)
  const key = layout.items.keys[index]
  if (item === null || key === undefined) return null
  const selected = selection.keys.has(key)
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the list has the focus and points here.
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-level={item.kind === 'recording' || item.kind === 'group' ? 1 : 2}
      aria-setsize={layout.items.keys.length}
      aria-posinset={index + 1}
      aria-selected={selected}
      aria-expanded={item.kind === 'group' ? item.open : undefined}
      data-hit-follows={isHit(layout.items, index + 1) ? '' : undefined}
      className={styles['row']}
      style={{ height, transform: `translateY(${top}px)` }}
      {...itemProps({ ...props, item, itemKey: key })}
    >
      {item.kind === 'hit' ? (
        <HitLine hit={item.hit} />
      ) : (
        <RecordingLine {...recordingProps({ ...props, item, itemKey: key })} />
      )}
    </div>
  )
}

function Cards(props: PlacedProps) {
  const { layout, row, top, height } = props
  const { grid, items } = layout
  if (grid === null) return null
  const { first, end } = linesOfRow(layout, row)
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: cards are placed freely, no table can; the focus is the grid's.
    <div
      role="row"
      aria-rowindex={row + 1}
      className={styles['cards']}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {Array.from(items.keys.subarray(first, end), (key, column) => {
        const item = itemAt(items, first + column)
        if (item === null || item.kind === 'hit') return null
        const next = itemAt(items, first + column + 1)
        return (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above.
          <div
            key={key}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={props.selection.keys.has(key)}
            data-session={sessionPlace(item, next)}
            className={styles['card']}
            style={{ left: cardLeft(grid, column), width: grid.cardWidth, height: grid.cardHeight }}
            {...itemProps({ ...props, item, itemKey: key })}
          >
            <RecordingCard {...recordingProps({ ...props, item, itemKey: key })} />
          </div>
        )
      })}
    </div>
  )
}

/** An open session's cards hang together: each says whether another of it follows. */
function sessionPlace(item: LibraryItem, next: LibraryItem | null): 'goes-on' | 'ends' | undefined {
  if (next?.kind === 'member') return 'goes-on'
  return item.kind === 'member' ? 'ends' : undefined
}

function itemProps({ item, itemKey, selection, onPoint, onDragStart, actions }: ItemProps) {
  return {
    id: `line-${itemKey}`,
    'data-key': itemKey,
    'data-kind': item.kind,
    'data-focused': itemKey === selection.focused ? '' : undefined,
    // What is chosen can be dragged out by any place of it.
    draggable: selection.keys.has(itemKey),
    onDragStart,
    onPointerEnter: () => onPoint(itemKey),
    onPointerLeave: () => onPoint(null),
    onClick: (event: MouseEvent) => onItemClick(event, itemKey, item, actions),
  }
}

function recordingProps(props: ItemProps & { readonly item: Exclude<LibraryItem, { kind: 'hit' }> }): RecordingProps {
  const { item, itemKey, selection, pointed, actions, nowMs, timeZone } = props
  const focused = itemKey === selection.focused
  return {
    id: item.id,
    group:
      item.kind === 'group' ? { ids: item.members, open: item.open, toggle: () => library.toggleGroup(itemKey) } : null,
    member: item.kind === 'member',
    hot: focused || itemKey === pointed,
    focused,
    nowMs,
    timeZone,
    actions,
  }
}

const onButton = (event: MouseEvent) => event.target instanceof Element && event.target.closest('button') !== null

function onItemClick(event: MouseEvent, key: ItemKey, item: LibraryItem, actions: LineActions): void {
  if (onButton(event)) return
  const { items, selection } = library.getState()
  const mode = event.shiftKey ? 'extend' : event.metaKey || event.ctrlKey ? 'toggle' : 'one'
  library.choose(select(items.keys, selection, key, mode))
  // The second of two on one line; the first may have been a button's that gave way to the list.
  if (event.detail === 2 && item.kind !== 'hit' && selection.focused === key) actions.review(item.id)
  if (item.kind === 'hit' && mode === 'one') app.reviewHit(item.hit)
  else if (item.kind === 'hit') actions.review(item.id)
}

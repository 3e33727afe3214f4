/**
 * Rooms under a heading of the sidebar. A workspace may have tens of thousands: only those on the screen exist, and the
 * list is one stop of the keyboard, with arrow keys inside.
 */
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Room } from '../../../preload/contract/library.ts'
import { formatBytes } from '../../format/bytes.ts'
import { useApp, useLibrary } from '../../stores/stores.ts'
import { openRoom } from './open-room.ts'
import { RoomDot } from './room-dot.tsx'
import styles from './rooms.module.css'
import { SidebarItem } from './sidebar-item.tsx'
import { useRowsOnScreen } from './use-rows-on-screen.ts'

type Props = {
  readonly label: string
  readonly rooms: readonly Room[]
  /** Under a workspace's name, which need not be said again. */
  readonly grouped: boolean
}

/** As in rooms.module.css: a line and the gap under it. */
const linePx = 29

export function RoomList({ label, rooms, grouped }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const screen = useApp((state) => state.screen.kind)
  const roomIds = useLibrary((state) => state.filter.roomIds)
  const currentId = screen === 'library' && roomIds.length === 1 ? roomIds[0] : undefined
  const { at, onFocusOf, onKeyDown } = useArrows(list, rooms, currentId)
  const { from, to } = useRowsOnScreen(list, rooms.length, linePx)
  const unique = useMemo(() => (grouped ? onlyOnes(rooms) : null), [grouped, rooms])
  // What has the keyboard exists wherever it is.
  const shown = [...(at < from ? [at] : []), ...Array.from({ length: to - from }, (_, index) => from + index)]
  if (at >= to) shown.push(at)
  return (
    <ul
      ref={list}
      aria-label={label}
      className={styles['rooms']}
      style={{ height: rooms.length * linePx }}
      onKeyDown={onKeyDown}
    >
      {shown.map((index) => {
        const room = rooms[index]
        if (room === undefined) return null
        return (
          <SidebarItem
            key={room.id}
            data-room={room.id}
            aria-setsize={rooms.length}
            aria-posinset={index + 1}
            style={{ top: index * linePx }}
            mark={<RoomDot title={room.title} />}
            label={room.title}
            aside={unique?.has(room.title) ? null : room.apart}
            hint={room.localBytes > 0 ? `${formatBytes(room.localBytes)} on this computer` : null}
            count={room.recordingCount}
            current={currentId === room.id}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => onFocusOf(room)}
            onClick={() => openRoom(room)}
          />
        )
      })}
    </ul>
  )
}

/** Titles that one room alone has. */
function onlyOnes(rooms: readonly Room[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { title } of rooms) counts.set(title, (counts.get(title) ?? 0) + 1)
  return new Set([...counts].flatMap(([title, count]) => (count === 1 ? [title] : [])))
}

const steps: Readonly<Record<string, number>> = {
  ...{ ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 },
  ...{ Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
}

/** Which of them the keyboard comes to: the last one it was on, else the one that the list shows, else the first. */
function useArrows(
  list: { readonly current: HTMLElement | null },
  rooms: readonly Room[],
  currentId: number | undefined,
) {
  const [focusedId, setFocusedId] = useState<number | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const at = useMemo(() => {
    const placeOf = (wantedId: number | null | undefined) => rooms.findIndex(({ id }) => id === wantedId)
    const focused = placeOf(focusedId)
    return focused === -1 ? Math.max(0, placeOf(currentId)) : focused
  }, [rooms, focusedId, currentId])
  // It has to exist before it can be focused.
  useLayoutEffect(() => {
    if (wanted === null) return
    list.current?.querySelector<HTMLElement>(`[data-room="${wanted}"] button`)?.focus()
    setWanted(null)
  }, [list, wanted])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const next = rooms[Math.min(rooms.length - 1, Math.max(0, at + step))]
    if (next === undefined) return
    setFocusedId(next.id)
    setWanted(next.id)
  }
  return { at, onKeyDown, onFocusOf: ({ id }: Room) => setFocusedId(id) }
}

/**
 * The markers on the timeline: a flag each, a range as the bar behind it. A click goes there, a drag moves the marker. What
 * this shows to the pointer, the panel beside the picture and the keys offer to everyone.
 */
import { memo, type PointerEvent, useMemo, useRef, useState } from 'react'
import type { Marker } from '../../../../preload/contract/markers.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { colours, markerStyle } from '../markers/colours.ts'
import { flagsPath, nearestMarker, rangesPath } from '../markers/lane-shapes.ts'
import type { RoomMarkers } from '../markers/use-markers.ts'
import type { Player } from '../player/player.ts'
import styles from './marker-lane.module.css'
import { shareOf, type TimeScale } from './time-scale.ts'
import { useSize } from './use-size.ts'

type Props = { readonly markers: RoomMarkers; readonly player: Player; readonly scale: TimeScale }
type Drag = { readonly marker: Marker; readonly fromX: number; readonly startMs: number; readonly moved: boolean }

/** Less is a click with an unsteady hand. */
const dragFromPx = 3

export function MarkerLane({ markers, player, scale }: Props) {
  const lane = useRef<HTMLDivElement>(null)
  const { width } = useSize(lane)
  const [drag, setDrag] = useState<Drag | null>(null)
  const [hovered, setHovered] = useState<Marker | null>(null)
  const shown = useMemo(() => (drag === null ? markers.shown : withMoved(markers.shown, drag)), [markers.shown, drag])
  const xOf = (event: PointerEvent) => event.clientX - (lane.current?.getBoundingClientRect().left ?? 0)
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const marker = event.button === 0 ? nearestMarker(markers.shown, scale, width, xOf(event)) : null
    if (marker === null) return
    // Else the timeline would go to where the pointer is, a little beside.
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ marker, fromX: xOf(event), startMs: marker.startMs, moved: false })
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag === null) return setHovered(nearestMarker(markers.shown, scale, width, xOf(event)))
    event.stopPropagation()
    const by = xOf(event) - drag.fromX
    const startMs = Math.max(-markers.offsetMs, drag.marker.startMs + (by / Math.max(1, width)) * scale.spanMs)
    if (drag.moved || Math.abs(by) >= dragFromPx) setDrag({ ...drag, startMs, moved: true })
  }
  const onLostPointerCapture = () => {
    if (drag === null) return
    setDrag(null)
    if (drag.moved) markers.book.move(drag.marker.id, drag.startMs + markers.offsetMs)
    else player.seek(drag.marker.startMs)
  }
  const pointed = drag?.moved === true ? { ...drag.marker, startMs: drag.startMs } : hovered
  return (
    <div
      ref={lane}
      className={styles['lane']}
      aria-hidden="true"
      data-marker-lane
      data-hit={hovered === null && drag === null ? undefined : ''}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHovered(null)}
      onLostPointerCapture={onLostPointerCapture}
    >
      <Flags markers={shown} scale={scale} width={width} />
      {pointed === null ? null : <Label marker={pointed} share={shareOf(scale, pointed.startMs)} />}
    </div>
  )
}

type FlagsProps = { readonly markers: readonly Marker[]; readonly scale: TimeScale; readonly width: number }

/** A path a colour, however many there are. */
const Flags = memo(function Flags({ markers, scale, width }: FlagsProps) {
  return (
    <svg className={styles['flags']} width={width} height={16} aria-hidden="true">
      {colours.map((colour) => {
        const these = markers.filter((marker) => marker.colour === colour)
        return these.length === 0 ? null : (
          <g key={colour} style={markerStyle(colour)} data-crowded={these.length * 5 > width ? '' : undefined}>
            <path className={styles['range']} d={rangesPath(these, scale, width)} />
            <path className={styles['flag']} d={flagsPath(these, scale, width)} />
          </g>
        )
      })}
    </svg>
  )
})

const Label = ({ marker, share }: { readonly marker: Marker; readonly share: number }) => (
  <div className={styles['label']} style={{ left: `${share * 100}%`, transform: `translateX(${-share * 100}%)` }}>
    <span className={styles['when']}>{formatTimeCode(marker.startMs)}</span>
    {marker.text === '' ? null : (
      <span className={styles['text']} dir="auto">
        {marker.text}
      </span>
    )}
  </div>
)

function withMoved(markers: readonly Marker[], { marker, startMs }: Drag): readonly Marker[] {
  const by = startMs - marker.startMs
  const moved = { ...marker, startMs, endMs: marker.endMs === null ? null : marker.endMs + by }
  return markers.map((each) => (each.id === marker.id ? moved : each))
}

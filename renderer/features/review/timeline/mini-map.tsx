/** Under the timeline, which part of the whole it shows, and the ways nearer and further. */
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useStore } from 'zustand'
import { chordOf } from '../../../commands/review-keys.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import styles from './mini-map.module.css'
import { isNearest, isWhole } from './time-scale.ts'
import type { TimelineView } from './timeline-view.ts'

type Props = { readonly player: Player; readonly view: TimelineView; readonly controls: string }

export function MiniMap({ player, view, controls }: Props) {
  const scale = useStore(view.store)
  const fits = isWhole(scale)
  return (
    <div className={styles['row']}>
      {fits ? <span className={styles['whole']} /> : <Overview player={player} view={view} controls={controls} />}
      <IconButton
        size="small"
        label="Zoom out"
        shortcut={chordOf('zoom-out')}
        icon={ZoomOut}
        disabled={fits}
        onClick={() => view.further()}
      />
      <IconButton
        size="small"
        label="Show all of it"
        shortcut={chordOf('zoom-fit')}
        icon={Maximize2}
        disabled={fits}
        onClick={() => view.fit()}
      />
      <IconButton
        size="small"
        label="Zoom in"
        shortcut={chordOf('zoom-in')}
        icon={ZoomIn}
        disabled={isNearest(scale)}
        onClick={() => view.nearer()}
      />
    </div>
  )
}

function Overview({ player, view, controls }: Props) {
  const { durationMs, startMs, spanMs } = useStore(view.store)
  const bar = useRef<HTMLDivElement>(null)
  const spot = useRef<HTMLDivElement>(null)
  const held = useRef<number | null>(null)
  usePlayhead(player, (ms) => {
    if (spot.current !== null) spot.current.style.left = `${(ms / durationMs) * 100}%`
  })
  const timeUnder = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect()
    return box === undefined ? 0 : ((event.clientX - box.left) / box.width) * durationMs
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const ms = timeUnder(event)
    // Beside the part that is shown: it comes there. On it: it is held where it was taken.
    const isOnIt = ms >= startMs && ms <= startMs + spanMs
    held.current = isOnIt ? ms - startMs : spanMs / 2
    view.showFrom(ms - held.current)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.25, ArrowRight: 0.25, PageUp: -1, PageDown: 1 }[event.key]
    const to = { Home: 0, End: durationMs }[event.key]
    if (by !== undefined) view.pan(by)
    else if (to !== undefined) view.showFrom(to)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={bar}
      role="scrollbar"
      tabIndex={0}
      aria-label="Part of the timeline that is shown"
      aria-controls={controls}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.floor((durationMs - spanMs) / 1000)}
      aria-valuenow={Math.floor(startMs / 1000)}
      aria-valuetext={`${formatTimeCode(startMs)} to ${formatTimeCode(startMs + spanMs)}`}
      className={styles['map']}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (held.current !== null) view.showFrom(timeUnder(event) - held.current)
      }}
      onLostPointerCapture={() => {
        held.current = null
      }}
      onKeyDown={onKeyDown}
    >
      <div
        className={styles['part']}
        style={{ left: `${(startMs / durationMs) * 100}%`, width: `${(spanMs / durationMs) * 100}%` }}
      />
      <div ref={spot} className={styles['spot']} />
    </div>
  )
}

/** The thin line under the hand: what is loaded, what has been played; and over everything, in and out. */
import { useRef } from 'react'
import { useStore } from 'zustand'
import { formatTimeCode } from '../../../format/time-code.ts'
import { hasPoints } from '../player/loop-range.ts'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import { shareOf, type TimeScale } from './time-scale.ts'
import styles from './timeline.module.css'

type Props = { readonly player: Player; readonly scale: TimeScale }

export function Spans({ player, scale }: Props) {
  const buffered = useStore(player.store, (state) => state.buffered)
  const played = useRef<HTMLDivElement>(null)
  usePlayhead(player, (ms) => {
    const share = Math.min(1, Math.max(0, shareOf(scale, ms)))
    if (played.current !== null) played.current.style.transform = `scaleX(${share})`
  })
  return (
    <div className={styles['line']}>
      {buffered.map(({ startMs, endMs }) => (
        <div key={startMs} className={styles['buffered']} style={between(startMs, endMs, scale)} />
      ))}
      <div ref={played} className={styles['played']} />
    </div>
  )
}

/** Stretches that the film leaves out. What they are is said at the pointer and by the position. */
export function Gaps({ player, scale }: Props) {
  const gaps = useStore(player.store, (state) => state.gaps)
  return gaps.map(({ startMs, endMs }) => (
    <div key={startMs} className={styles['gap']} aria-hidden="true" style={between(startMs, endMs, scale)} />
  ))
}

export function Points({ player, scale }: Props) {
  const range = useStore(player.store, (state) => state.range)
  if (scale.durationMs === 0 || !hasPoints(range)) return null
  const outMs = Math.min(range.outMs ?? scale.durationMs, scale.durationMs)
  return (
    <div
      className={styles['points']}
      data-looping={range.looping ? '' : undefined}
      data-in={range.inMs === null ? undefined : ''}
      data-out={range.outMs === null ? undefined : ''}
      style={between(range.inMs ?? 0, outMs, scale)}
      title={`In ${formatTimeCode(range.inMs ?? 0)}, out ${formatTimeCode(outMs)}`}
    />
  )
}

const between = (startMs: number, endMs: number, scale: TimeScale) => ({
  left: `${shareOf(scale, startMs) * 100}%`,
  width: `${(shareOf(scale, endMs) - shareOf(scale, startMs)) * 100}%`,
})

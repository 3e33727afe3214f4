/** The thin line under the hand: what is loaded, what has been played; and over everything, in and out. */
import { useRef } from 'react'
import { useStore } from 'zustand'
import { formatTimeCode } from '../../../format/time-code.ts'
import { hasPoints } from '../player/loop-range.ts'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import styles from './timeline.module.css'

export function Spans({ player }: { readonly player: Player }) {
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const buffered = useStore(player.store, (state) => state.buffered)
  const played = useRef<HTMLDivElement>(null)
  usePlayhead(player, (ms) => {
    if (played.current !== null) played.current.style.transform = `scaleX(${durationMs === 0 ? 0 : ms / durationMs})`
  })
  return (
    <div className={styles['line']}>
      {durationMs === 0
        ? null
        : buffered.map(({ startMs, endMs }) => (
            <div key={startMs} className={styles['buffered']} style={between(startMs, endMs, durationMs)} />
          ))}
      <div ref={played} className={styles['played']} />
    </div>
  )
}

export function Points({ player }: { readonly player: Player }) {
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const range = useStore(player.store, (state) => state.range)
  if (durationMs === 0 || !hasPoints(range)) return null
  return (
    <div
      className={styles['points']}
      data-looping={range.looping ? '' : undefined}
      data-in={range.inMs === null ? undefined : ''}
      data-out={range.outMs === null ? undefined : ''}
      style={between(range.inMs ?? 0, range.outMs ?? durationMs, durationMs)}
      title={`In ${formatTimeCode(range.inMs ?? 0)}, out ${formatTimeCode(range.outMs ?? durationMs)}`}
    />
  )
}

const between = (startMs: number, endMs: number, durationMs: number) => ({
  left: `${(startMs / durationMs) * 100}%`,
  width: `${((Math.min(endMs, durationMs) - startMs) / durationMs) * 100}%`,
})

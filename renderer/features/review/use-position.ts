/** Remembers where the recording was left: now and then while it plays, when it stops, and when the room is left. */
import { useEffect } from 'react'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { engine } from '../../api/engine.ts'
import type { Player } from './player/player.ts'

/** Each is a write to the library's drive. */
const everyMs = 15_000
const worthMs = 1000

/** `offsetMs`: what the source's clock is behind the recording's. */
export function usePosition(
  { id, upstreamId }: Pick<RecordingRow, 'id' | 'upstreamId'>,
  player: Player,
  offsetMs: number,
): void {
  useEffect(() => {
    // null: nothing is loaded yet.
    let keptMs = player.store.getState().ready ? player.timeMs : null
    let keptAt = performance.now()
    const keep = () => {
      const ms = player.timeMs
      if (!player.store.getState().ready || keptMs === null || Math.abs(ms - keptMs) < worthMs) return
      keptMs = ms
      keptAt = performance.now()
      const positionS = Math.max(0, Math.round(ms + offsetMs) / 1000)
      void engine.call('review.position', { id, upstreamId, positionS })
    }
    const stopTime = player.playhead.onTime(() => {
      if (performance.now() - keptAt > everyMs) keep()
    })
    const stopState = player.store.subscribe((state, before) => {
      if (before.playing && !state.playing) keep()
      // What is loaded first begins where it was left. It may have been moved before it was there.
      if (state.ready && !before.ready) keptMs ??= player.playhead.startMs
    })
    window.addEventListener('pagehide', keep)
    return () => {
      keep()
      stopTime()
      stopState()
      window.removeEventListener('pagehide', keep)
    }
  }, [id, upstreamId, player, offsetMs])
}

/** Where to start: at what was asked for, else where it was left, unless that was the end. */
export function startPosition(askedMs: number | undefined, positionS: number | null, durationS: number | null): number {
  if (askedMs !== undefined) return askedMs
  if (positionS === null) return 0
  // 100ms says 0 where it doesn't know.
  const nearTheEnd = durationS !== null && durationS > 0 && positionS > durationS - 5
  return nearTheEnd ? 0 : positionS * 1000
}

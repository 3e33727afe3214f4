/** The room's markers and what its keys do with them. Times shown are those of the source that plays. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Marker } from '../../../../preload/contract/markers.ts'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { engine } from '../../../api/engine.ts'
import type { Player } from '../player/player.ts'
import { MarkerBook } from './marker-book.ts'

export type RoomMarkers = {
  readonly book: MarkerBook
  /** By time, on the source's clock. */
  readonly shown: readonly Marker[]
  /** Source time plus this is recording time. */
  readonly offsetMs: number
  /** At the playhead. False: nothing is there that could play, so no moment is meant. */
  readonly drop: () => boolean
  /** From in to out, to the playhead where one is missing. False: neither is set. */
  readonly dropRange: () => boolean
  readonly goTo: (direction: 1 | -1) => void
}

/** A marker that was just gone to isn't the next one. */
const hereMs = 20
/** Going back while it plays: the one just passed isn't what is meant. */
const passedMs = 1000

export function useMarkers(
  { id, upstreamId }: Pick<RecordingRow, 'id' | 'upstreamId'>,
  player: Player,
  offsetMs: number,
  onProblem: (words: string | null) => void,
): RoomMarkers {
  const book = useMemo(() => new MarkerBook({ id, upstreamId }, engine, onProblem), [id, upstreamId, onProblem])
  useEffect(() => book.start(), [book])
  const markers = useStore(book.store, (state) => state.markers)
  return useMemo(() => {
    const shown = markers.map((marker) => ({
      ...marker,
      startMs: marker.startMs - offsetMs,
      endMs: marker.endMs === null ? null : marker.endMs - offsetMs,
    }))
    return {
      ...{ book, shown, offsetMs },
      drop: () => {
        if (player.video === null) return false
        book.drop(player.timeMs + offsetMs, null)
        return true
      },
      dropRange: () => {
        const { inMs, outMs } = player.store.getState().range
        if (inMs === null && outMs === null) return false
        const [from, to] = [inMs ?? player.timeMs, outMs ?? player.timeMs]
        book.drop(Math.min(from, to) + offsetMs, Math.max(from, to) + offsetMs)
        return true
      },
      goTo: (direction) => {
        const { playing } = player.store.getState()
        const nowMs = player.timeMs
        const next =
          direction === 1
            ? shown.find(({ startMs }) => startMs > nowMs + hereMs)
            : shown.findLast(({ startMs }) => startMs < nowMs - (playing ? passedMs : hereMs))
        if (next !== undefined) player.seek(next.startMs)
      },
    }
  }, [book, markers, offsetMs, player])
}

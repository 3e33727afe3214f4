/** Tells the palette and the menu what the room can do at this moment, and does it when they ask. */
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { type ReviewAction, reviewAction } from '../../../preload/contract/review-action.ts'
import { offers } from '../../stores/stores.ts'
import type { RoomMarkers } from './markers/use-markers.ts'
import type { CaptionCue } from './player/caption-cues.ts'
import { hasPoints } from './player/loop-range.ts'
import type { Player } from './player/player.ts'
import { type RoomFacts, roomCan } from './room-can.ts'
import type { Texts } from './use-texts.ts'

type Parts = {
  readonly row: RecordingRow
  readonly isPlayable: boolean
  readonly cues: readonly CaptionCue[]
  readonly texts: Texts
  readonly markers: RoomMarkers
}

export function useRoomOffer(run: (action: ReviewAction) => void, player: Player, parts: Parts): void {
  const { row, isPlayable, cues, texts, markers } = parts
  const plays = useStore(player.store, ({ problem }) => problem === null) && isPlayable
  const hasPicture = useStore(player.store, (state) => state.hasPicture) && plays
  const canUndoMove = useStore(player.store, (state) => state.canUndo)
  const points = useStore(player.store, ({ range }) => hasPoints(range))
  const facts: RoomFacts = {
    ...{ plays, hasPicture, canUndoMove, hasPoints: points && plays },
    hasCaptions: cues.length > 0,
    hasWords: texts.lines.length > 0,
    hasMarkers: markers.shown.length > 0,
    hasLink: row.upstreamId !== null,
  }
  const known = JSON.stringify(facts)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the facts by what they say, not by the object.
  const can = useMemo(() => new Set(reviewAction.options.filter((action) => roomCan(action, facts))), [known])
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const { starred, reviewed } = row
  useEffect(() => {
    const on = new Set<ReviewAction>([
      ...(starred ? ['star' as const] : []),
      ...(reviewed ? ['reviewed' as const] : []),
    ])
    return offers.offer({ can, on, run: (action) => latest.current(action) })
  }, [can, starred, reviewed])
}

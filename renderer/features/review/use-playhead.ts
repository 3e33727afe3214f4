/** Runs with every move of the playhead, without rendering: for marks, hands and digits that are set by hand. */
import { useEffect, useRef } from 'react'
import type { Player } from './player/player.ts'

export function usePlayhead(player: Player, follow: (ms: number) => void): void {
  const latest = useRef(follow)
  latest.current = follow
  useEffect(() => player.playhead.onTime((ms) => latest.current(ms)), [player])
  // What was rendered anew has lost what was set by hand.
  useEffect(() => latest.current(player.timeMs))
}

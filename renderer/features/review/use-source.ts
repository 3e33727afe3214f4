/** Loads the source that is chosen, at the moment of the recording that was on the screen before, or where to start. */
import { useEffect, useRef } from 'react'
import type { Review, ReviewSource } from '../../../preload/contract/review.ts'
import { type AskedMoment, askedMs } from './asked-moment.ts'
import { movedBy } from './player/loop-range.ts'
import type { Player } from './player/player.ts'
import type { AdjustedClock } from './source-clock.ts'
import { startPosition } from './use-position.ts'

type Loaded = Pick<ReviewSource, 'assetId' | 'url' | 'arriving'> & { readonly offsetMs: number }

export function useSource(
  player: Player,
  { details, transcript }: Review,
  source: ReviewSource | null,
  clock: AdjustedClock,
  asked: AskedMoment,
): void {
  const last = useRef<Loaded | null>(null)
  const { offsetMs } = clock
  useEffect(() => {
    const before = last.current
    if (source === null || source.url === before?.url) return
    const { assetId, url, arriving } = source
    last.current = { assetId, url, arriving, offsetMs }
    // What began while it was arriving is whole now: it plays on.
    const isSame = before?.assetId === assetId && before.arriving && !arriving
    if (isSame && player.store.getState().problem === null) return
    const recordingMs =
      before === null
        ? startPosition(askedMs(asked, transcript) ?? undefined, details.positionS, details.row.durationS)
        : player.timeMs + before.offsetMs
    player.load(source, Math.max(0, recordingMs - offsetMs))
    if (before !== null) player.setRange(movedBy(player.store.getState().range, before.offsetMs - offsetMs))
  })
  useEffect(() => {
    if (last.current !== null) last.current = { ...last.current, offsetMs }
  }, [offsetMs])
  const heard = useRef(asked)
  useEffect(() => {
    if (heard.current === asked) return
    heard.current = asked
    const recordingMs = askedMs(asked, transcript)
    if (recordingMs !== null) player.seek(Math.max(0, recordingMs - offsetMs))
  })
}

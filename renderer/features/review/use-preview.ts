/** The pictures of the source that is open, made now if they aren't there, and its length by them; the rest of the library's wait while it plays. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ReviewSource } from '../../../preload/contract/review.ts'
import type { ShownPreview } from '../../previews/shown-preview.ts'
import { previews, usePreviews } from '../../stores/stores.ts'
import type { Player } from './player/player.ts'

export function usePreview(player: Player, source: ReviewSource | null): ShownPreview | null {
  // Pictures of a part would be kept for the whole.
  const assetId = source === null || source.arriving ? null : source.assetId
  useEffect(() => {
    if (assetId === null) return
    void previews.open(assetId)
    return () => previews.close(assetId)
  }, [assetId])
  const playing = useStore(player.store, (state) => state.playing)
  useEffect(() => {
    previews.setPlaying(playing)
    return () => previews.setPlaying(false)
  }, [playing])
  const preview = usePreviews(({ shown }) => (assetId === null ? null : (shown.get(assetId) ?? null)))
  const measuredS = preview?.durationS
  useEffect(() => player.setMeasured(measuredS === undefined ? null : measuredS * 1000), [player, measuredS])
  return preview
}

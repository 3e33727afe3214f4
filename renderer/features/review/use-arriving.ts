/**
 * While the film is being downloaded: asks again whether its beginning can be played, until it can. What has arrived
 * otherwise is told by the engine.
 */
import { useEffect, useRef } from 'react'
import type { Review } from '../../../preload/contract/review.ts'
import { useDownloads } from '../../stores/stores.ts'

const everyMs = 1500

export function useArriving({ sources, gaps }: Review, openAgain: () => void): void {
  const gap = sources.length === 0 ? gaps.find(({ part }) => part === 'video') : undefined
  const bytesDone = useDownloads(
    ({ progress }) => progress?.running.find(({ assetId }) => gap?.assetIds.includes(assetId) ?? false)?.bytesDone ?? 0,
  )
  const askedAt = useRef(0)
  useEffect(() => {
    if (bytesDone === 0 || performance.now() - askedAt.current < everyMs) return
    askedAt.current = performance.now()
    openAgain()
  }, [bytesDone, openAgain])
}

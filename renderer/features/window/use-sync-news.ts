/** Tells screen readers when a sync that somebody waits for begins and ends: the first, and one that was asked for. */
import { useEffect } from 'react'
import { sync } from '../../stores/stores.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { syncNews } from './sync-words.ts'

export function useSyncNews(): void {
  const announce = useAnnounce()
  useEffect(
    () =>
      sync.subscribe((now, before) => {
        const words = syncNews(before, now)
        if (words !== null) announce(words)
      }),
    [announce],
  )
}

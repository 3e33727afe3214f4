/** Says that parts of the film aren't here, until the person has read it. */
import { useState } from 'react'
import { useStore } from 'zustand'
import { Notice } from '../../ui/notice.tsx'
import type { Player } from './player/player.ts'

export function MissingStrip({ player }: { readonly player: Player }) {
  const missing = useStore(player.store, (state) => state.missing)
  const [dismissed, setDismissed] = useState<string | null>(null)
  if (missing === null || missing === dismissed) return null
  return (
    <Notice tone="tally" shape="strip" onDismiss={() => setDismissed(missing)}>
      {missing}
    </Notice>
  )
}

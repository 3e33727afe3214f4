/** What a policy would download, as far as is known: asked again while the list grows, no faster than it is answered. */
import { useEffect, useState } from 'react'
import type { DownloadPolicy, PolicyPreview } from '../../preload/contract/download.ts'
import { engine } from '../api/engine.ts'
import { useLibrary } from '../stores/stores.ts'

export function usePreview(policy: DownloadPolicy): PolicyPreview | null {
  const overview = useLibrary((state) => state.overview)
  const [preview, setPreview] = useState<PolicyPreview | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview means that the library has grown.
  useEffect(() => {
    let wanted = true
    void engine.call('downloads.preview', { policy }).then((answer) => {
      if (wanted && answer.ok) setPreview(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [policy, overview])
  return preview
}

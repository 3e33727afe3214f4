/** What the room does to the recording as a whole. Failures come back as sentences for the notice under the header. */
import { useMemo } from 'react'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { shell } from '../../api/shell.ts'
import { downloads, library } from '../../stores/stores.ts'

export type RecordingActions = {
  readonly toggleStar: () => void
  readonly toggleReviewed: () => void
  readonly showInFolder: () => void
  readonly download: (assetIds: readonly number[]) => void
}

export function useRecordingActions(
  row: RecordingRow,
  patch: (change: Partial<RecordingRow>) => void,
  onProblem: (words: string | null) => void,
): RecordingActions {
  const { id, starred, reviewed } = row
  return useMemo(
    () => ({
      toggleStar: async () => {
        patch({ starred: !starred })
        const { error } = await library.edit([id], { kind: 'star', starred: !starred })
        if (error !== null) patch({ starred })
        onProblem(error?.message ?? null)
      },
      toggleReviewed: async () => {
        patch({ reviewed: !reviewed })
        const { error } = await library.edit([id], { kind: 'review', reviewed: !reviewed })
        if (error !== null) patch({ reviewed })
        onProblem(error?.message ?? null)
      },
      showInFolder: async () => {
        const answer = await shell.call('files.showRecording', { id })
        onProblem(answer.ok ? null : answer.error.message)
      },
      download: async (assetIds) => {
        const error = await downloads.act('start', { kind: 'assets', assetIds: [...assetIds] })
        onProblem(error?.message ?? null)
      },
    }),
    [id, starred, reviewed, patch, onProblem],
  )
}

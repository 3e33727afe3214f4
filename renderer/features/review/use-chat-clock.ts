/** What the person adds to the times of the chat that is shown. */
import { useMemo } from 'react'
import type { Review } from '../../../preload/contract/review.ts'
import { type SavedOffset, useSavedOffset } from './use-saved-offset.ts'

export function useChatClock({ chatClock }: Review, onProblem: (words: string | null) => void): SavedOffset {
  const { recordingId, offsetMs } = chatClock
  const of = useMemo(() => ({ kind: 'chat', recordingId }) as const, [recordingId])
  return useSavedOffset(of, offsetMs, onProblem)
}

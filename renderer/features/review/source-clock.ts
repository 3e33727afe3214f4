/**
 * Where a source's zero lies on the recording's clock. Sources of the recording itself share it; another recording of the
 * session began at another moment, and a participant's own file has no start time at 100ms at all: when that person came
 * is the best guess, and is called one.
 */
import { useMemo } from 'react'
import type { RecordingDetails } from '../../../preload/contract/recording.ts'
import type { ReviewSource } from '../../../preload/contract/review.ts'
import { useSavedOffset } from './use-saved-offset.ts'

export type SourceClock = {
  /** Source time plus this is recording time. */
  readonly offsetMs: number
  readonly estimated: boolean
}

const together: SourceClock = { offsetMs: 0, estimated: false }

function sourceClock(details: RecordingDetails, source: ReviewSource): SourceClock {
  const { row, assets, participants } = details
  const own = source.recordingId === row.id
  const isOnePersons = source.type === 'track' || source.type === 'stream'
  if (own && !isOnePersons) return together
  const peerId = assets.find(({ id }) => id === source.assetId)?.peerId
  const joinedMs = isOnePersons ? participants.find((each) => each.peerId === peerId)?.joinedMs : undefined
  const beganMs = joinedMs ?? (own ? null : source.recordingStartedMs)
  const offsetMs = beganMs === null || row.startedMs === null ? 0 : beganMs - row.startedMs
  // Nobody is recorded before the recording; the clocks of 100ms's parts differ a little.
  return {
    offsetMs: isOnePersons ? Math.max(0, offsetMs) : offsetMs,
    estimated: isOnePersons || source.recordingStartedMs === null,
  }
}

export type AdjustedClock = SourceClock & {
  /** How much later than estimated the person has put what was said, beside this source; negative: earlier. */
  readonly textsLaterMs: number
  /** 0: back to the estimate. */
  readonly moveTexts: (byMs: number) => void
}

export function useSourceClock(
  details: RecordingDetails,
  source: ReviewSource | null,
  onProblem: (words: string | null) => void,
): AdjustedClock {
  const assetId = source?.assetId
  const of = useMemo(() => (assetId === undefined ? null : ({ kind: 'source', assetId } as const)), [assetId])
  const saved = useSavedOffset(of, source?.adjustedByMs ?? 0, onProblem)
  const clock = source === null ? together : sourceClock(details, source)
  const adjustedByMs = clock.estimated ? saved.offsetMs : 0
  return {
    estimated: clock.estimated,
    offsetMs: clock.offsetMs + adjustedByMs,
    // A source that began earlier has what was said later in it.
    textsLaterMs: 0 - adjustedByMs,
    moveTexts: (byMs) => saved.set(byMs === 0 ? 0 : adjustedByMs - byMs),
  }
}

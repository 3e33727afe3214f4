/**
 * Where a source's zero lies on the recording's clock. Sources of the recording itself share it; another recording of the
 * session began at another moment, and a participant's own file has no start time at 100ms at all: when that person came
 * is the best guess, and is called one.
 */
import { useEffect, useState } from 'react'
import type { RecordingDetails, RecordingRow } from '../../../preload/contract/recording.ts'
import type { ReviewSource } from '../../../preload/contract/review.ts'
import { library, useLibrary } from '../../stores/stores.ts'

export type SourceClock = {
  /** Source time plus this is recording time. */
  readonly offsetMs: number
  readonly estimated: boolean
}

const together: SourceClock = { offsetMs: 0, estimated: false }

/** `other`: the row of the recording that the source is of, when that is another one. */
export function sourceClock(
  details: RecordingDetails,
  source: ReviewSource,
  other: RecordingRow | undefined,
): SourceClock {
  const { row, assets, participants } = details
  const own = source.recordingId === row.id
  const isOnePersons = source.type === 'track' || source.type === 'stream'
  if (own && !isOnePersons) return together
  const peerId = assets.find(({ id }) => id === source.assetId)?.peerId
  const joinedMs = isOnePersons ? participants.find((each) => each.peerId === peerId)?.joinedMs : undefined
  const beganMs = joinedMs ?? other?.startedMs ?? null
  const offsetMs = beganMs === null || row.startedMs === null ? 0 : beganMs - row.startedMs
  // Nobody is recorded before the recording; the clocks of 100ms's parts differ a little.
  return {
    offsetMs: isOnePersons ? Math.max(0, offsetMs) : offsetMs,
    estimated: isOnePersons || other?.startedMs == null,
  }
}

export type AdjustedClock = SourceClock & {
  /** What the person has added to the estimate. */
  readonly adjustedByMs: number
  readonly adjust: (byMs: number) => void
}

export function useSourceClock(details: RecordingDetails, source: ReviewSource | null): AdjustedClock {
  const other = useLibrary(({ rows }) => (source === null ? undefined : rows.get(source.recordingId)))
  const otherId = source !== null && source.recordingId !== details.row.id ? source.recordingId : null
  useEffect(() => {
    if (otherId !== null) library.want([otherId])
  }, [otherId])
  const [adjusted, setAdjusted] = useState<Readonly<Record<number, number>>>({})
  const clock = source === null ? together : sourceClock(details, source, otherId === null ? undefined : other)
  if (source === null) return { ...clock, adjustedByMs: 0, adjust: () => undefined }
  const { assetId } = source
  const adjustedByMs = clock.estimated ? (adjusted[assetId] ?? remembered(assetId)) : 0
  return {
    estimated: clock.estimated,
    offsetMs: clock.offsetMs + adjustedByMs,
    adjustedByMs,
    adjust: (byMs) => {
      const next = byMs === 0 ? 0 : adjustedByMs + byMs
      localStorage.setItem(storageKey(assetId), String(next))
      setAdjusted({ ...adjusted, [assetId]: next })
    },
  }
}

const storageKey = (assetId: number) => `dailies.review.offset.${assetId}`

const remembered = (assetId: number): number => {
  const stored = Number(localStorage.getItem(storageKey(assetId)) ?? '0')
  return Number.isFinite(stored) ? stored : 0
}

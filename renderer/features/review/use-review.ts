/**
 * Opens the review and keeps it true: what arrives meanwhile (a transcript, a file) appears, what stays the same stays the
 * same object, so that nothing on the screen moves for it.
 */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import type { Review } from '../../../preload/contract/review.ts'
import type { NamedSpeakers } from '../../../preload/contract/speakers.ts'
import { engine } from '../../api/engine.ts'
import type { AppState } from '../../stores/app-store.ts'
import { delayed } from '../../stores/delayed.ts'
import { latestOnly } from '../../stores/latest-only.ts'
import { app, useApp } from '../../stores/stores.ts'
import { keptReview, reviewOf } from './kept-review.ts'

export type ReviewState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly error: DailiesError }
  | {
      readonly kind: 'open'
      readonly review: Review
      /** Its library is away, or it couldn't be read again since. */
      readonly stale: boolean
    }

export type OpenedReview = {
  readonly state: ReviewState
  readonly openAgain: () => void
  /** Shows what the person has just changed before the engine says so. */
  readonly patch: (change: Partial<RecordingRow>) => void
  /** Shows what a command has answered, without reading a long transcript again. */
  readonly rename: (speakers: NamedSpeakers) => void
}

/** A change that names this recording is shown soon; one that may be of any doesn't disturb a long sync's playback. */
const ownChangeMs = 200
const someChangeMs = 3000

const libraryIsAway = ({ stage }: AppState): boolean => stage.kind === 'missing'

/** `onOther`: the number is another recording's by now, as in a library whose database was made anew. */
export function useReview(id: number, onOther: () => void): OpenedReview {
  const [state, setState] = useState<ReviewState>({ kind: 'opening' })
  const isAway = useApp(libraryIsAway)
  const open = useMemo(() => {
    let known: Review | null = null
    return latestOnly(async () => {
      const versions = known === null ? {} : { textsVersion: known.textsVersion }
      const answer = await engine.call('review.open', { id, ...versions })
      if (answer.ok && known !== null && answer.value.details.row.upstreamId !== known.details.row.upstreamId)
        return onOther()
      const now = answer.ok ? keptReview(known, reviewOf(known, answer.value)) : null
      known = now ?? known
      setState((before) => {
        if (now !== null)
          return {
            kind: 'open',
            review: keptReview(before.kind === 'open' ? before.review : null, now),
            // An answer may still be of the library that has gone since.
            stale: libraryIsAway(app.getState()),
          }
        // What is playing goes on playing; the next change asks again.
        if (before.kind === 'open') return { ...before, stale: true }
        return answer.ok ? before : { kind: 'failed', error: answer.error }
      })
    })
  }, [id, onOther])
  useEffect(() => {
    // Back, it may be another library, or its database made anew.
    if (isAway) setState((before) => (before.kind === 'open' ? { ...before, stale: true } : before))
    else void open()
  }, [isAway, open])
  useEffect(() => {
    const later = delayed(() => void open())
    const stops = [
      engine.on('change', ({ recordingIds }) => {
        if (recordingIds === null) later.in(someChangeMs)
        else if (recordingIds.includes(id)) later.in(ownChangeMs)
      }),
      engine.onResnapshot(() => void open()),
    ]
    return () => {
      later.cancel()
      for (const stop of stops) stop()
    }
  }, [id, open])
  const patch = useCallback((change: Partial<RecordingRow>) => {
    setState((before) => {
      if (before.kind !== 'open') return before
      const { details } = before.review
      return { ...before, review: { ...before.review, details: { ...details, row: { ...details.row, ...change } } } }
    })
  }, [])
  const rename = useCallback((speakers: NamedSpeakers) => {
    setState((before) => (before.kind === 'open' ? { ...before, review: { ...before.review, speakers } } : before))
  }, [])
  const openAgain = useCallback(() => void open(), [open])
  return { state, openAgain, patch, rename }
}

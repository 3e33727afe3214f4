/**
 * A review as it comes anew: a long transcript is not sent again, and what stays the same stays the same object, so that
 * nothing is drawn for it.
 */
import type { RecordingDetails } from '../../../preload/contract/recording.ts'
import type { OpenedReview, Review, ReviewTexts } from '../../../preload/contract/review.ts'

const noTexts: ReviewTexts = { transcript: null, transcriptNotes: [], chat: null, summary: null }

/** With the texts that came, else with those that are here. */
export function reviewOf(known: Review | null, { texts, ...rest }: OpenedReview): Review {
  const { transcript, transcriptNotes, chat, summary } = texts ?? known ?? noTexts
  return { ...rest, transcript, transcriptNotes, chat, summary }
}

export function keptReview(before: Review | null, now: Review): Review {
  if (before === null) return now
  const keep = <K extends keyof Review>(part: K): Review[K] =>
    isSame(before[part], now[part]) ? before[part] : now[part]
  return {
    details: keptDetails(before.details, now.details),
    sources: keep('sources'),
    sessionRest: now.sessionRest,
    textsVersion: now.textsVersion,
    transcript: keep('transcript'),
    transcriptNotes: keep('transcriptNotes'),
    speakers: keep('speakers'),
    chat: keep('chat'),
    chatClock: keep('chatClock'),
    summary: keep('summary'),
    gaps: keep('gaps'),
  }
}

/** Part by part: that the playhead's place was saved changes nobody who was there, and no file. */
function keptDetails(before: RecordingDetails, now: RecordingDetails): RecordingDetails {
  if (isSame(before, now)) return before
  const kept = <T>(a: T, b: T): T => (isSame(a, b) ? a : b)
  return {
    ...now,
    row: kept(before.row, now.row),
    assets: kept(before.assets, now.assets),
    participants: kept(before.participants, now.participants),
    upstream: kept(before.upstream, now.upstream),
  }
}

/** Of values as they cross the boundary. Ends at once where it is the same object, or at the first difference. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [before, now] = [new Map(Object.entries(a)), Object.entries(b)]
  return before.size === now.length && now.every(([key, value]) => before.has(key) && isSame(before.get(key), value))
}

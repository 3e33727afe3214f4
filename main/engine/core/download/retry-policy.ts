/**
 * What a failed attempt means for the download and for the queue: one table, read row by row by its test. Pure; time
 * and randomness are arguments.
 */
import type { DailiesError, DailiesErrorKind } from '../../../../preload/contract/errors.ts'
import type { Reason } from './download.ts'

/** What keeps the whole queue from going on, because the next download would meet the same wall. */
export type HoldKind = 'offline' | 'unauthorized' | 'rate-limited' | 'disk-full' | 'library-missing'

export type RetryRule = {
  /** Another failure of this kind brings giving up nearer. */
  readonly costsAttempt: boolean
  readonly holds: HoldKind | null
  /** The link may be at fault: the same bytes go on with another one. */
  readonly newLink: boolean
  /** What has arrived is worth nothing. */
  readonly startOver: boolean
  /** Ends the download at once. */
  readonly ends: 'failed' | 'unavailable' | null
}

const again: RetryRule = { costsAttempt: true, holds: null, newLink: false, startOver: false, ends: null }
const hold = (holds: HoldKind): RetryRule => ({ ...again, costsAttempt: false, holds })
const end = (ends: 'failed' | 'unavailable'): RetryRule => ({ ...again, ends })

export const retryRules: Readonly<Record<DailiesErrorKind, RetryRule>> = {
  offline: hold('offline'),
  server: again,
  'rate-limited': hold('rate-limited'),
  unauthorized: hold('unauthorized'),
  forbidden: again,
  'link-expired': { ...again, newLink: true },
  // 404 of storage: once more with a fresh link, for the old one may have named an older place.
  gone: { ...end('unavailable'), newLink: true },
  refused: end('unavailable'),
  unreadable: again,
  corrupt: { ...again, startOver: true },
  'disk-full': hold('disk-full'),
  folder: again,
  'library-missing': hold('library-missing'),
  busy: again,
  'no-library': hold('library-missing'),
  'not-found': end('unavailable'),
  invalid: end('failed'),
  restarting: { ...again, costsAttempt: false },
  cancelled: { ...again, costsAttempt: false },
  internal: again,
}

/** Walls that one file can meet alone, which only shows when others get through. */
export const mayBeAlone = (error: DailiesError): boolean => error.kind === 'offline' || error.kind === 'rate-limited'

export const maxAttempts = 10
const firstDelayMs = 4000
const longestDelayMs = 30 * 60_000
/** After a failure that costs nothing, and after one that got further than the one before. */
const shortDelayMs = 1000

/** What doesn't fit looks again now and then: room comes by a person's hand. */
export const roomDelayMs = 5 * 60_000

/** Exponential, half of it random: many downloads that failed together don't come back together. Attempt 1 is the first. */
export function backoffMs(attempt: number, fraction: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, attempt - 1))
  return Math.round(full / 2 + (full / 2) * fraction)
}

export type Decision =
  | { readonly kind: 'put-off'; readonly attempts: number; readonly delayMs: number; readonly reason: Reason }
  /** Back in line at once; the queue itself waits. */
  | { readonly kind: 'hold'; readonly hold: HoldKind; readonly error: DailiesError }
  | { readonly kind: 'give-up'; readonly attempts: number; readonly reason: Reason }
  | { readonly kind: 'cannot-be-had'; readonly reason: Reason }

export type Failure = {
  readonly error: DailiesError
  /** Attempts that have failed before this one. */
  readonly attempts: number
  /** Bytes arrived and were kept: a line that is cut every minute still finishes a file. */
  readonly progressed: boolean
  /** Something else came through while this attempt ran, so the network can't be what is wrong. */
  readonly networkIsUp: boolean
  /** It met such a wall before, and others have got through since. */
  readonly isAlone: boolean
  /** [0, 1) */
  readonly fraction: number
}

export function decide(failure: Failure): Decision {
  const { error } = failure
  const rule = retryRules[error.kind]
  if (error.kind === 'disk-full' && error.neededBytes > 0) {
    return { kind: 'put-off', attempts: failure.attempts, delayMs: roomDelayMs, reason: reasonOf(error) }
  }
  if (rule.ends === 'unavailable') return { kind: 'cannot-be-had', reason: reasonOf(error) }
  if (rule.ends === 'failed') return { kind: 'give-up', attempts: failure.attempts + 1, reason: reasonOf(error) }

  const alone = (rule.holds === 'offline' && failure.networkIsUp) || (failure.isAlone && mayBeAlone(error))
  if (rule.holds !== null && !alone) return { kind: 'hold', hold: rule.holds, error }
  if (failure.progressed && !rule.startOver) {
    return { kind: 'put-off', attempts: 0, delayMs: shortDelayMs, reason: reasonOf(error) }
  }
  if (!rule.costsAttempt && !alone) {
    return { kind: 'put-off', attempts: failure.attempts, delayMs: shortDelayMs, reason: reasonOf(error) }
  }
  const attempts = failure.attempts + 1
  if (attempts >= maxAttempts) return { kind: 'give-up', attempts, reason: finalReason(error, attempts) }
  const politeMs = error.kind === 'rate-limited' ? (error.retryAfterMs ?? 0) : 0
  const delayMs = Math.max(politeMs, backoffMs(attempts, failure.fraction))
  return { kind: 'put-off', attempts, delayMs, reason: reasonOf(error) }
}

/** How long the queue waits before it asks again, politely: the server's word first. `streak`: holds in a row, from 1. */
export function holdDelayMs(error: DailiesError, streak: number, fraction: number): number {
  if (error.kind === 'rate-limited' && error.retryAfterMs !== null) return Math.max(1000, error.retryAfterMs)
  const [first, longest] = error.kind === 'rate-limited' ? [15_000, 300_000] : [5000, 60_000]
  const full = Math.min(longest, first * 2 ** Math.max(0, streak - 1))
  return Math.round(full * (0.75 + fraction / 4))
}

/**
 * Nobody is there to plug the cable in: how long a command goes on asking while nothing arrives, before it ends and says
 * why. The app asks for as long as it is open.
 */
export const headlessPatienceMs = { offline: 15 * 60_000, 'rate-limited': 2 * 60 * 60_000 } as const

export function reasonOf(error: DailiesError): Reason {
  return { kind: error.kind, text: error.message }
}

function finalReason(error: DailiesError, attempts: number): Reason {
  return { kind: error.kind, text: `${error.message} Given up after ${attempts} tries; "Try again" starts afresh.` }
}

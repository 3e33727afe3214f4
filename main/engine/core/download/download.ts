/**
 * One download's life as a tagged union: each state holds exactly what it needs. `next` tells where each event leads, and
 * settles what comes of an attempt. Events of many downloads at a time (start, retry, due, pause, resume, cancel, remove) are
 * SQL in `db/`, which takes the states that they lead from out of `accepts` and must end where `next` does.
 *
 *            start                     claim
 *   (none) ────────▶ queued ─────────────────────────▶ running ──finish──▶ done ──remove──▶ removed
 *                    ▲ ▲ ▲ ◀────────release──────────── │ │ │ │                                │
 *                    │ │ └──due── waiting ◀──put-off─────┘ │ │ └──cannot-be-had──▶ unavailable  │
 *                    │ └──resume── paused ◀──pause─────────┘ └──give-up──▶ failed        │      │
 *                    └─start, retry──────── cancelled ◀──cancel── (any that is not over) │      │
 *                    └─start, retry──────────────────────────────────────────────────────┘      │
 *                    └─start ────────────────────────────────────────────────────────────────────┘
 *
 * An event that a state doesn't accept changes nothing: a person's "pause" may meet a download that has just finished.
 */
import type { DailiesErrorKind } from '../../../../preload/contract/errors.ts'

export type Reason = { readonly kind: DailiesErrorKind; readonly text: string }

export type Download =
  | { readonly state: 'queued'; readonly attempts: number }
  | { readonly state: 'running'; readonly attempts: number }
  | { readonly state: 'waiting'; readonly attempts: number; readonly retryAtMs: number; readonly reason: Reason }
  | { readonly state: 'paused'; readonly attempts: number }
  /** `doubt`: kept although something about the bytes is wrong. */
  | { readonly state: 'done'; readonly finishedMs: number; readonly doubt: Reason | null }
  | { readonly state: 'failed'; readonly attempts: number; readonly reason: Reason }
  | { readonly state: 'unavailable'; readonly reason: Reason }
  | { readonly state: 'cancelled' }
  | { readonly state: 'removed' }

export type StoredState = Download['state']

export type DownloadEvent =
  /** A person asked for it: first in line, a fresh set of attempts. */
  | { readonly kind: 'start' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'claim' }
  /** Taken back without blame: the engine stops, or the whole queue is held. */
  | { readonly kind: 'release' }
  | { readonly kind: 'put-off'; readonly attempts: number; readonly retryAtMs: number; readonly reason: Reason }
  | { readonly kind: 'due' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'finish'; readonly atMs: number; readonly doubt: Reason | null }
  | { readonly kind: 'give-up'; readonly attempts: number; readonly reason: Reason }
  | { readonly kind: 'cannot-be-had'; readonly reason: Reason }
  | { readonly kind: 'remove' }

export type DownloadEventKind = DownloadEvent['kind']

/** From which states each event leads anywhere. */
export const accepts: Readonly<Record<DownloadEventKind, readonly StoredState[]>> = {
  start: ['queued', 'waiting', 'paused', 'failed', 'unavailable', 'cancelled', 'removed'],
  retry: ['waiting', 'failed', 'unavailable', 'cancelled'],
  claim: ['queued'],
  release: ['running'],
  'put-off': ['running'],
  due: ['waiting'],
  pause: ['queued', 'running', 'waiting'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'waiting', 'paused', 'failed'],
  // A transfer may finish in the instant in which a person pauses, cancels or removes it: the file is here, so it is done.
  finish: ['running', 'queued', 'paused', 'cancelled', 'removed'],
  'give-up': ['running'],
  'cannot-be-had': ['running'],
  remove: ['done', 'failed', 'unavailable', 'cancelled'],
}

export function next(download: Download, event: DownloadEvent): Download {
  if (!accepts[event.kind].includes(download.state)) return download
  const attempts = 'attempts' in download ? download.attempts : 0
  switch (event.kind) {
    case 'start':
    case 'retry':
      return { state: 'queued', attempts: 0 }
    case 'claim':
      return { state: 'running', attempts }
    case 'release':
    case 'due':
    case 'resume':
      return { state: 'queued', attempts }
    case 'put-off':
      return { state: 'waiting', attempts: event.attempts, retryAtMs: event.retryAtMs, reason: event.reason }
    case 'pause':
      return { state: 'paused', attempts }
    case 'cancel':
      return { state: 'cancelled' }
    case 'finish':
      return { state: 'done', finishedMs: event.atMs, doubt: event.doubt }
    case 'give-up':
      return { state: 'failed', attempts: event.attempts, reason: event.reason }
    case 'cannot-be-had':
      return { state: 'unavailable', reason: event.reason }
    case 'remove':
      return { state: 'removed' }
    default: {
      const never: never = event
      throw new Error(`No such event: ${JSON.stringify(never)}`)
    }
  }
}

import { describe, expect, test } from 'vitest'
import {
  backoffMs,
  decide,
  type Failure,
  holdDelayMs,
  maxAttempts,
  retryRules,
  roomDelayMs,
} from '../../../../main/engine/core/download/retry-policy.ts'
import type { DailiesError } from '../../../../preload/contract/errors.ts'

const message = 'What happened.'
const errors: readonly DailiesError[] = [
  { kind: 'offline', message },
  { kind: 'server', message, status: 503 },
  { kind: 'rate-limited', message, retryAfterMs: 45_000 },
  { kind: 'unauthorized', message, reason: 'expired' },
  { kind: 'forbidden', message },
  { kind: 'link-expired', message },
  { kind: 'gone', message },
  { kind: 'refused', message, storedAt: 's3://bucket/file.mp4' },
  { kind: 'unreadable', message },
  { kind: 'corrupt', message },
  { kind: 'disk-full', message, freeBytes: 1, neededBytes: 0 },
  { kind: 'folder', message },
  { kind: 'library-missing', message },
  { kind: 'busy', message, holder: null },
  { kind: 'no-library', message },
  { kind: 'not-found', message },
  { kind: 'invalid', message },
  { kind: 'restarting', message },
  { kind: 'cancelled', message },
  { kind: 'internal', message },
]

function failureOf(error: DailiesError, more: Partial<Failure> = {}): Failure {
  return { error, attempts: 0, progressed: false, networkIsUp: false, isAlone: false, fraction: 0.5, ...more }
}

test('the table below leaves none out', () => {
  expect(errors.map(({ kind }) => kind).sort()).toEqual(Object.keys(retryRules).sort())
})

test('every kind of failure, row by row: what becomes of the download, what of its attempts, what of the queue', () => {
  const rows = errors.map((error) => {
    const decision = decide(failureOf(error))
    const detail = decision.kind === 'hold' ? decision.hold : 'attempts' in decision ? decision.attempts : ''
    return `${error.kind}: ${decision.kind} ${detail}`.trim()
  })
  expect(rows).toEqual([
    'offline: hold offline',
    'server: put-off 1',
    'rate-limited: hold rate-limited',
    'unauthorized: hold unauthorized',
    'forbidden: put-off 1',
    'link-expired: put-off 1',
    'gone: cannot-be-had',
    'refused: cannot-be-had',
    'unreadable: put-off 1',
    'corrupt: put-off 1',
    'disk-full: hold disk-full',
    'folder: put-off 1',
    'library-missing: hold library-missing',
    'busy: put-off 1',
    'no-library: hold library-missing',
    'not-found: cannot-be-had',
    'invalid: give-up 1',
    'restarting: put-off 0',
    'cancelled: put-off 0',
    'internal: put-off 1',
  ])
})

test('a file that is larger than the room waits by itself, at no cost', () => {
  const decision = decide(failureOf({ kind: 'disk-full', message, freeBytes: 1, neededBytes: 2 }, { attempts: 3 }))
  expect(decision).toMatchObject({ kind: 'put-off', attempts: 3, delayMs: roomDelayMs })
})

describe('attempts', () => {
  const server: DailiesError = { kind: 'server', message, status: 500 }

  test('bytes that arrived forgive all earlier failures', () => {
    expect(decide(failureOf(server, { attempts: 9, progressed: true }))).toMatchObject({ kind: 'put-off', attempts: 0 })
  })

  test('but not when what arrived is worth nothing', () => {
    const corrupt: DailiesError = { kind: 'corrupt', message }
    expect(decide(failureOf(corrupt, { attempts: 3, progressed: true }))).toMatchObject({ attempts: 4 })
  })

  test('the last one gives up, and the reason says so and what to do', () => {
    const decision = decide(failureOf(server, { attempts: maxAttempts - 1 }))
    expect(decision).toMatchObject({ kind: 'give-up', attempts: maxAttempts })
    expect(decision.kind === 'give-up' && decision.reason.text).toBe(
      'What happened. Given up after 10 tries; "Try again" starts afresh.',
    )
  })

  test('a host that can’t be reached while others can is that download’s own trouble', () => {
    const offline: DailiesError = { kind: 'offline', message }
    expect(decide(failureOf(offline, { networkIsUp: true, attempts: 1 }))).toMatchObject({
      kind: 'put-off',
      attempts: 2,
    })
  })
})

describe('waiting', () => {
  test('doubles up to half an hour, half of it by chance', () => {
    expect([1, 2, 3, 8, 12].map((attempt) => backoffMs(attempt, 0))).toEqual([2000, 4000, 8000, 256_000, 900_000])
    expect([1, 2, 3, 8, 12].map((attempt) => backoffMs(attempt, 1))).toEqual([4000, 8000, 16_000, 512_000, 1_800_000])
  })

  test('a rate limit’s own time goes before ours', () => {
    expect(holdDelayMs({ kind: 'rate-limited', message, retryAfterMs: 45_000 }, 5, 0)).toBe(45_000)
    expect(holdDelayMs({ kind: 'rate-limited', message, retryAfterMs: null }, 1, 1)).toBe(15_000)
  })

  test('offline is asked about again within a minute, however long it lasts', () => {
    const offline: DailiesError = { kind: 'offline', message }
    expect(holdDelayMs(offline, 1, 1)).toBe(5000)
    expect(holdDelayMs(offline, 50, 1)).toBe(60_000)
  })
})

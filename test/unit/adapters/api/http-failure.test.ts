import { expect, test } from 'vitest'
import { refusedAnswer, retryDelayMs } from '../../../../main/engine/adapters/api/http-failure.ts'

const nowMs = Date.UTC(2026, 10, 22)
const answer = (status: number, body?: unknown, retryAfter: string | null = null) =>
  refusedAnswer({ status, host: 'api.100ms.live', serverDateMs: null, retryAfter, body }, nowMs).error

test('a pause is read from the header, as seconds or a date, else from the sentence', () => {
  expect(retryDelayMs('17', 'retry after 45 seconds', nowMs)).toBe(17_000)
  expect(retryDelayMs('Sun, 22 Nov 2026 00:00:30 GMT', '', nowMs)).toBe(30_000)
  expect(retryDelayMs(null, 'rate limit exceeded, retry after 45 seconds', nowMs)).toBe(45_000)
  expect(retryDelayMs(null, 'retry in 2 minutes', nowMs)).toBe(120_000)
  expect(retryDelayMs('soon', 'slow down', nowMs)).toBeNull()
  expect(retryDelayMs('99999999', '', nowMs)).toBe(3_600_000)
  expect(retryDelayMs('Sun, 22 Nov 2020 00:00:30 GMT', '', nowMs)).toBe(0)
})

test('each refusal is split by what has to be done about it', () => {
  expect(answer(401, { message: 'Token validation error' })).toMatchObject({ kind: 'unauthorized' })
  expect(answer(403, { code: 403, message: 'insufficient permissions' })).toMatchObject({ kind: 'forbidden' })
  expect(answer(403)).toMatchObject({ kind: 'unreadable' })
  expect(answer(404, { message: 'not found' })).toMatchObject({ kind: 'gone' })
  expect(answer(429, {})).toMatchObject({ kind: 'rate-limited', retryAfterMs: null })
  expect(answer(503, {}, '7')).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7000 })
  expect(answer(502)).toMatchObject({ kind: 'server', status: 502 })
  expect(answer(400, { message: 'bad request' })).toMatchObject({ kind: 'server', status: 400 })
  expect(answer(407)).toMatchObject({ kind: 'offline' })
})

test('the API’s own words are quoted, without what must not be shown', () => {
  const error = answer(500, {
    code: 500,
    message: 'no eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3Nfa2V5IjoiYSJ9.c2lnbmF0dXJl',
    details: ['at https://h/x?sig=abc'],
  })
  expect(error.message).toContain('no (removed): at https://h/x')
  expect(error.message).not.toMatch(/eyJ|sig=/)
})

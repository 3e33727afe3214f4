import { expect, test } from 'vitest'
import { parseRetryAfter } from '../../../../main/engine/core/download/retry-after.ts'

test.each([
  ['7', 7000],
  ['Sun, 22 Nov 2026 12:00:09 GMT', 9000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
  ['9999999', 3_600_000],
  ['99999999999999999999999999', 3_600_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
  ['soon', null],
  [null, null],
])('a pause asked for as %s is kept, an hour at most', (header, ms) => {
  expect(parseRetryAfter(header, Date.UTC(2026, 10, 22, 12))).toBe(ms)
})

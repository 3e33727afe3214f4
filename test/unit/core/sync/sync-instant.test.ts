import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from '../../../../main/engine/core/sync/sync-instant.ts'

const ms = (text: string) => parseInstant(text)?.ms

test('reads what the API writes, from no fraction digits to nine', () => {
  expect(ms('2023-03-30T06:53:03Z')).toBe(Date.UTC(2023, 2, 30, 6, 53, 3))
  expect(ms('2023-03-30T06:53:03.67Z')).toBe(Date.UTC(2023, 2, 30, 6, 53, 3, 670))
  expect(ms('2023-03-30T06:53:03.007990308Z')).toBe(Date.UTC(2023, 2, 30, 6, 53, 3, 7))
  expect(ms('2023-03-30T08:53:03+02:00')).toBe(Date.UTC(2023, 2, 30, 6, 53, 3))
})

test('a time without a zone is UTC, whatever zone this computer is in', () => {
  expect(ms('2023-03-30T06:53:03')).toBe(Date.UTC(2023, 2, 30, 6, 53, 3))
})

test("Go's zero time and what is no time have no milliseconds, but keep their text", () => {
  for (const text of ['0001-01-01T00:00:00Z', 'yesterday', '2023-13-45T99:00:00Z', 'foo 1']) {
    expect(parseInstant(text)).toEqual({ text, ms: null })
  }
  expect(parseInstant('')).toBeNull()
  expect(parseInstant(null)).toBeNull()
})

test('every date of JavaScript comes back', () => {
  const date = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(fc.property(date, (when) => ms(when.toISOString()) === when.getTime()))
})

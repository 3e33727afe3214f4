// Dates as a person types them, on the command line and in a search.
import { expect, test } from 'vitest'
import { isDate, parseDate, shownDate } from '../../../main/engine/core/dates.ts'

test('a day or a month is its first moment in the library’s time zone, unless an offset is written', () => {
  expect(parseDate('2026-11-20', 'Europe/Berlin')).toBe(Date.parse('2026-11-19T23:00:00Z'))
  expect(parseDate('2026-11', 'America/New_York')).toBe(Date.parse('2026-11-01T04:00:00Z'))
  expect(parseDate('2026-11-20T14:00+01:00', 'Asia/Tokyo')).toBe(Date.parse('2026-11-20T13:00:00Z'))
  expect(parseDate('2026-11-20 14:03:01,5Z', 'Asia/Tokyo')).toBe(Date.parse('2026-11-20T14:03:01.500Z'))
})

test('on the days on which the clocks change', () => {
  expect(parseDate('2026-03-29', 'Europe/Berlin')).toBe(Date.parse('2026-03-28T23:00:00Z'))
  expect(parseDate('2026-10-26', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T23:00:00Z'))
  expect(parseDate('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'))
  expect(parseDate('2026-10-25T14:00:00.250', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T13:00:00.250Z'))
  // That day begins at one o’clock.
  expect(parseDate('2026-09-06', 'America/Santiago')).toBe(Date.parse('2026-09-06T04:00:00Z'))
  expect(shownDate(Date.parse('2026-07-01T12:00:00Z'), 'Asia/Kolkata')).toBe('2026-07-01 17:30')
})

test('what no calendar has isn’t a date, and neither is a year that was mistyped', () => {
  for (const text of ['2026-02-31', '2026-13', '2026-11-20T25:00', '20261120', '2026', '', 'yesterday']) {
    expect(isDate(text), text).toBe(false)
  }
  for (const text of ['0000-01-01', '0026-11-20', '0099-01-01', '0226-11-20', '0999-12-31T23:59Z']) {
    expect(isDate(text), text).toBe(false)
  }
  expect(isDate('1970-01-01')).toBe(true)
})

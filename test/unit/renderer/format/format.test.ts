import { describe, expect, test } from 'vitest'
import { formatBytes } from '../../../../renderer/format/bytes.ts'
import { counted, someNames } from '../../../../renderer/format/count.ts'
import {
  dateHeading,
  dayAfter,
  formatAgo,
  formatDay,
  formatDaysLeft,
  isoDay,
  startOfDayMs,
} from '../../../../renderer/format/dates.ts'
import { formatLength, formatTimeCode, formatTimeLeft, spokenLength } from '../../../../renderer/format/time-code.ts'

const at = (text: string) => Date.parse(text)
const berlin = 'Europe/Berlin'

describe('time codes and lengths', () => {
  test.each([
    [0, '0:00'],
    [59_999, '0:59'],
    [187_000, '3:07'],
    [3_727_000, '1:02:07'],
    [36_000_000, '10:00:00'],
    [-5, '0:00'],
  ])('%i ms is %s', (ms, words) => expect(formatTimeCode(ms)).toBe(words))

  test('a length is rounded to the second, a position is not ahead of itself', () => {
    expect(formatLength(59.6)).toBe('1:00')
    expect(formatTimeCode(59_600)).toBe('0:59')
  })

  test('a length is said in its two largest units', () => {
    expect(spokenLength(3727)).toBe('1 hour 2 minutes')
    expect(spokenLength(1)).toBe('1 second')
    expect(spokenLength(0)).toBe('0 seconds')
  })

  test.each([
    [10, 'less than a minute'],
    [570, 'about 10 min'],
    [3500, 'about 58 min'],
    [5400, 'about 1 h 30 min'],
    [7140, 'about 2 h'],
    [90_000, 'about 1 d'],
  ])('%i s left is %s', (seconds, words) => expect(formatTimeLeft(seconds)).toBe(words))
})

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [91_400, '91 kB'],
    [999_600, '1.0 MB'],
    [1_234_000_000, '1.2 GB'],
    [2_000_000_000, '2.0 GB'],
    [99_960_000, '100 MB'],
    [312_000_000_000, '312 GB'],
  ])('%i is %s', (bytes, words) => expect(formatBytes(bytes, 'en')).toBe(words))

  test('the decimal sign is the locale’s', () => expect(formatBytes(1_234_000_000, 'de')).toBe('1,2 GB'))
})

describe('counts and names', () => {
  test('the noun follows the count', () => {
    expect(counted(1, 'recording')).toBe('1 recording')
    expect(counted(1204, 'recording', 'recordings', 'en')).toBe('1,204 recordings')
  })

  test('of many people the first two and how many others', () => {
    expect(someNames(['Ana'], 1)).toBe('Ana')
    expect(someNames(['Ana', 'Ben'], 2)).toBe('Ana and Ben')
    expect(someNames(['Ana', 'Ben', 'Cy'], 5)).toBe('Ana, Ben and 3 others')
    expect(someNames([], 0)).toBe('')
  })
})

describe('dates in the library’s time zone', () => {
  const now = at('2026-11-22T12:00:00Z')

  test('a recording of last night in Berlin is of today there', () => {
    expect(dateHeading(at('2026-11-21T23:30:00Z'), now, berlin)).toBe('Today')
    expect(dateHeading(at('2026-11-21T23:30:00Z'), now, 'UTC')).toBe('Yesterday')
  })

  test('older ones stand under their week and then their month', () => {
    expect(dateHeading(at('2026-11-17T12:00:00Z'), now, berlin)).toBe('This week')
    expect(dateHeading(at('2026-10-03T12:00:00Z'), now, berlin, 'en-GB')).toBe('October 2026')
  })

  test('the year is said when it is another', () => {
    expect(formatDay(at('2026-11-20T12:00:00Z'), now, berlin, 'en-GB')).toBe('20 Nov')
    expect(formatDay(at('2025-11-20T12:00:00Z'), now, berlin, 'en-GB')).toBe('20 Nov 2025')
  })

  test.each([
    ['Europe/Berlin', '2026-11-20', '2026-11-19T23:00:00Z'],
    ['America/Los_Angeles', '2026-07-01', '2026-07-01T07:00:00Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00Z'],
    // The night in which clocks go back begins before they do.
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z'],
    // Days that have no midnight, east and west of Greenwich.
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z'],
    // A midnight that comes twice.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
    // A whole day that was left out.
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
    // A year that is being typed.
    ['UTC', '0020-11-20', '0020-11-20T00:00:00Z'],
  ])('in %s the day %s begins at %s', (zone, day, moment) => {
    expect(startOfDayMs(day, zone)).toBe(at(moment))
    expect(isoDay(at(moment), zone)).toBe(day)
    expect(isoDay(at(moment) - 1, zone)).not.toBe(day)
  })

  test('the day after the last of a month', () => expect(dayAfter('2026-02-28')).toBe('2026-03-01'))
})

describe('relative words', () => {
  const now = at('2026-11-22T12:00:00Z')

  test.each([
    ['2026-11-25T13:00:00Z', 'in 3 days'],
    ['2026-11-23T12:00:00Z', 'in 1 day'],
    ['2026-11-22T17:30:00Z', 'in 5 hours'],
    ['2026-11-22T12:20:00Z', 'in 20 minutes'],
    ['2026-11-22T11:00:00Z', 'any moment now'],
  ])('what is deleted at %s is deleted %s', (moment, words) => expect(formatDaysLeft(at(moment), now)).toBe(words))

  test.each([
    ['2026-11-22T11:59:40Z', 'just now'],
    ['2026-11-22T11:48:00Z', '12 minutes ago'],
    ['2026-11-21T10:00:00Z', 'yesterday'],
  ])('what was at %s was %s', (moment, words) => expect(formatAgo(at(moment), now)).toBe(words))
})

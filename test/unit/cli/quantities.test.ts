// Sizes, rates, shards and dates of the command line.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInShard, parseRate, parseShard, parseSize, shownSeconds } from '../../../main/cli/quantities.ts'
import { shownBytes } from '../../../main/cli/shown-bytes.ts'
import { parseDate, shownDate } from '../../../main/engine/core/dates.ts'

test('Sizes are decimal, with the units that the help names', () => {
  expect(['500', '10k', '2.5M', '1G', '0'].map(parseSize)).toEqual([500, 10_000, 2_500_000, 1e9, 0])
  expect(['', 'k', '-1', '1T', '1 G', '0x10', '1e9', '1,5M', '99999999G'].map(parseSize)).toEqual(Array(9).fill(null))
  expect(['5M/s', '5M', '0'].map(parseRate)).toEqual([5_000_000, 5_000_000, null])
  expect([1, 999, 1000, 15_400, 1_234_567_890].map(shownBytes)).toEqual([
    '1 byte',
    '999 bytes',
    '1 kB',
    '15 kB',
    '1.2 GB',
  ])
  expect([0, 61.9, 3723].map(shownSeconds)).toEqual(['0:00', '1:01', '1:02:03'])
})

describe('a shard', () => {
  test('is told by the first four bytes of the id’s sha256', () => {
    const id = '642531cf94091a5af841456d'
    const number = Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16)
    expect(isInShard(id, { index: (number % 7) + 1, count: 7 })).toBe(true)
  })

  test('holds each recording on exactly one of N machines', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (id, count) => {
        const holders = Array.from({ length: count }, (_, at) => isInShard(id, { index: at + 1, count }))
        expect(holders.filter(Boolean)).toHaveLength(1)
      }),
    )
  })

  test('is 1-based and of what there is', () => {
    expect(['1/1', '2/5'].map(parseShard)).toEqual([
      { index: 1, count: 1 },
      { index: 2, count: 5 },
    ])
    expect(['0/2', '3/2', '1/0', '1', '1/2/3', 'a/b', '-1/2', ''].map(parseShard)).toEqual(Array(8).fill(null))
  })
})

describe('a date', () => {
  const zone = 'Europe/Berlin'
  const iso = (text: string): string | null => {
    const ms = parseDate(text, zone)
    return ms === null ? null : new Date(ms).toISOString()
  }

  test('without an offset is in the library’s zone, summer or winter', () => {
    expect(iso('2026-11-20')).toBe('2026-11-19T23:00:00.000Z')
    expect(iso('2026-07')).toBe('2026-06-30T22:00:00.000Z')
    expect(iso('2026-07-01T12:30')).toBe('2026-07-01T10:30:00.000Z')
    expect(iso('2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z')
    expect(iso('2026-10-25')).toBe('2026-10-24T22:00:00.000Z')
  })

  test('with an offset is that moment', () => {
    expect(iso('2026-11-20T14:00:05.25Z')).toBe('2026-11-20T14:00:05.250Z')
    expect(iso('2026-11-20T14:00-0530')).toBe('2026-11-20T19:30:00.000Z')
    expect(iso('2026-11-20 14:00+02')).toBe('2026-11-20T12:00:00.000Z')
  })

  test('that is none is refused', () => {
    for (const text of [
      '',
      'today',
      '2026',
      '20/11/2026',
      '2026-02-31',
      '2026-13-01',
      '2026-11-20T25:00',
      '2026-11-20T14',
    ])
      expect(iso(text), text).toBeNull()
  })

  test('is shown as it would be written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (minute) => {
        const ms = (minute % 40_000_000) * 60_000
        const back = parseDate(shownDate(ms, 'Asia/Kolkata').replace(' ', 'T'), 'Asia/Kolkata')
        expect(back).toBe(ms)
      }),
    )
  })
})

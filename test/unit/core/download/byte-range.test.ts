import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isStrongEtag,
  parseContentRange,
  parseLength,
  sameVersion,
  strongValidator,
} from '../../../../main/engine/core/download/byte-range.ts'

const length = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 })

describe('Content-Range', () => {
  test('what a server may send is read as it is', () => {
    const range = length.chain((total) =>
      fc.tuple(fc.integer({ min: 0, max: total - 1 }), fc.integer({ min: 0, max: total - 1 }), fc.constant(total)),
    )
    fc.assert(
      fc.property(range, fc.boolean(), ([a, b, total], known) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const text = `bytes ${first}-${last}/${known ? total : '*'}`
        expect(parseContentRange(text)).toEqual({ kind: 'part', first, last, total: known ? total : null })
      }),
    )
  })

  test('a 416 says how long the object is', () => {
    fc.assert(
      fc.property(length, (total) => {
        expect(parseContentRange(`bytes */${total}`)).toEqual({ kind: 'unsatisfied', total })
      }),
    )
  })

  test.each([
    '',
    'bytes 5-4/10',
    'bytes 0-10/10',
    'bytes */*',
    'bytes 0-/10',
    'bytes -5/10',
    'items 0-4/10',
    'bytes 0-4',
    'bytes 0-4/10, 6-8/10',
    'bytes 0-4/99999999999999999999',
    'bytes=0-4/10',
  ])('“%s” is none', (text) => {
    expect(parseContentRange(text)).toBeNull()
  })

  test('no text at all makes it throw, or say a part that isn’t one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const range = parseContentRange(`bytes ${text}`)
        if (range?.kind === 'part') expect(range.first).toBeLessThanOrEqual(range.last)
      }),
    )
  })
})

test.each([
  ['0', 0],
  ['1234', 1234],
  ['-1', null],
  ['12a', null],
  ['1e3', null],
  ['12, 12', null],
  [undefined, null],
] as const)('Content-Length %s', (text, value) => {
  expect(parseLength(text)).toBe(value)
})

describe('strong validators (RFC 9110 §8.8)', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
  const minuteBefore = 'Sun, 22 Nov 2026 11:59:00 GMT'

  test.each([
    ['"abc"', true],
    ['""', true],
    ['W/"abc"', false],
    ['abc', false],
    ['"a"b"', false],
    ['"a b"', false],
  ])('the tag %s', (etag, strong) => {
    expect(isStrongEtag(etag)).toBe(strong)
  })

  test('a date counts if the object was older than a minute when it was sent', () => {
    const validator = (lastModified: string, sent: string | undefined) =>
      strongValidator({ etag: undefined, lastModified, date: sent })
    expect(validator(minuteBefore, date)).toEqual({ etag: null, lastModified: minuteBefore })
    expect(validator('Sun, 22 Nov 2026 11:59:01 GMT', date)).toBeNull()
    expect(validator(minuteBefore, undefined)).toBeNull()
    expect(validator('2026-11-22T11:00:00Z', date)).toBeNull()
  })

  test('a weak tag beside a strong date leaves the date', () => {
    expect(strongValidator({ etag: 'W/"x"', lastModified: minuteBefore, date })).toEqual({
      etag: null,
      lastModified: minuteBefore,
    })
  })

  test('tags decide before dates; nothing in common is another version', () => {
    const one = { etag: '"a"', lastModified: minuteBefore }
    expect(sameVersion(one, { etag: '"a"', lastModified: date })).toBe(true)
    expect(sameVersion(one, { etag: '"b"', lastModified: minuteBefore })).toBe(false)
    expect(sameVersion(one, { etag: null, lastModified: minuteBefore })).toBe(true)
    expect(sameVersion({ etag: '"a"', lastModified: null }, { etag: null, lastModified: date })).toBe(false)
    expect(sameVersion(one, null)).toBe(false)
  })
})

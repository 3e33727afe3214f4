// Where a file is cut, and when it is worth cutting.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type FoundPiece,
  isWorthSplitting,
  mebibyte,
  planPieces,
} from '../../../../main/engine/core/download/pieces.ts'
import { overlapBytes } from '../../../../main/engine/core/download/resume.ts'

describe('a plan', () => {
  const anything = fc.record({
    total: fc.integer({ min: 1, max: 400 * mebibyte }),
    frontPart: fc.double({ min: 0, max: 1, noNaN: true }),
    connections: fc.integer({ min: 1, max: 4 }),
    found: fc.array(
      fc.record({ first: fc.integer({ min: 0, max: 400 }), bytes: fc.integer({ min: 0, max: 40 * mebibyte }) }),
    ),
  })

  test('leaves no byte out and none twice, and keeps what is here', () => {
    fc.assert(
      fc.property(anything, ({ total, frontPart, connections, found }) => {
        const front = Math.floor(total * frontPart)
        const pieces = planPieces(front, total, notOverlapping(found), connections)
        for (const [index, { first, end, bytes }] of pieces.entries()) {
          expect(first).toBeGreaterThan(front)
          expect(first % mebibyte).toBe(0)
          const next = pieces[index + 1]?.first ?? total
          expect(end).toBe(Math.min(total, next + overlapBytes))
          expect(end).toBeGreaterThan(first)
          expect(bytes).toBeLessThanOrEqual(end - first)
          expect(next).toBeGreaterThan(first)
        }
        for (const { first, bytes } of notOverlapping(found)) {
          if (first <= front || first + bytes > total || first >= total) continue
          expect(pieces.find((piece) => piece.first === first)).toMatchObject({ first })
        }
      }),
    )
  })

  test('gives every connection the same, in pieces that aren’t large and at the end are small', () => {
    const pieces = planPieces(5 * mebibyte, 197 * mebibyte, [], 4)
    expect(pieces.map(({ first }) => first / mebibyte)).toEqual([25, 45, 65, 85, 105, 125, 145, 165, 173, 181, 189])
  })

  test('of any length gives no connection much more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 34, max: 4000 }), (front, rest) => {
        const begin = front * 1000
        const pieces = planPieces(begin, begin + rest * mebibyte, [], 4)
        const lengths = [{ first: begin }, ...pieces].map(({ first }, index) => {
          return ((pieces[index]?.first ?? begin + rest * mebibyte) - first) / mebibyte
        })
        const rounds = Array.from({ length: lengths.length / 4 }, (_, round) => lengths.slice(round * 4, round * 4 + 4))
        for (const round of rounds) expect(Math.max(...round) - Math.min(...round)).toBeLessThanOrEqual(2)
        expect(Math.max(...lengths)).toBeLessThanOrEqual(32)
        expect(Math.max(...lengths.slice(-4))).toBeLessThanOrEqual(17)
      }),
    )
  })
})

describe('more connections', () => {
  test('for a long file on a slow line', () => {
    expect(isWorthSplitting(2_000_000, 100, 190_000_000)).toBe(true)
  })
  test('not where one is fast', () => {
    expect(isWorthSplitting(60_000_000, 100, 2_000_000_000)).toBe(false)
  })
  test('not for what is over in a moment, or small', () => {
    expect(isWorthSplitting(6_000_000, 100, 40_000_000)).toBe(false)
    expect(isWorthSplitting(200_000, 100, 20_000_000)).toBe(false)
  })
})

/** As files: no two overlap, each begins at a whole mebibyte. */
function notOverlapping(found: readonly FoundPiece[]): FoundPiece[] {
  let end = 0
  return [...found]
    .map(({ first, bytes }) => ({ first: first * mebibyte, bytes }))
    .sort((one, other) => one.first - other.first)
    .filter(({ first, bytes }) => {
      const isFree = first >= end
      if (isFree) end = first + Math.max(bytes, 1)
      return isFree
    })
}

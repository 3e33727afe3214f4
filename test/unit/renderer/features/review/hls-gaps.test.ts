// Which stretches of a stream are left out, and how that is said.
import { expect, test } from 'vitest'
import { gapsIn, isInGap, outOfGap } from '../../../../../renderer/features/review/player/hls-gaps.ts'
import { lostParts } from '../../../../../renderer/features/review/player/media-problem.ts'

const part = (start: number, gap = false) => ({ start, end: start + 6, gap })

test('parts beside each other that are left out are one gap', () => {
  const gaps = gapsIn([part(0), part(6, true), part(12, true), part(18), part(24, true)])
  expect(gaps).toEqual([
    { startMs: 6000, endMs: 18_000 },
    { startMs: 24_000, endMs: 30_000 },
  ])
  expect([5999, 6000, 17_999, 18_000].map((ms) => isInGap(gaps, ms))).toEqual([false, true, true, false])
  expect(gapsIn([part(0), part(6)])).toEqual([])
})

test('who goes into a gap comes out at its end, or before it on the way back', () => {
  const gaps = gapsIn([part(0, true), part(6), part(12, true), part(18), part(24, true)])
  const to = (toMs: number, back = false) => outOfGap(gaps, toMs, back, 30_000)
  expect([to(14_000), to(17_900)]).toEqual([18_000, 18_000])
  expect([to(17_900, true), to(14_000, true)]).toEqual([11_600, 11_600])
  expect([to(8000, true), to(18_000), to(11_999, true)]).toEqual([8000, 18_000, 11_999])
  // There is nothing before the first, and nothing after the last.
  expect([to(2000, true), to(26_000), to(30_000)]).toEqual([6000, 23_600, 30_000])
})

test('one gap is told with its place, of several the first', () => {
  expect(lostParts(gapsIn([part(0), part(6, true)]))).toContain('a gap from 0:06 to 0:12:')
  expect(lostParts(gapsIn([part(0, true), part(6), part(12, true)]))).toContain('2 gaps, the first from 0:00 to 0:06:')
})

// Looking nearer at the timeline: where moments lie, what stays put, and when it follows the playhead.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  following,
  isInView,
  isWhole,
  panned,
  shareOf,
  timeAt,
  whole,
  zoomed,
} from '../../../../../renderer/features/review/timeline/time-scale.ts'
import { waveformColumns } from '../../../../../renderer/features/review/timeline/waveform-columns.ts'

const hourMs = 3_600_000
const minute = (start: number) => ({ durationMs: hourMs, startMs: start * 60_000, spanMs: 60_000 })

describe('zooming', () => {
  test('keeps what is under the pointer under the pointer', () => {
    const nearer = zoomed(whole(hourMs), 4, 1_200_000)
    expect(nearer.spanMs).toBe(900_000)
    expect(shareOf(nearer, 1_200_000)).toBeCloseTo(1 / 3)
  })

  test('never leaves the recording, whatever is done', () => {
    const step = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.01, max: 100, noNaN: true }), around: fc.nat(hourMs) }),
      fc.record({ by: fc.integer({ min: -hourMs, max: hourMs }) }),
    )
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 500, max: hourMs }), (steps, durationMs) => {
        let scale = whole(durationMs)
        for (const each of steps) {
          scale = 'by' in each ? panned(scale, each.by) : zoomed(scale, each.factor, each.around)
          expect(scale.startMs).toBeGreaterThanOrEqual(0)
          expect(scale.startMs + scale.spanMs).toBeLessThanOrEqual(durationMs + 1e-6)
          expect(scale.spanMs).toBeGreaterThanOrEqual(Math.min(2000, durationMs))
        }
      }),
    )
  })

  test('out again ends with all of it', () => {
    expect(isWhole(zoomed(zoomed(whole(hourMs), 50, 0), 1 / 60, 0))).toBe(true)
    expect(zoomed(whole(hourMs), 0.5, 99)).toEqual(whole(hourMs))
  })

  test('a place and its time lead to each other', () => {
    expect(timeAt(minute(3), shareOf(minute(3), 200_000))).toBeCloseTo(200_000)
    expect(timeAt(whole(1000), 7)).toBe(1000)
  })
})

describe('the playhead', () => {
  test('that plays out of sight turns the page', () => {
    const next = following(minute(3), 239_990, 240_010)
    expect(isInView(next, 240_010)).toBe(true)
    expect(shareOf(next, 240_010)).toBeCloseTo(0.05)
  })

  test('that jumps is brought to the middle, at the ends as near to it as can be', () => {
    expect(shareOf(following(minute(3), 200_000, 1_000_000), 1_000_000)).toBeCloseTo(0.5)
    expect(following(minute(3), 200_000, 0).startMs).toBe(0)
  })

  test('is let go by whoever has scrolled away from it', () => {
    const scale = minute(30)
    expect(following(scale, 10_000, 10_040)).toBe(scale)
  })
})

describe('a waveform’s column', () => {
  const values = Uint8Array.from({ length: 100 }, (_, index) => (index === 42 ? 255 : 0))
  const loudAt = (startMs: number, spanMs: number, columns: number) =>
    [...waveformColumns({ perS: 10, values }, { startMs, spanMs }, columns).loudest].flatMap((height, column) =>
      height > 0 ? [column] : [],
    )

  test('is as loud as the loudest of what it stands for, however near it is looked at', () => {
    expect(loudAt(0, 10_000, 10)).toEqual([4])
    expect(loudAt(4000, 1000, 100)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
    expect(loudAt(20_000, 1000, 10)).toEqual([])
  })

  test('tells one loud moment from a loud time', () => {
    const { average } = waveformColumns({ perS: 10, values: values.fill(255, 50) }, { startMs: 0, spanMs: 10_000 }, 10)
    expect(average[4]).toBeGreaterThan(0)
    expect(average[4]).toBeLessThan(0.5)
    expect(average[5]).toBe(1)
  })
})

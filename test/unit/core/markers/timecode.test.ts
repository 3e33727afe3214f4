// Frames and time codes, against a model that counts every frame.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameRate, rateOfFrames } from '../../../../main/engine/core/markers/frame-rate.ts'
import { frameAt, hourFrame, rationalTime, timecode } from '../../../../main/engine/core/markers/timecode.ts'
import { frameRateNames } from '../../../../preload/contract/marker-terms.ts'

/** A counter that goes on by one label a frame and passes over those that ST 12-1 leaves out. */
function* labels(counted: number, dropped: number): Generator<string> {
  const two = (value: number): string => String(value).padStart(2, '0')
  for (let minute = 0; ; minute += 1) {
    for (let label = minute % 10 === 0 ? 0 : dropped; label < 60 * counted; label += 1) {
      const [second, frame] = [Math.floor(label / counted), label % counted]
      const mark = dropped > 0 ? ';' : ':'
      yield `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second)}${mark}${two(frame)}`
    }
  }
}

describe.each(frameRateNames)('at %s frames a second', (name) => {
  const rate = frameRate(name)

  test('the first 45 minutes of frames have the labels that counting gives', () => {
    const counting = labels(rate.counted, rate.dropped)
    const wrong: string[] = []
    for (let frame = 0; frame < 45 * 60 * rate.counted; frame += 1) {
      const label = counting.next().value
      if (label !== timecode(frame, rate)) wrong.push(`${frame}: ${label} ${timecode(frame, rate)}`)
    }
    expect(wrong).toEqual([])
  })

  test('every hour begins where counting would begin it', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      expect(timecode(hourFrame(hour, rate), rate)).toMatch(
        new RegExp(`^${String(hour).padStart(2, '0')}:00:00[:;]00$`),
      )
    }
    expect(timecode(hourFrame(24, rate), rate)).toMatch(/^00:00:00[:;]00$/)
  })

  test('a frame’s own start, rounded to a millisecond, is that frame', () => {
    fc.assert(
      fc.property(fc.nat(20 * 3600 * rate.counted), (frame) => {
        const ms = Math.round((frame * rate.denominator * 1000) / rate.numerator)
        expect(frameAt(ms, rate)).toBe(frame)
      }),
    )
  })

  test('fractions of a second are whole frames', () => {
    fc.assert(
      fc.property(fc.nat(20 * 3600 * rate.counted), (frame) => {
        const [, over, under = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(rationalTime(frame, rate)) ?? []
        expect(Number(over) * rate.numerator).toBe(frame * rate.denominator * Number(under))
      }),
    )
  })
})

test('a drop-frame time code keeps up with the clock, to 86 ms and the labels left out over a day', () => {
  for (const name of ['29.97', '59.94'] as const) {
    const rate = frameRate(name)
    for (let minute = 0; minute < 24 * 60; minute += 7) {
      const [hours, minutes, seconds, frames] = timecode(frameAt(minute * 60_000, rate), rate)
        .split(/[:;]/)
        .map(Number)
      const shownMs = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) + (frames ?? 0) / rate.counted) * 1000
      expect(Math.abs(shownMs - minute * 60_000)).toBeLessThan(87 + (1000 * (rate.dropped + 1)) / rate.counted)
    }
  }
})

describe('the rate of a video', () => {
  const steady = (fps: number, count = 280) => Array.from({ length: count }, (_, index) => index / fps)

  test.each([
    ['23.976', 24_000 / 1001],
    ['25', 25],
    ['29.97', 30_000 / 1001],
    ['30', 30],
    ['59.94', 60_000 / 1001],
  ])('%s is told from its neighbours, also where times are whole milliseconds', (name, fps) => {
    expect(rateOfFrames(steady(fps))).toMatchObject({ rate: { name }, varies: false })
    const rounded = steady(fps).map((time) => Math.round(time * 1000) / 1000)
    expect(rateOfFrames(rounded)).toMatchObject({ rate: { name }, varies: false })
  })

  test('that varies is counted by what is commonest, and said to vary', () => {
    const gaps = steady(30).filter((_, index) => index % 7 !== 3)
    expect(rateOfFrames(gaps)).toMatchObject({ rate: { name: '30' }, varies: true })
    const [first = 0, ...others] = steady(30 / 1.001).map((time) => Math.round(time * 1000) / 1000)
    expect(rateOfFrames([first, ...others.map((time) => time + 0.02)])).toMatchObject({ rate: { name: '29.97' } })
  })

  test.each([
    [15, '30'],
    [15 / 1.001, '29.97'],
    [12.5, '25'],
    [12, '24'],
    [1, '24'],
  ])('that is slower than editing programs know (%f) is counted in one that its frames fit into', (fps, name) => {
    expect(rateOfFrames(steady(fps))).toMatchObject({ rate: { name }, varies: false })
  })

  test('of a few frames isn’t guessed', () => {
    expect(rateOfFrames(steady(25, 5))).toBeNull()
    expect(rateOfFrames(Array(40).fill(1))).toBeNull()
  })
})

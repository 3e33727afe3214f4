/** The frame rates that editors know, as exact fractions: 29.97 is 30000/1001, and nothing here is rounded before its time. */

import { frameRateNames } from '../../../../preload/contract/marker-terms.ts'
import type { FrameRateName } from '../../../../preload/contract/markers.ts'

/** `numerator / denominator` frames a second. `counted`: frames in a second of the time code. */
export type FrameRate = {
  readonly name: FrameRateName
  readonly numerator: number
  readonly denominator: number
  readonly counted: number
  /** Labels left out at the start of nine minutes in ten, so that the time code keeps up with the clock; 0: none. */
  readonly dropped: number
}

const ntsc = (name: FrameRateName, counted: number, dropped: number): FrameRate => ({
  ...{ name, numerator: counted * 1000, denominator: 1001, counted, dropped },
})
const whole = (name: FrameRateName, counted: number): FrameRate => ({
  ...{ name, numerator: counted, denominator: 1, counted, dropped: 0 },
})

const rates: Readonly<Record<FrameRateName, FrameRate>> = {
  '23.976': ntsc('23.976', 24, 0),
  '24': whole('24', 24),
  '25': whole('25', 25),
  '29.97': ntsc('29.97', 30, 2),
  '30': whole('30', 30),
  '50': whole('50', 50),
  '59.94': ntsc('59.94', 60, 4),
  '60': whole('60', 60),
}

export const frameRate = (name: FrameRateName): FrameRate => rates[name]

const framesPerS = ({ numerator, denominator }: FrameRate): number => numerator / denominator

/** Between two that fit equally well, the slower. */
const leastApart = 1e-6

/** Of a film that is slower than any of them, the one that it fits into: at 15 frames a second each is two of 30. */
function nearestRate(wanted: number): FrameRate {
  const apart = (rate: FrameRate): number => {
    const times = Math.max(1, Math.round(framesPerS(rate) / wanted))
    return Math.abs(Math.log(framesPerS(rate) / (times * wanted))) + (times - 1) * leastApart
  }
  return frameRateNames.map(frameRate).reduce((best, each) => (apart(each) < apart(best) ? each : best))
}

/** Two frames this far from the usual distance are what a clock in milliseconds makes of steady ones. */
const unsteadyMs = 2
const fewestFrames = 10

export type FoundRate = { readonly rate: FrameRate; readonly varies: boolean }

/**
 * The rate of a video by the times of some frames in a row, seconds, in any order. Steady ones are averaged; where they
 * vary, as in a composite of live calls, those about the commonest distance are. null: too few frames to tell.
 */
export function rateOfFrames(timesS: readonly number[]): FoundRate | null {
  const times = [...timesS].sort((a, b) => a - b)
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  const median = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)]
  if (median === undefined || median <= 0 || steps.length < fewestFrames) return null
  const usual = steps.filter((step) => Math.abs(step - median) * 1000 <= unsteadyMs)
  return { rate: nearestRate(usual.length / sum(usual)), varies: usual.length < steps.length }
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)

/** What is said of a clip before it is saved. */
import type { ClipPlan } from '../../../../preload/contract/clip.ts'
import { numberFormat } from '../../../../preload/contract/number-terms.ts'
import { type Locale, systemLocale } from '../../../format/locale.ts'
import { formatTimeCode } from '../../../format/time-code.ts'

/** `0:12:03.200` */
export function exactTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  return `${formatTimeCode(whole)}.${String(whole % 1000).padStart(3, '0')}`
}

/** Nearer than a frame nobody sees or hears it. */
const noticeableMs = 40

/** Where it begins, when a copy can't begin with the in point. */
export function clipStart({ startMs, inMs }: ClipPlan, locale: Locale = systemLocale): string {
  const earlierMs = inMs - startMs
  if (earlierMs < noticeableMs) return 'Starts exactly there.'
  const earlier = earlierMs < 100 ? 'less than 0.1 s' : seconds(earlierMs, locale)
  return `Starts ${earlier} earlier, at ${exactTime(startMs)}, the key frame before.`
}

export function clipLength({ startMs, outMs }: ClipPlan, locale: Locale = systemLocale): string {
  const ms = outMs - startMs
  return ms < 60_000 ? seconds(ms, locale) : formatTimeCode(ms)
}

const seconds = (ms: number, locale: Locale): string => `${numberFormat(locale, 1).format(ms / 1000)} s`

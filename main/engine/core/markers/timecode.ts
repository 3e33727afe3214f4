/**
 * Moments as frames, and frames as SMPTE time codes (ST 12-1). Drop-frame codes leave out labels, never frames: 00 and 01
 * (at 59.94: 00 to 03) of every minute that doesn't end in 0.
 */
import type { FrameRate } from './frame-rate.ts'

/** The frame on the screen at that moment; a moment is known to half a millisecond. */
export function frameAt(ms: number, { numerator, denominator }: FrameRate): number {
  return Math.floor(((2 * ms + 1) * numerator) / (2000 * denominator))
}

/** `01:00:00:00`; with `;` before the frames where labels are dropped. Begins anew after 24 hours, as clocks do. */
export function timecode(frame: number, rate: FrameRate): string {
  const { counted, dropped } = rate
  const label = frame + droppedBefore(frame, rate)
  const [seconds, frames] = [Math.floor(label / counted), label % counted]
  const [hours, minutes] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}${dropped > 0 ? ';' : ':'}${two(frames)}`
}

/** The frame whose label is that hour's first. */
export const hourFrame = (hour: number, { counted, dropped }: FrameRate): number =>
  hour * (3600 * counted - 54 * dropped)

function droppedBefore(frame: number, { counted, dropped }: FrameRate): number {
  const perMinute = 60 * counted - dropped
  const perTenMinutes = 10 * perMinute + dropped
  const [tens, rest] = [Math.floor(frame / perTenMinutes), frame % perTenMinutes]
  // The first of ten minutes has all of its labels.
  const minutes = rest < 60 * counted ? 0 : 1 + Math.floor((rest - 60 * counted) / perMinute)
  return dropped * (9 * tens + minutes)
}

/** Seconds as FCPXML has them, exactly on a frame's start: `1001/30000s`. */
export function rationalTime(frame: number, { numerator, denominator }: FrameRate): string {
  if (frame === 0) return '0s'
  const over = frame * denominator
  return over % numerator === 0 ? `${over / numerator}s` : `${over}/${numerator}s`
}

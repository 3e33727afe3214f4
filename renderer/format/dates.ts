/**
 * Dates and times of recordings, in the library's time zone: the same recording reads the same on every computer.
 * Relative words ("Today", "in 3 days") are reckoned in that zone too.
 */
import { dayMs, momentMs, zoneOffsetMs } from '../../preload/contract/time-terms.ts'
import { type Locale, systemLocale } from './locale.ts'

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ''}|${timeZone}|${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone })
  cache.set(key, made)
  return made
}

/** Days since 1970-01-01 of the calendar date in that zone. */
const calendarDay = (ms: number, timeZone: string): number => Math.floor((ms + zoneOffsetMs(ms, timeZone)) / dayMs)

/** `14:03`, or `2:03 PM` where that is how it's written. */
export const formatTime = (ms: number, timeZone: string, locale: Locale = systemLocale): string =>
  formatter(locale, timeZone, { hour: 'numeric', minute: '2-digit' }).format(ms)

/** `20 Nov`, with the year when it isn't this one. */
export function formatDay(ms: number, nowMs: number, timeZone: string, locale: Locale = systemLocale): string {
  const year = (at: number) => formatter('en-US', timeZone, { year: 'numeric' }).format(at)
  const options: Intl.DateTimeFormatOptions =
    year(ms) === year(nowMs) ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' }
  return formatter(locale, timeZone, options).format(ms)
}

/** `20 Nov, 14:03`. */
export const formatDayAndTime = (ms: number, nowMs: number, timeZone: string, locale: Locale = systemLocale): string =>
  `${formatDay(ms, nowMs, timeZone, locale)}, ${formatTime(ms, timeZone, locale)}`

/** `Friday, 20 November 2026 at 14:03`: for the details pane and tooltips. */
export const formatFullDate = (ms: number, timeZone: string, locale: Locale = systemLocale): string =>
  formatter(locale, timeZone, { dateStyle: 'full', timeStyle: 'short' }).format(ms)

/** Before the workspaces that are recorded: such a number isn't a date, whatever 100ms calls it. */
const earliestMs = Date.UTC(2000)

/** When a recording began, else when it was made; null when neither is known. */
export const recordedMs = (row: { readonly startedMs: number | null; readonly createdMs: number | null }) =>
  [row.startedMs, row.createdMs].find((ms) => ms !== null && ms >= earliestMs) ?? null

/** The heading a recording stands under: Today, Yesterday, This week, else its month. */
export function dateHeading(ms: number, nowMs: number, timeZone: string, locale: Locale = systemLocale): string {
  if (ms < earliestMs) return 'No date'
  const ago = calendarDay(nowMs, timeZone) - calendarDay(ms, timeZone)
  if (ago <= 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago < 7) return 'This week'
  return formatter(locale, timeZone, { month: 'long', year: 'numeric' }).format(ms)
}

/** Made when one is first wanted: that takes milliseconds of a start. */
const relatives = new Map<'always' | 'auto', Intl.RelativeTimeFormat>()

function relative(numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  const format = relatives.get(numeric) ?? new Intl.RelativeTimeFormat('en', { numeric })
  relatives.set(numeric, format)
  return format
}

/** When 100ms deletes a file: "in 3 days", "in 5 hours", "in 20 minutes". */
export function formatDaysLeft(expiresMs: number, nowMs: number): string {
  const left = expiresMs - nowMs
  if (left <= 0) return 'any moment now'
  if (left < 3_600_000) return relative('always').format(Math.max(1, Math.round(left / 60_000)), 'minute')
  if (left < dayMs) return relative('always').format(Math.floor(left / 3_600_000), 'hour')
  return relative('always').format(Math.floor(left / dayMs), 'day')
}

/** "just now", "12 minutes ago", "yesterday": when a sync last finished. */
export function formatAgo(thenMs: number, nowMs: number): string {
  const ago = Math.max(0, nowMs - thenMs)
  if (ago < 60_000) return 'just now'
  if (ago < 3_600_000) return relative('auto').format(-Math.floor(ago / 60_000), 'minute')
  if (ago < dayMs) return relative('auto').format(-Math.floor(ago / 3_600_000), 'hour')
  return relative('auto').format(-Math.floor(ago / dayMs), 'day')
}

/** The calendar date in that zone, as date inputs want it: `2026-11-20`. */
export const isoDay = (ms: number, timeZone: string): string =>
  new Date(calendarDay(ms, timeZone) * dayMs).toISOString().slice(0, 10)

export const dayAfter = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)

/** When that date begins in that zone. */
export const startOfDayMs = (day: string, timeZone: string): number =>
  momentMs(Date.parse(`${day}T00:00:00Z`), timeZone)

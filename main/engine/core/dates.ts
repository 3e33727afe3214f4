/** ISO 8601 dates as a person writes them: on the command line, in a search. Without an offset they are meant in the library's time zone. */
import { momentMs, zoneOffsetMs } from '../../../preload/contract/time-terms.ts'

/** No year below 1000: `Date.UTC` takes those below 100 for years of the twentieth century, and nobody means the others. */
const shape =
  /^([1-9]\d{3})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/i

export function isDate(text: string): boolean {
  return parseDate(text, 'UTC') !== null
}

/** Epoch milliseconds; a day or a month is its first moment. `timeZone`: IANA. null: it isn't a date. */
export function parseDate(text: string, timeZone: string): number | null {
  const match = shape.exec(text.trim())
  if (match === null) return null
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '', offset] = match
  const ms = fraction.slice(0, 3).padEnd(3, '0')
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(ms),
  )
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  // Date.UTC takes the 31st of February for a day in March.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== written) return null
  if (offset !== undefined) return wall - offsetMs(offset)
  return momentMs(wall, timeZone)
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** `2026-11-20 14:03` in the zone. */
export function shownDate(epochMs: number, timeZone: string): string {
  return new Date(epochMs + zoneOffsetMs(epochMs, timeZone)).toISOString().slice(0, 16).replace('T', ' ')
}

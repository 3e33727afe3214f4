/**
 * Reads the API's times (RFC 3339, 0–9 fraction digits). Lenient about what a proxy or another dialect makes of them;
 * never guesses: what isn't plainly a time has no milliseconds.
 */
import type { Instant } from '../model.ts'

const iso = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?\s?([Zz]|[+-]\d\d:?\d\d)?$/

/** null for an empty text. Go's zero time, and a text that is no time, have `ms: null`. A time without a zone is UTC. */
export function parseInstant(text: string | null): Instant | null {
  return text === null || text.trim() === '' ? null : { text, ms: millisecondsOf(text.trim()) }
}

/** As 100ms writes it: a first sync reads a million of them. The year one is Go's zero time. */
const usual = /^(?!000[01])\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/

function millisecondsOf(text: string): number | null {
  if (usual.test(text)) {
    const ms = Date.parse(text)
    return Number.isFinite(ms) ? ms : null
  }
  const match = iso.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  if (year === '0001' || year === '0000') return null
  const thousandths = fraction.slice(0, 3).padEnd(3, '0')
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${thousandths}${offset}`)
  return Number.isFinite(ms) ? ms : null
}

/**
 * Ids and times as 100ms writes them: 24-hex ids whose first eight digits are the creation second, and Go's RFC 3339
 * times, whose fraction has no trailing zeros and so anything from none to nine digits.
 */
import { createHash } from 'node:crypto'

/** An id made at `atMs` (Unix milliseconds). `tail` is hashed to the other sixteen digits, so equal input gives equal ids. */
export function objectId(atMs: number, tail: string): string {
  return idFromParts(Math.floor(atMs / 1000), hexOf(tail, 16))
}

export function idFromParts(atSeconds: number, tailHex: string): string {
  return atSeconds.toString(16).padStart(8, '0') + tailHex
}

/** Unix seconds at which an id was made. */
export function idSeconds(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16)
}

/** A UUID that depends on `text` alone: peers and unnamed rooms carry UUIDs. */
export function uuidOf(text: string): string {
  const hex = hexOf(text, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

export function hexOf(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits)
}

/** `2023-03-30T06:53:03.67Z`. `nanos` (0–999,999) are added below the millisecond. */
export function goTime(atMs: number, nanos = 0): string {
  const whole = new Date(atMs).toISOString()
  const digits = nanos === 0 ? whole.slice(20, 23) : whole.slice(20, 23) + String(nanos).padStart(6, '0')
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return end === 0 ? `${whole.slice(0, 19)}Z` : `${whole.slice(0, 20)}${digits.slice(0, end)}Z`
}

/** Go's zero time, which rooms carry as `updated_at` until somebody edits them. */
export const ZERO_TIME = '0001-01-01T00:00:00Z'

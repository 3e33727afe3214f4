/**
 * Lenient field schemas for what the API sends: each reads what can be read and is null otherwise, never a reason to
 * refuse the object. Sources disagree about types (numbers as strings, nulls, empty strings); see 100ms's reference.
 */
import { z } from 'zod'
import type { Instant } from '../core/model.ts'
import { parseInstant } from '../core/sync-instant.ts'

/** A field that may be missing: without `optional` zod refuses an object that lacks it. */
export const anything = z.unknown().optional()

/** Text, or a number as text; null for empty, missing or anything else. */
export const text = anything.transform((value): string | null => {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
})

/** A number, or a string that is one; negative ones are nonsense in every field that is read with this. */
export const amount = anything.transform((value): number | null => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) && read >= 0 ? read : null
})

/** Whole bytes or pixels that a number can hold exactly. */
export const whole = amount.transform((value): number | null => (Number.isSafeInteger(value) ? value : null))

export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : null
})

/** A time as text; epoch seconds or milliseconds are read too. */
export const instant = anything.transform((value): Instant | null => {
  if (typeof value === 'string') return parseInstant(value)
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) return null
  const ms = value > 100_000_000_000 ? value : value * 1000
  return ms > 8_640_000_000_000_000 ? null : { text: new Date(ms).toISOString(), ms }
})

export const texts = anything.transform((value): string[] | null => {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null
})

/** An object's own fields; anything else has none. */
export const fields = anything.transform((value): Readonly<Record<string, unknown>> => {
  return isObject(value) ? value : {}
})

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

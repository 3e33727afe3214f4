/**
 * Lenient field schemas for what the API sends: each reads what can be read and is null otherwise, never a reason to
 * refuse the object. Sources disagree about types (numbers as strings, nulls, empty strings); see 100ms's reference.
 */
import { z } from 'zod'
import type { Instant } from '../../core/model.ts'
import { parseInstant } from '../../core/sync/sync-instant.ts'

/** A field that may be missing: without `optional` zod refuses an object that lacks it. */
export const anything = z.unknown().optional()

/** Text, or a number as text; null for empty, missing or anything else. */
export const text = anything.transform((value): string | null => {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
})

/** 16 TiB, or half a million years: beyond it is nonsense, and the sum of a whole library's would overflow 64 bits. */
const largest = 2 ** 44

/** A number, or a string that is one; negative ones are nonsense in every field that is read with this. */
export const amount = anything.transform((value): number | null => {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && read >= 0 && read <= largest ? read : null
})

/** Whole bytes or pixels that a number can hold exactly. */
export const whole = amount.transform((value): number | null => (Number.isSafeInteger(value) ? value : null))

export const flag = anything.transform((value): boolean | null => {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : null
})

/** The last moment that is written with four digits of a year; whatever adds to a later one may leave what a Date can hold. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** A time as text; epoch seconds or milliseconds are read too. */
export const instant = anything.transform((value): Instant | null => {
  if (typeof value === 'string') return parseInstant(value)
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) return null
  const ms = value > 100_000_000_000 ? value : value * 1000
  return ms > lastMs ? null : { text: new Date(ms).toISOString(), ms }
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

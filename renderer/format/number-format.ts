/** The formatters of numbers, made once: making one takes longer than drawing a line of the list. */
import type { Locale } from './locale.ts'

const made = new Map<string, Intl.NumberFormat>()

/** Exactly so many digits after the point. */
export function numberFormat(locale: Locale, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`
  const known = made.get(key)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  made.set(key, format)
  return format
}

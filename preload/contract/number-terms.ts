/** The formatters of numbers, made once: making one takes longer than drawing a line of the list. */

const made = new Map<string, Intl.NumberFormat>()

/** Exactly so many digits after the point. `locale` undefined: the system's. */
export function numberFormat(locale: string | undefined, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`
  const known = made.get(key)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  made.set(key, format)
  return format
}

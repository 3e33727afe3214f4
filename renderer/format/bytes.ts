/** Sizes and rates as people and drives count them: powers of a thousand, `1.2 GB`. */
import { type Locale, systemLocale } from './locale.ts'
import { numberFormat } from './number-format.ts'

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

export function formatBytes(bytes: number, locale: Locale = systemLocale): string {
  let value = Math.max(0, bytes)
  let unit = 0
  // 999.6 kB would be shown as "1,000 kB".
  while (unit < units.length - 1 && Math.round(value) >= 1000) {
    value /= 1000
    unit += 1
  }
  // kB and smaller are never worth a decimal, and neither is anything of three digits.
  const digits = unit < 2 || value >= 100 ? 0 : 1
  return `${numberFormat(locale, digits).format(value)} ${units[unit]}`
}

export const formatRate = (bytesPerS: number, locale: Locale = systemLocale): string =>
  `${formatBytes(bytesPerS, locale)}/s`

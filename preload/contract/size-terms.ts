/**
 * Sizes in words, as people and drives count them: powers of a thousand, `1.2 GB`. One rule for what the window shows, for
 * the engine's sentences in it, and for the command line.
 */
import { numberFormat } from './number-terms.ts'

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** `locale` undefined: the system's. */
export function sizeWords(bytes: number, locale: string | undefined): string {
  let value = Math.max(0, bytes)
  let unit = 0
  // 999.6 kB would be shown as "1,000 kB".
  while (unit < units.length - 1 && Math.round(value) >= 1000) {
    value /= 1000
    unit += 1
  }
  // kB and smaller are never worth a decimal, and neither is anything of three digits.
  const digits = unit < 2 || value >= 99.95 ? 0 : 1
  return `${numberFormat(locale, digits).format(value)} ${unit === 0 && value === 1 ? 'byte' : units[unit]}`
}

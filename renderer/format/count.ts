/** Counts and their nouns. */
import { nounOf } from '../../preload/contract/count-terms.ts'
import { numberFormat } from '../../preload/contract/number-terms.ts'
import { type Locale, systemLocale } from './locale.ts'

export const formatCount = (count: number, locale: Locale = systemLocale): string =>
  numberFormat(locale, 0).format(count)

/** "1 recording", "1,204 recordings". */
export const counted = (count: number, noun: string, plural = `${noun}s`, locale: Locale = systemLocale): string =>
  `${formatCount(count, locale)} ${nounOf(count, noun, plural)}`

/** "Ana, Ben and 3 others"; of names only the first few may be known. */
export function someNames(names: readonly string[], total: number, shown = 2): string {
  const first = names.slice(0, shown)
  const others = Math.max(total, names.length) - first.length
  if (first.length === 0) return others > 0 ? counted(others, 'person', 'people') : ''
  if (others > 0) return `${first.join(', ')} and ${counted(others, 'other')}`
  return first.length === 1 ? (first[0] ?? '') : `${first.slice(0, -1).join(', ')} and ${first.at(-1)}`
}

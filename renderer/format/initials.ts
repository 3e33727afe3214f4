/** A name in two letters at most, for where there is no room for all of it. */
import { type Locale, systemLocale } from './locale.ts'

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Of the first word and the last: `ML` of “Maya Lindqvist”, `B` of “Bo”. Empty where there is no letter or digit. */
export function initialsOf(name: string, locale: Locale = systemLocale): string {
  const words = name.split(/[\s()_.,/-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word = '') => firstLetter(word).toLocaleUpperCase(locale)).join('')
}

function firstLetter(word: string): string {
  for (const { segment } of characters.segment(word)) if (/[\p{L}\p{N}]/u.test(segment)) return segment
  return ''
}

/** A sentence cut into its words, each with its punctuation and the time at which it is said. */
import type { TranscriptWord } from '../../../../preload/contract/review.ts'
import { isUnspaced } from './spacing.ts'
import type { TimedWord } from './spoken.ts'

/** A word is looked for this many characters on; farther ahead it is another occurrence, and all between were lost. */
const lookAhead = 60

/**
 * Every word found in the sentence takes all of it up to the next one found; together they are the sentence. If most
 * aren't found the file's words and sentences disagree, and the words would show something else than what is searched.
 */
export function punctuated(sentence: string, words: readonly TimedWord[]): TranscriptWord[] {
  const text = lowerCase(sentence)
  const found: { at: number; word: TimedWord }[] = []
  let from = 0
  for (const word of words) {
    const bare = lowerCase(word.text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    const at = bare === '' ? -1 : indexOfWord(text, bare, from)
    if (at === -1) continue
    found.push({ at, word })
    from = at + bare.length
  }
  if (found.length * 2 < words.length) return []
  return found.map(({ at, word }, index) => ({
    text: sentence.slice(index === 0 ? 0 : at, found[index + 1]?.at ?? sentence.length).trim(),
    startMs: word.startMs,
    endMs: word.endMs,
  }))
}

/** As long as before, so that offsets stay: İ alone would become two characters. */
const lowerCase = (text: string): string => text.replaceAll('İ', 'i').toLowerCase()

function indexOfWord(text: string, word: string, from: number): number {
  const window = text.slice(from, from + lookAhead + word.length)
  for (let at = window.indexOf(word); at !== -1; at = window.indexOf(word, at + 1)) {
    const before = text[from + at - 1] ?? ' '
    if (!/[\p{L}\p{N}]/u.test(before) || isUnspaced(before) || isUnspaced(word.charAt(0))) return from + at
  }
  return -1
}

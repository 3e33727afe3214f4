/** Finds sentences that don't say when they are spoken in the words that do, by what is said. */
import { followed, lettersOf, type Spoken, type TimedWord } from './spoken.ts'

/** So far on a sentence's beginning is looked for; what lies between no sentence has. */
const wordsAhead = 400
/** Beginnings that are tried: "and" is many. */
const mostTries = 4

/** Adds to `owned` what it finds; answers with the words that are left. */
export function placeUntimed(
  sentences: readonly Spoken[],
  owned: Map<number, TimedWord[]>,
  words: readonly TimedWord[],
  voice: (spoken: Spoken) => string,
): readonly TimedWord[] {
  const untimed = [...sentences.keys()].filter((index) => sentences[index]?.startMs === null)
  if (untimed.length === 0 || words.length === 0) return words
  const pools = poolsOf(words, voice)
  const everyone: Pool = { words, at: 0 }
  const taken = new Set<TimedWord>()
  for (const index of untimed) {
    const sentence = sentences[index]
    if (sentence === undefined) continue
    const pool = pools.get(voice(sentence)) ?? everyone
    const found = find(lettersOf(sentence.text), pool)
    if (found.length === 0) continue
    owned.set(index, found)
    for (const word of found) taken.add(word)
  }
  return words.filter((word) => !taken.has(word))
}

type Pool = { readonly words: readonly TimedWord[]; at: number }

function poolsOf(words: readonly TimedWord[], voice: (spoken: Spoken) => string): Map<string, Pool> {
  const lists = new Map<string, TimedWord[]>()
  for (const word of words) {
    const list = lists.get(voice(word))
    if (list === undefined) lists.set(voice(word), [word])
    else list.push(word)
  }
  return new Map([...lists].map(([key, list]) => [key, { words: list, at: 0 }]))
}

/** The words from the sentence's first to its last, if they say at least half of it. */
function find(letters: string, pool: Pool): TimedWord[] {
  let tries = 0
  for (let start = pool.at; start < Math.min(pool.at + wordsAhead, pool.words.length); start += 1) {
    const first = lettersOf(pool.words[start]?.text ?? '')
    if (first === '' || !letters.startsWith(first)) continue
    // No word is shorter than one letter.
    const said = pool.words.slice(start, start + letters.length)
    const { found, length } = followed(letters, said)
    const last = found.at(-1)
    if (last !== undefined && length * 2 >= letters.length) {
      pool.at = start + last + 1
      return said.slice(0, last + 1)
    }
    tries += 1
    if (tries === mostTries) break
  }
  return []
}

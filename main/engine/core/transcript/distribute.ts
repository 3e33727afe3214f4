/**
 * Which sentence each word is said in, by time and by who says it. Where the file's two lists don't say alike who speaks,
 * or a sentence doesn't say when it ends, time alone is a guess: the text has to bear it out.
 */
import { followed, lettersOf, type Spoken, type TimedWord } from './spoken.ts'

/** A word may begin this much before its sentence: times are rounded apart. */
const toleranceMs = 250
/** People talk at once: so many sentences that have begun are looked at for one that holds the word. */
const mostAtOnce = 4

type Guess = { readonly sentence: number; readonly words: TimedWord[] }

/** `sentences` and `words` in the order of time. `owned`: a sentence's words, by its index; `loose`: no sentence's. */
export function distribute(
  sentences: readonly Spoken[],
  words: readonly TimedWord[],
  voice: (spoken: Spoken) => string,
): { owned: Map<number, TimedWord[]>; loose: TimedWord[] } {
  const owned = new Map<number, TimedWord[]>()
  const loose: TimedWord[] = []
  const guesses = new Map<string, Guess>()
  const places = new Places(sentences, words, voice)
  for (const word of words) {
    const own = places.own(word)
    if (own !== null) {
      add(owned, own, word)
      continue
    }
    const likely = places.likely(word)
    if (likely === null) loose.push(word)
    else {
      const key = `${likely} ${voice(word)}`
      const guess = guesses.get(key)
      if (guess === undefined) guesses.set(key, { sentence: likely, words: [word] })
      else guess.words.push(word)
    }
  }
  for (const guess of guesses.values()) {
    const holds = bearsOut(sentences[guess.sentence], guess.words)
    for (const word of guess.words) {
      if (holds) add(owned, guess.sentence, word)
      else loose.push(word)
    }
  }
  if (guesses.size > 0) for (const list of [loose, ...owned.values()]) list.sort((a, b) => a.startMs - b.startMs)
  return { owned, loose }
}

function add(owned: Map<number, TimedWord[]>, sentence: number, word: TimedWord): void {
  const words = owned.get(sentence)
  if (words === undefined) owned.set(sentence, [word])
  else words.push(word)
}

function bearsOut(sentence: Spoken | undefined, words: readonly TimedWord[]): boolean {
  return sentence !== undefined && followed(lettersOf(sentence.text), words).found.length * 2 >= words.length
}

/** Asked in the order of time: each list of sentences is walked once. */
class Places {
  readonly #sentences: readonly Spoken[]
  readonly #voice: (spoken: Spoken) => string
  readonly #byVoice = new Map<string, Walk>()
  /** Whoever says these says nothing in the words: the words may call them otherwise. */
  readonly #unclaimed: Walk
  readonly #all: Walk
  readonly #tokens = new Map<number, ReadonlySet<string>>()

  constructor(sentences: readonly Spoken[], words: readonly TimedWord[], voice: (spoken: Spoken) => string) {
    this.#sentences = sentences
    this.#voice = voice
    const begun = [...sentences.keys()].filter((index) => sentences[index]?.startMs !== null)
    const wordVoices = new Set(words.map(voice))
    const lists = new Map<string, number[]>()
    const unclaimed: number[] = []
    for (const index of begun) {
      const sentence = sentences[index]
      if (sentence === undefined) continue
      const key = voice(sentence)
      if (!wordVoices.has(key)) unclaimed.push(index)
      const list = lists.get(key)
      if (list === undefined) lists.set(key, [index])
      else list.push(index)
    }
    for (const [key, list] of lists) this.#byVoice.set(key, new Walk(sentences, list))
    this.#unclaimed = new Walk(sentences, unclaimed)
    this.#all = new Walk(sentences, begun)
  }

  /** The last sentence of that voice that has begun by the middle of the word, else that is about to, if it lasts so long. */
  own(word: TimedWord): number | null {
    const begun = this.#byVoice.get(this.#voice(word))?.begun(word.startMs + toleranceMs, 2) ?? []
    const holding = begun.filter((index) => this.#sentences[index]?.endMs !== null && this.#covers(index, word))
    const middleMs = (word.startMs + word.endMs) / 2
    return holding.find((index) => (this.#sentences[index]?.startMs ?? 0) <= middleMs) ?? holding[0] ?? null
  }

  likely(word: TimedWord): number | null {
    const key = this.#voice(word)
    const walks = [this.#byVoice.get(key), key === '' ? this.#all : this.#unclaimed]
    const last = word.startMs + toleranceMs
    const near = walks.flatMap(
      (walk) => walk?.begun(last, mostAtOnce).filter((index) => this.#covers(index, word)) ?? [],
    )
    const bare = lettersOf(word.text)
    return near.find((index) => this.#tokensOf(index).has(bare)) ?? near[0] ?? null
  }

  #covers(index: number, word: TimedWord): boolean {
    const { startMs, endMs } = this.#sentences[index] ?? { startMs: null, endMs: null }
    const from = (startMs ?? 0) - toleranceMs
    return from <= word.startMs && word.startMs <= (endMs ?? Number.POSITIVE_INFINITY) + toleranceMs
  }

  #tokensOf(index: number): ReadonlySet<string> {
    const known = this.#tokens.get(index)
    if (known !== undefined) return known
    const tokens = new Set((this.#sentences[index]?.text ?? '').split(/\s+/).map(lettersOf))
    this.#tokens.set(index, tokens)
    return tokens
  }
}

/** A list of sentences in the order of time, and how many of them have begun. */
class Walk {
  readonly #sentences: readonly Spoken[]
  readonly #list: readonly number[]
  #count = 0

  constructor(sentences: readonly Spoken[], list: readonly number[]) {
    this.#sentences = sentences
    this.#list = list
  }

  /** The last few that have, the latest first. */
  begun(atMs: number, most: number): number[] {
    while (this.#startOf(this.#count) <= atMs) this.#count += 1
    return this.#list.slice(Math.max(0, this.#count - most), this.#count).reverse()
  }

  #startOf(place: number): number {
    const index = this.#list[place]
    return (index === undefined ? null : this.#sentences[index]?.startMs) ?? Number.POSITIVE_INFINITY
  }
}

/**
 * Puts timed words into their sentences. Words carry no punctuation and sentences no word times, so each word shows the
 * piece of the sentence that it stands for. People talk at once: words go to a sentence of their own speaker only.
 */
import type { TranscriptLine, TranscriptWord } from '../../../../preload/contract/review.ts'

/** A sentence or a word as the file has it. */
export type Spoken = {
  readonly text: string
  readonly speaker: string | null
  readonly peerId: string | null
  readonly startMs: number | null
  readonly endMs: number | null
}

type Timed = Spoken & { readonly startMs: number; readonly endMs: number }

/** A word may begin this much before its sentence: times are rounded apart. */
const toleranceMs = 250
/** A word is looked for this many characters on; farther ahead it is another occurrence, and all between were lost. */
const lookAhead = 60
/** Without sentences, a pause this long ends a line. */
const pauseMs = 1200
const longestLineWords = 40

/** Lines in the order of time; a line without a time stays after the one it followed. */
export function alignWords(sentences: readonly Spoken[], words: readonly Spoken[]): TranscriptLine[] {
  const ordered = inTime(sentences)
  const timedWords = words.filter(isTimed).sort((a, b) => a.startMs - b.startMs)
  const { owned, loose } = distribute(ordered, timedWords)
  const lines = ordered.map((sentence, index) => lineOf(sentence, owned.get(index) ?? []))
  if (loose.length === 0) return lines
  return inTime([...lines, ...linesFromWords(loose)])
}

/** By start; what has none keeps its place behind its predecessor. */
function inTime<T extends { readonly startMs: number | null }>(items: readonly T[]): T[] {
  let last = 0
  const keyed = items.map((item) => {
    last = item.startMs ?? last
    return { item, at: last }
  })
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item)
}

function isTimed(spoken: Spoken): spoken is Timed {
  return spoken.startMs !== null && spoken.endMs !== null
}

const voice = ({ peerId, speaker }: Spoken): string => peerId ?? speaker ?? ''

function distribute(
  sentences: readonly Spoken[],
  spokenWords: readonly Timed[],
): { owned: Map<number, Timed[]>; loose: Timed[] } {
  const byVoice = new Map<string, number[]>()
  sentences.forEach((sentence, index) => {
    if (!isTimed(sentence)) return
    const indexes = byVoice.get(voice(sentence))
    if (indexes === undefined) byVoice.set(voice(sentence), [index])
    else indexes.push(index)
  })
  const owned = new Map<number, Timed[]>()
  const loose: Timed[] = []
  const at = new Map<string, number>()
  for (const word of spokenWords) {
    const key = voice(word)
    const indexes = byVoice.get(key) ?? []
    let position = at.get(key) ?? 0
    // The last sentence of that voice which has begun.
    while (startOf(sentences, indexes[position + 1]) <= word.startMs + toleranceMs) position += 1
    at.set(key, position)
    const index = indexes[position]
    const sentence = index === undefined ? undefined : sentences[index]
    if (index === undefined || sentence === undefined || !covers(sentence, word)) {
      loose.push(word)
      continue
    }
    const words = owned.get(index)
    if (words === undefined) owned.set(index, [word])
    else words.push(word)
  }
  return { owned, loose }
}

function startOf(sentences: readonly Spoken[], index: number | undefined): number {
  return (index === undefined ? null : sentences[index]?.startMs) ?? Number.POSITIVE_INFINITY
}

function covers(sentence: Spoken, word: Timed): boolean {
  return (sentence.startMs ?? 0) - toleranceMs <= word.startMs && word.startMs <= (sentence.endMs ?? 0) + toleranceMs
}

function lineOf(sentence: Spoken, words: readonly Timed[]): TranscriptLine {
  const { startMs, endMs, speaker, peerId, text } = sentence
  return { startMs, endMs, speaker, peerId, text, words: punctuated(text, words) }
}

/**
 * Every word found in the sentence takes all of it up to the next one found; together they are the sentence. If most
 * aren't found the file's words and sentences disagree, and the words would show something else than what is searched.
 */
function punctuated(sentence: string, words: readonly Timed[]): TranscriptWord[] {
  const folded = sentence.toLowerCase()
  const found: { at: number; word: Timed }[] = []
  // Case folding that changes the length (İ) would shift every offset.
  if (folded.length === sentence.length) {
    let from = 0
    for (const word of words) {
      const bare = word.text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      const at = bare === '' ? -1 : indexOfWord(folded, bare, from)
      if (at === -1) continue
      found.push({ at, word })
      from = at + bare.length
    }
  }
  if (found.length * 2 < words.length) return []
  return found.map(({ at, word }, index) => ({
    text: sentence.slice(index === 0 ? 0 : at, found[index + 1]?.at ?? sentence.length).trim(),
    startMs: word.startMs,
    endMs: word.endMs,
  }))
}

function indexOfWord(text: string, word: string, from: number): number {
  const window = text.slice(from, from + lookAhead + word.length)
  for (let at = window.indexOf(word); at !== -1; at = window.indexOf(word, at + 1)) {
    const before = text[from + at - 1] ?? ' '
    if (!/[\p{L}\p{N}]/u.test(before)) return from + at
  }
  return -1
}

function linesFromWords(words: readonly Timed[]): TranscriptLine[] {
  const groups: Timed[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const together =
      group !== undefined &&
      last !== undefined &&
      voice(last) === voice(word) &&
      word.startMs - last.endMs < pauseMs &&
      group.length < longestLineWords &&
      !/[.?!]$/.test(last.text)
    if (together) group.push(word)
    else groups.push([word])
  }
  return groups.flatMap((group) => {
    const first = group[0]
    if (first === undefined) return []
    return [
      {
        startMs: first.startMs,
        endMs: group.reduce((end, word) => Math.max(end, word.endMs), first.endMs),
        speaker: first.speaker,
        peerId: first.peerId,
        text: group.map(({ text }) => text).join(' '),
        words: group.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })),
      },
    ]
  })
}

/**
 * Puts timed words into their sentences. Words carry no punctuation and sentences no word times, so each word shows the
 * piece of the sentence that it stands for. People talk at once: words go to a sentence of their own speaker first.
 */
import { inTime } from '../../../../preload/contract/line-terms.ts'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { distribute } from './distribute.ts'
import { placeUntimed } from './place-untimed.ts'
import { punctuated } from './punctuated.ts'
import { joined } from './spacing.ts'
import { type Spoken, type TimedWord, voicesOf } from './spoken.ts'

/** Without sentences, a pause this long ends a line. */
const pauseMs = 1200
const longestLineWords = 40

/** Lines in the order of time; a line without a time stays after the one it followed. */
export function alignWords(sentences: readonly Spoken[], words: readonly Spoken[]): TranscriptLine[] {
  const voice = voicesOf([...sentences, ...words])
  const ordered = inTime(sentences)
  const timedWords = words.flatMap(timed).sort((a, b) => a.startMs - b.startMs)
  if (sentences.length === 0) return inTime(linesFromWords(timedWords, voice))
  const { owned, loose } = distribute(ordered, timedWords, voice)
  const left = placeUntimed(ordered, owned, loose, voice)
  const lines = inTime(ordered.map((sentence, index) => lineOf(sentence, owned.get(index) ?? [])))
  if (left.length === 0) return lines
  return inTime([...lines, ...linesFromWords(left, voice)])
}

function timed(word: Spoken): TimedWord[] {
  if (isTimed(word)) return [word]
  const { startMs } = word
  return startMs === null ? [] : [{ ...word, startMs, endMs: startMs }]
}

const isTimed = (word: Spoken): word is TimedWord => word.startMs !== null && word.endMs !== null

/** What the sentence doesn't say (when, who), its words may. */
function lineOf(sentence: Spoken, words: readonly TimedWord[]): TranscriptLine {
  const { text, startMs, speaker, peerId } = sentence
  const isTheirs = (word: TimedWord): boolean =>
    (speaker === null || word.speaker === null || word.speaker === speaker) &&
    (peerId === null || word.peerId === null || word.peerId === peerId)
  return {
    startMs: startMs ?? words[0]?.startMs ?? null,
    endMs:
      sentence.endMs ?? words.reduce<number | null>((end, word) => Math.max(end ?? startMs ?? 0, word.endMs), null),
    speaker: speaker ?? words.find((word) => word.speaker !== null && isTheirs(word))?.speaker ?? null,
    peerId: peerId ?? words.find((word) => word.peerId !== null && isTheirs(word))?.peerId ?? null,
    text,
    words: punctuated(text, words),
  }
}

function linesFromWords(words: readonly TimedWord[], voice: (spoken: Spoken) => string): TranscriptLine[] {
  const groups: TimedWord[][] = []
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
        text: joined(group),
        words: group.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })),
      },
    ]
  })
}

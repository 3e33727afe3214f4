/** A transcript's lines: where their words stand in them, and long ones cut for an eye to follow. Free of zod. */
import type { TranscriptLine } from './review.ts'

/** A sentence that goes on and on is shown, and captioned, as several lines. */
const longestWords = 60
/** A mark within a word (well-known, it’s) ends nothing. */
const clauseEnd = /[^\p{L}\p{N}\p{M}'’‐‑-]$/u

/** By start; what has none keeps its place behind its predecessor. */
export function inTime<T extends { readonly startMs: number | null }>(items: readonly T[]): T[] {
  let last = 0
  const keyed = items.map((item) => {
    last = item.startMs ?? last
    return { item, at: last }
  })
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item)
}

/** Where each word begins in the line's text, of which the words are all but the spaces between them. */
export function wordStarts({ text, words }: Pick<TranscriptLine, 'text' | 'words'>): number[] {
  let at = 0
  return words.map((word) => {
    while (at < text.length && text.charAt(at).trim() === '') at += 1
    const start = at
    at += word.text.length
    return start
  })
}

/**
 * For reading only: what is searched and exported as text stays whole. Nothing is found across a cut by the room's find,
 * which looks within a line.
 */
export function readableLines(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return lines.every(({ words }) => words.length <= longestWords) ? lines : inTime(lines.flatMap(pieces))
}

/** Cut behind the last clause of what fits, else where no more fits. */
function pieces(line: TranscriptLine): TranscriptLine[] {
  const { text, words } = line
  if (words.length <= longestWords) return [line]
  const starts = wordStarts(line)
  const cut: TranscriptLine[] = []
  for (let from = 0; from < words.length; ) {
    const most = words.slice(from, from + longestWords)
    const clause = most.findLastIndex((word) => clauseEnd.test(word.text)) + 1
    const isLast = from + most.length === words.length
    const piece = isLast || clause * 2 < most.length ? most : most.slice(0, clause)
    const to = from + piece.length
    const startMs = from === 0 ? line.startMs : Math.max(line.startMs ?? 0, piece[0]?.startMs ?? 0)
    // The sentence's end may be before its last word's.
    const endMs = piece.reduce(
      (end, word) => Math.max(end, word.endMs),
      Math.max(startMs ?? 0, isLast ? (line.endMs ?? 0) : 0),
    )
    cut.push({
      ...line,
      startMs,
      endMs: isLast && line.endMs === null ? null : endMs,
      text: text.slice(starts[from], starts[to]).trim(),
      words: piece,
    })
    from = to
  }
  return cut
}

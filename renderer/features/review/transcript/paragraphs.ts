/** Lines put into speaker turns, and long turns into paragraphs that an eye can take in; each is one row of the list. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

export type Paragraph = {
  readonly speaker: string | null
  /** The first of its turn: carries the speaker's name. */
  readonly opensTurn: boolean
  readonly startMs: number | null
  /** Lines `from` to `to`, `to` not included. */
  readonly from: number
  readonly to: number
}

const longestCharacters = 420
/** After a silence like this something new begins. */
const pauseMs = 4000

export function paragraphsOf(lines: readonly TranscriptLine[]): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let from = 0
  let characters = 0
  lines.forEach((line, index) => {
    const next = lines[index + 1]
    characters += line.text.length
    const ends =
      next === undefined ||
      next.speaker !== line.speaker ||
      characters + next.text.length > longestCharacters ||
      isPause(line, next)
    if (!ends) return
    const before = paragraphs.at(-1)
    const opensTurn = before === undefined || before.speaker !== line.speaker
    paragraphs.push({ speaker: line.speaker, opensTurn, startMs: lines[from]?.startMs ?? null, from, to: index + 1 })
    from = index + 1
    characters = 0
  })
  return paragraphs
}

const isPause = (line: TranscriptLine, next: TranscriptLine) =>
  line.endMs !== null && next.startMs !== null && next.startMs - line.endMs > pauseMs

/** The paragraph that holds a line, by binary search; -1 when there is none. */
export function paragraphOf(paragraphs: readonly Paragraph[], line: number): number {
  let low = 0
  let high = paragraphs.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const paragraph = paragraphs[middle]
    if (paragraph === undefined) return -1
    if (line < paragraph.from) high = middle - 1
    else if (line >= paragraph.to) low = middle + 1
    else return middle
  }
  return -1
}

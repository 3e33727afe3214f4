/** A line as it is shown, and which of its words stands at a character: what finds, marks and copies agree upon. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

/** Words are shown one by one with a space between; a line without any is shown whole. */
export const lineText = (line: TranscriptLine): string =>
  line.words.length > 0 ? line.words.map(({ text }) => text).join(' ') : line.text

/** When the character at `offset` is said; null where nothing has times. */
export function timeAtOffset(line: TranscriptLine, offset: number): number | null {
  let end = 0
  for (const word of line.words) {
    end += word.text.length + 1
    if (offset < end) return word.startMs
  }
  return line.startMs
}

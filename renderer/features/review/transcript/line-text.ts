/** A line as it is shown, and which of its words stands at a character: what finds, marks and copies agree upon. */
import type { TranscriptLine, TranscriptWord } from '../../../../preload/contract/review.ts'
import { between, joined } from '../../../../preload/contract/spacing-terms.ts'

/** Words are shown one by one; a line without any is shown whole. */
export const lineText = (line: TranscriptLine): string => (line.words.length > 0 ? joined(line.words) : line.text)

/** When the character at `offset` is said; null where nothing has times. */
export const timeAtOffset = (line: TranscriptLine, offset: number): number | null =>
  wordAtOffset(line, offset)?.startMs ?? line.startMs

/** When the word with the character at `offset` has been said; null where nothing says. */
export const endAtOffset = (line: TranscriptLine, offset: number): number | null =>
  wordAtOffset(line, offset)?.endMs ?? line.endMs

function wordAtOffset({ words }: TranscriptLine, offset: number): TranscriptWord | undefined {
  let end = 0
  return words.find(({ text }, at) => {
    const next = words[at + 1]
    end += text.length + (next === undefined ? 0 : between(text, next.text).length)
    return offset < end
  })
}

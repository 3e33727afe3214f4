/** Which of a line's words stands at a character: what finds, marks and copies agree upon. */
import { wordStarts } from '../../../../preload/contract/line-terms.ts'
import type { TranscriptLine, TranscriptWord } from '../../../../preload/contract/review.ts'

/** When the character at `offset` is said; null where nothing has times. */
export const timeAtOffset = (line: TranscriptLine, offset: number): number | null =>
  wordAtOffset(line, offset)?.startMs ?? line.startMs

/** When the word with the character at `offset` has been said; null where nothing says. */
export const endAtOffset = (line: TranscriptLine, offset: number): number | null =>
  wordAtOffset(line, offset)?.endMs ?? line.endMs

const wordAtOffset = (line: TranscriptLine, offset: number): TranscriptWord | undefined =>
  line.words[wordStarts(line).findLastIndex((start) => start <= offset)]

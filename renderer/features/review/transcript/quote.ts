/** What was said, to paste elsewhere: `Maya Lindqvist [12:03]: “…”`, a line for each speaker. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { lineText } from './line-text.ts'

/** `excerpt`: what of the lines was selected, when it is less than all of them. */
export function quoteOf(lines: readonly TranscriptLine[], excerpt: string | null = null): string {
  const [first] = lines
  if (first === undefined) return ''
  const speakers = new Set(lines.map(({ speaker }) => speaker))
  if (excerpt !== null && speakers.size === 1) return said(first, excerpt.replace(/\s+/g, ' ').trim())
  const turns: TranscriptLine[][] = []
  for (const line of lines) {
    const turn = turns.at(-1)
    if (turn?.[0]?.speaker === line.speaker) turn.push(line)
    else turns.push([line])
  }
  return turns.flatMap((turn) => (turn[0] === undefined ? [] : said(turn[0], turn.map(lineText).join(' ')))).join('\n')
}

function said({ speaker, startMs }: TranscriptLine, words: string): string {
  const who = [speaker, startMs === null ? null : `[${formatTimeCode(startMs)}]`].filter((part) => part !== null)
  return who.length === 0 ? `“${words}”` : `${who.join(' ')}: “${words}”`
}

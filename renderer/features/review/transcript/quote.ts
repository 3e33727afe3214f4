/** What was said, to paste elsewhere: `Maya Lindqvist [12:03]: “…”`, a line for each speaker. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { endAtOffset, timeAtOffset } from './line-text.ts'

export type Excerpt = Pick<TranscriptLine, 'speaker' | 'startMs' | 'endMs' | 'text'>

/** The lines from an offset into the first one's shown text to one into the last one's; what holds no words is left out. */
export function excerptsOf(lines: readonly TranscriptLine[], fromOffset: number, toOffset: number): Excerpt[] {
  return lines.flatMap((line, index) => {
    const shown = line.text
    const from = index === 0 ? fromOffset : 0
    const text = shown.slice(from, index === lines.length - 1 ? toOffset : undefined).trim()
    if (text === '') return []
    const start = shown.indexOf(text, from)
    const end = start + text.length
    return [
      {
        speaker: line.speaker,
        startMs: start === 0 ? line.startMs : timeAtOffset(line, start),
        endMs: end === shown.length ? line.endMs : endAtOffset(line, end - 1),
        text,
      },
    ]
  })
}

export function quoteOf(excerpts: readonly Excerpt[]): string {
  const turns: Excerpt[][] = []
  for (const excerpt of excerpts) {
    const turn = turns.at(-1)
    if (turn?.[0]?.speaker === excerpt.speaker) turn.push(excerpt)
    else turns.push([excerpt])
  }
  return turns.flatMap((turn) => (turn[0] === undefined ? [] : said(turn[0], turn))).join('\n')
}

function said({ speaker, startMs }: Excerpt, turn: readonly Excerpt[]): string {
  const words = turn.map(({ text }) => text).join(' ')
  const who = [speaker, startMs === null ? null : `[${formatTimeCode(startMs)}]`].filter((part) => part !== null)
  return who.length === 0 ? `“${words}”` : `${who.join(' ')}: “${words}”`
}

/** A TXT transcript: `Name: text`, a blank line between turns. It has no times; it is still read and searched. */
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'
import { cleanLine, linesOf, speakersOf, splitSpeaker } from './text.ts'

type Turn = { speaker: string | null; parts: string[] }

export function parseTxt(file: string): Result<Transcript, string> {
  if (file.includes('\0')) return err('The TXT transcript isn’t text.')
  const lines = linesOf(file).map(cleanLine)
  // Lines wrapped inside a turn have no name; counting paragraphs keeps them from making names look rare.
  const speakers = speakersOf(lines.filter((line, index) => line !== '' && isTurnStart(lines, index)))
  const turns: Turn[] = []
  let open = false
  for (const line of lines) {
    if (line === '') {
      open = false
      continue
    }
    const named = splitSpeaker(line)
    const current = turns.at(-1)
    if (named !== null && speakers.has(named.name)) turns.push({ speaker: named.name, parts: [named.text] })
    else if (open && current !== undefined) current.parts.push(line)
    else turns.push({ speaker: null, parts: [line] })
    open = true
  }
  const spoken = turns.map(({ speaker, parts }) => ({
    startMs: null,
    endMs: null,
    speaker,
    peerId: null,
    text: parts.join(' '),
    words: [],
  }))
  return ok({ source: 'txt', lines: spoken })
}

function isTurnStart(lines: readonly string[], index: number): boolean {
  return index === 0 || lines[index - 1] === '' || splitSpeaker(lines[index] ?? '') !== null
}

/** The transcript as captions: two short lines at a time, cut at words where these have times. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { joined } from '../../../../preload/contract/spacing-terms.ts'

export type CaptionCue = { readonly startMs: number; readonly endMs: number; readonly text: string }

/** Two lines of 42 characters: what broadcasters put under a picture. */
const longestCharacters = 84
const shortestMs = 500
const unknownLengthMs = 4000

export function captionCues(lines: readonly TranscriptLine[]): CaptionCue[] {
  let speaker: string | null = null
  return lines.flatMap((line) => {
    // Said before a source that began late: never reached.
    const cues = cuesOf(line).filter(({ endMs }) => endMs > 0)
    const named = line.speaker !== null && line.speaker !== speaker && cues.length > 0
    if (named) speaker = line.speaker
    return cues.map((cue, index) => (named && index === 0 ? { ...cue, text: `${line.speaker}: ${cue.text}` } : cue))
  })
}

function cuesOf(line: TranscriptLine): CaptionCue[] {
  if (line.words.length === 0) {
    if (line.startMs === null) return []
    return [cue(line.startMs, line.endMs ?? line.startMs + unknownLengthMs, line.text)]
  }
  const cues: CaptionCue[] = []
  let words: TranscriptLine['words'] = []
  const close = () => {
    const [first] = words
    const last = words.at(-1)
    if (first !== undefined && last !== undefined) cues.push(cue(first.startMs, last.endMs, joined(words)))
    words = []
  }
  for (const word of line.words) {
    const length = words.reduce((sum, { text }) => sum + text.length + 1, 0)
    if (length + word.text.length > longestCharacters) close()
    words = [...words, word]
  }
  close()
  return cues
}

const cue = (startMs: number, endMs: number, text: string): CaptionCue => ({
  startMs: Math.max(0, startMs),
  endMs: Math.max(startMs + shortestMs, endMs),
  text,
})

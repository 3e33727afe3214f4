/** The transcript as captions: two short lines at a time, cut at words where these have times. */
import { wordStarts } from '../../../../preload/contract/line-terms.ts'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

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
  const starts = wordStarts(line)
  const cues: CaptionCue[] = []
  let from = 0
  line.words.forEach((last, at) => {
    const next = line.words[at + 1]
    const begin = starts[from] ?? 0
    if (next !== undefined && (starts[at + 1] ?? 0) + next.text.length - begin <= longestCharacters) return
    cues.push(cue(line.words[from]?.startMs ?? last.startMs, last.endMs, line.text.slice(begin, starts[at + 1]).trim()))
    from = at + 1
  })
  return cues
}

const cue = (startMs: number, endMs: number, text: string): CaptionCue => ({
  startMs: Math.max(0, startMs),
  endMs: Math.max(startMs + shortestMs, endMs),
  text,
})

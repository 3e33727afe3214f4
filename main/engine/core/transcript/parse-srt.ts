/**
 * SubRip as 100ms writes it (how-to-guides/enable-transcription-and-summary) and as others do: a byte order mark, either
 * line end, comma or dot before the milliseconds, no numbers, tags. A cue that can't be read is skipped, not the file.
 */
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript, TranscriptLine } from '../../../../preload/contract/review.ts'
import { cleanLine, linesOf, speakersOf, splitSpeaker } from './text.ts'

type Cue = { startMs: number; endMs: number; text: string }

export function parseSrt(file: string): Result<Transcript, string> {
  const lines = linesOf(file)
  const cues = readCues(lines)
  if (cues.length === 0 && lines.some((line) => line.trim() !== '')) {
    return err('The SRT transcript holds no subtitle that can be read.')
  }
  const speakers = speakersOf(cues.map(({ text }) => text))
  const spoken = cues.map((cue) => lineOf(cue, speakers)).sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0))
  return ok({ source: 'srt', lines: spoken })
}

function readCues(lines: readonly string[]): Cue[] {
  const cues: Cue[] = []
  let current: { startMs: number; endMs: number; parts: string[] } | null = null
  const finish = (): void => {
    if (current === null) return
    const text = cleanLine(current.parts.join(' ').replace(/<[^<>]{0,80}>|\{\\[^{}]{0,80}\}/g, ''))
    if (text !== '') cues.push({ startMs: current.startMs, endMs: current.endMs, text })
    current = null
  }
  for (const line of lines) {
    if (line.includes('-->')) {
      // Without a blank line between them, the next cue's number was taken for text.
      if (current !== null && /^\s*\d+\s*$/.test(current.parts.at(-1) ?? '')) current.parts.pop()
      finish()
      const times = readTimes(line)
      current = times === null ? null : { ...times, parts: [] }
    } else if (line.trim() !== '') current?.parts.push(line)
    // Some leave a line empty between the times and the words.
    else if (current?.parts.length !== 0) finish()
  }
  finish()
  return cues
}

function readTimes(line: string): { startMs: number; endMs: number } | null {
  const [from, to] = line.split('-->')
  const startMs = readTime(from ?? '')
  const endMs = readTime(to ?? '')
  if (startMs === null || endMs === null) return null
  return { startMs, endMs: Math.max(startMs, endMs) }
}

function readTime(text: string): number | null {
  const match = /^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?(?:\s|$)/.exec(text)
  if (match === null) return null
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1000 + Number(fraction.padEnd(3, '0'))
}

function lineOf({ startMs, endMs, text }: Cue, speakers: ReadonlySet<string>): TranscriptLine {
  const named = splitSpeaker(text)
  const isSpeaker = named !== null && speakers.has(named.name)
  return {
    startMs,
    endMs,
    speaker: isSpeaker ? named.name : null,
    peerId: null,
    text: isSpeaker ? named.text : text,
    words: [],
  }
}

/** A transcript as WebVTT (W3C), for the captions of a `<track>`. Lines without times can't be captions. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { clockText } from '../clock-text.ts'
import { escapedVtt } from '../escaped-text.ts'

/** Shown when nothing says how long. */
const defaultMs = 4000
/** A caption shorter than this can't be read. */
const shortestMs = 500

export function webVtt(lines: readonly TranscriptLine[]): string {
  const cues = captionTimes(lines).map(({ startMs, endMs, speaker, text }) => {
    const voice = speaker === null ? '' : `<v ${escapedVtt(speaker)}>`
    return `${clockText(startMs, '.')} --> ${clockText(endMs, '.')}\n${voice}${escapedVtt(text)}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

type Caption = TranscriptLine & { readonly startMs: number; readonly endMs: number }

/** The lines that can be captions, each with a time that can be read. */
export function captionTimes(lines: readonly TranscriptLine[]): Caption[] {
  return lines.flatMap((line) => {
    const { startMs, endMs } = line
    if (startMs === null) return []
    return [{ ...line, startMs, endMs: Math.max(startMs + shortestMs, endMs ?? startMs + defaultMs) }]
  })
}

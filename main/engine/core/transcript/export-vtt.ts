/** A transcript as WebVTT (W3C), for the captions of a `<track>`. Lines without times can't be captions. */
import type { TranscriptLine } from '../../../../preload/contract/review.ts'

/** Shown when nothing says how long. */
const defaultMs = 4000
/** A caption shorter than this can't be read. */
const shortestMs = 500

export function webVtt(lines: readonly TranscriptLine[]): string {
  const cues = captionTimes(lines).map(({ startMs, endMs, speaker, text }) => {
    const voice = speaker === null ? '' : `<v ${escaped(speaker)}>`
    return `${time(startMs)} --> ${time(endMs)}\n${voice}${escaped(text)}\n`
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

function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function time(ms: number): string {
  const whole = Math.round(ms)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const hours = two(whole / 3_600_000)
  const minutes = two((whole / 60_000) % 60)
  const seconds = two((whole / 1000) % 60)
  return `${hours}:${minutes}:${seconds}.${String(whole % 1000).padStart(3, '0')}`
}

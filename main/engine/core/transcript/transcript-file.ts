/** A transcript in the format that somebody asked for. Text only; who asks and who writes it is not here. */
import type { TranscriptFormat } from '../../../../preload/contract/exports.ts'
import { readableLines } from '../../../../preload/contract/line-terms.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'
import { jsonTranscript, markdownTranscript, plainTranscript, subRip, type TranscriptHeading } from './export-text.ts'
import { webVtt } from './export-vtt.ts'

/** `lineCount`: of the lines that are in it; `note`: what a person should know of the others; null: there are none. */
export type TranscriptText = { readonly text: string; readonly lineCount: number; readonly note: string | null }

export function transcriptFile(
  transcript: Transcript,
  format: TranscriptFormat,
  heading: TranscriptHeading,
): Result<TranscriptText, string> {
  if (format !== 'srt' && format !== 'vtt') {
    const text = readableText(transcript, format, heading)
    return ok({ text, lineCount: transcript.lines.length, note: null })
  }
  const lines = readableLines(transcript.lines)
  const untimed = lines.filter(({ startMs }) => startMs === null).length
  if (untimed === lines.length) return err(noTimes)
  return ok({
    text: format === 'srt' ? subRip(lines) : webVtt(lines),
    lineCount: lines.length - untimed,
    note: untimed === 0 ? null : leftOut(untimed),
  })
}

function readableText(
  transcript: Transcript,
  format: Exclude<TranscriptFormat, 'srt' | 'vtt'>,
  heading: TranscriptHeading,
): string {
  switch (format) {
    case 'txt':
      return plainTranscript(transcript.lines)
    case 'md':
      return markdownTranscript(transcript.lines, heading)
    case 'json':
      return jsonTranscript(transcript, heading)
  }
}

const leftOut = (count: number): string =>
  `${count === 1 ? 'One line has no time and is' : `${count} lines have no time and are`} left out.`

const noTimes = 'This transcript has no times, so it makes no subtitles. Export it as txt, md or json.'

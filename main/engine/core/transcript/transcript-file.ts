/** A transcript in the format that somebody asked for. Text only; who asks and who writes it is not here. */
import type { TranscriptFormat } from '../../../../preload/contract/exports.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'
import { jsonTranscript, markdownTranscript, plainTranscript, subRip, type TranscriptHeading } from './export-text.ts'
import { webVtt } from './export-vtt.ts'

export function transcriptFile(
  transcript: Transcript,
  format: TranscriptFormat,
  heading: TranscriptHeading,
): Result<string, string> {
  const { lines } = transcript
  const isSubtitles = format === 'srt' || format === 'vtt'
  if (isSubtitles && lines.every(({ startMs }) => startMs === null)) return err(noTimes)
  switch (format) {
    case 'srt':
      return ok(subRip(lines))
    case 'vtt':
      return ok(webVtt(lines))
    case 'txt':
      return ok(plainTranscript(lines))
    case 'md':
      return ok(markdownTranscript(lines, heading))
    case 'json':
      return ok(jsonTranscript(transcript, heading))
  }
}

const noTimes = 'This transcript has no times, so it makes no subtitles. Export it as txt, md or json.'

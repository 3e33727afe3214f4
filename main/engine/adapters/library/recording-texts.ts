/** Reads a recording's transcript, chat and summary from the library folder. A file that can't be read stops no other. */
import { err, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'
import type { Read, RecordingTexts, TextFile, TextSource } from '../../core/review/recording-texts.ts'
import { parseSummary } from '../../core/review/summary.ts'
import { parseTranscriptJson } from '../../core/transcript/parse-json.ts'
import { parseSrt } from '../../core/transcript/parse-srt.ts'
import { parseTxt } from '../../core/transcript/parse-txt.ts'
import { parseChat } from '../content/chat-file.ts'
import type { LibraryFiles } from './library-files.ts'

/** Twelve hours of speech, every word timed, stay far below. */
const largestTextBytes = 64 * 1024 * 1024

/** `textFiles` in the order of preference; `startedMs`: the recording's start, epoch, for the chat's times. */
export function readRecordingTexts(
  files: LibraryFiles,
  textFiles: readonly TextFile[],
  startedMs: number | null,
): RecordingTexts {
  const problems: { file: TextFile; reason: string }[] = []
  const first = <T>(
    source: TextSource,
    parse: (text: string, file: TextFile) => Result<T, string>,
    isEmpty: (value: T) => boolean = () => false,
  ): Read<T> | null => {
    let empty: Read<T> | null = null
    for (const file of textFiles.filter((candidate) => candidate.source === source)) {
      const read = readText(files, file)
      const parsed = read.ok ? parse(read.value, file) : read
      if (!parsed.ok) problems.push({ file, reason: parsed.error })
      else if (!isEmpty(parsed.value)) return { file, value: parsed.value }
      else empty ??= { file, value: parsed.value }
    }
    return empty
  }
  return {
    transcript: first('transcript', parseTranscript, ({ lines }) => lines.length === 0),
    chat: first('chat', (text) => parseChat(text, startedMs)),
    summary: first('summary', parseSummary),
    problems,
  }
}

function readText(files: LibraryFiles, { path }: TextFile): Result<string, string> {
  const read = files.readText(path, largestTextBytes)
  if (!read.ok) return err(read.error.message)
  if (read.value === null) return err(`The file “${path}” is no longer in the library. Download it again.`)
  return { ok: true, value: read.value }
}

function parseTranscript(text: string, { format }: TextFile): Result<Transcript, string> {
  if (format === 'json') return parseTranscriptJson(text)
  return format === 'srt' ? parseSrt(text) : parseTxt(text)
}

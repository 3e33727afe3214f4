/** A transcript as 100ms writes it in JSON, sentence by sentence and word by word, and the lines that are read from it. */
import { parseTranscriptJson } from '../../main/engine/core/transcript/parse-json.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { Transcript, TranscriptLine } from '../../preload/contract/review.ts'

export function linesOf(result: Result<Transcript, string>): TranscriptLine[] {
  if (!result.ok) throw new Error(result.error)
  return result.value.lines
}

/** What becomes of such a file. */
export const json = (value: unknown): TranscriptLine[] => linesOf(parseTranscriptJson(JSON.stringify(value)))
export const said = (
  sentence: string,
  start?: unknown,
  end?: unknown,
  who: object = { name: 'Ann', peer_id: 'p1' },
) => ({
  sentence,
  start_time: start,
  end_time: end,
  ...who,
})
export const word = (text: string, start: unknown, end: unknown, who: object = { name: 'Ann', peer_id: 'p1' }) => ({
  word: text,
  start_time: start,
  end_time: end,
  ...who,
})

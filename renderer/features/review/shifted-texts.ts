/** Transcript and chat on the clock of a source that began later (or earlier) than the recording that is opened. */
import type { ChatMessage, Transcript } from '../../../preload/contract/review.ts'

/** `byMs` is added to every time. What then lies before the start keeps its negative time and is never reached. */
export function shiftedTranscript(transcript: Transcript, byMs: number): Transcript {
  if (byMs === 0) return transcript
  const move = (ms: number | null) => (ms === null ? null : ms + byMs)
  return {
    ...transcript,
    lines: transcript.lines.map((line) => ({
      ...line,
      startMs: move(line.startMs),
      endMs: move(line.endMs),
      words: line.words.map((word) => ({ ...word, startMs: word.startMs + byMs, endMs: word.endMs + byMs })),
    })),
  }
}

export const shiftedChat = (chat: readonly ChatMessage[], byMs: number): readonly ChatMessage[] =>
  byMs === 0 ? chat : chat.map((message) => ({ ...message, atMs: message.atMs === null ? null : message.atMs + byMs }))

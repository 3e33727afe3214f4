/** Texts under the names that the person gave; what nobody renamed stays the same object. */
import type { ChatMessage, TranscriptLine } from '../../../../preload/contract/review.ts'
import { shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'
import type { NamedSpeakers } from '../../../../preload/contract/speakers.ts'

export function namedLines(lines: readonly TranscriptLine[], names: NamedSpeakers): readonly TranscriptLine[] {
  if (saysNothing(names)) return lines
  return lines.map((line) => {
    if (line.speaker === null) return line
    const speaker = shownSpeaker(names, line.speaker)
    return speaker === line.speaker ? line : { ...line, speaker }
  })
}

export function namedChat(chat: readonly ChatMessage[], names: NamedSpeakers): readonly ChatMessage[] {
  if (saysNothing(names)) return chat
  return chat.map((message) => ({ ...message, sender: shownSpeaker(names, message.sender) }))
}

const saysNothing = ({ own, room }: NamedSpeakers) => Object.keys(own).length === 0 && Object.keys(room).length === 0

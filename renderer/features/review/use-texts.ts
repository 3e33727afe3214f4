/** What is read beside the picture, on the clock of the source that plays, and the tables made from it once. */
import { useMemo } from 'react'
import type { ChatMessage, Review, Transcript, TranscriptLine } from '../../../preload/contract/review.ts'
import { shiftedChat, shiftedTranscript } from './shifted-texts.ts'
import { type Paragraph, paragraphsOf } from './transcript/paragraphs.ts'
import { type Speakers, speakersOf } from './transcript/speakers.ts'
import { indexSpoken, type SpokenIndex } from './transcript/spoken-index.ts'

export type Texts = {
  readonly source: Transcript['source'] | null
  readonly lines: readonly TranscriptLine[]
  readonly paragraphs: readonly Paragraph[]
  readonly spoken: SpokenIndex
  readonly speakers: Speakers
  readonly chat: readonly ChatMessage[]
}

export function useTexts({ transcript, chat, details }: Review, offsetMs: number): Texts {
  const { participants } = details
  const fromTranscript = useMemo(() => {
    const lines = transcript === null ? [] : shiftedTranscript(transcript, -offsetMs).lines
    return {
      lines,
      paragraphs: paragraphsOf(lines),
      spoken: indexSpoken(lines),
      speakers: speakersOf(
        lines,
        participants.map(({ name }) => name),
      ),
    }
  }, [transcript, offsetMs, participants])
  const messages = useMemo(() => shiftedChat(chat ?? [], -offsetMs), [chat, offsetMs])
  return { source: transcript?.source ?? null, chat: messages, ...fromTranscript }
}

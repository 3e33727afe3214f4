/**
 * What is read beside the picture, on the clock of the source that plays and under the person's names for who speaks, and
 * the tables made from it once.
 */
import { useMemo } from 'react'
import { readableLines } from '../../../preload/contract/line-terms.ts'
import type { ChatMessage, Review, Transcript, TranscriptLine } from '../../../preload/contract/review.ts'
import { shownSpeaker } from '../../../preload/contract/speaker-terms.ts'
import { shiftedChat, shiftedTranscript } from './shifted-texts.ts'
import { namedChat, namedLines } from './speakers/named-texts.ts'
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

/** `offsetMs`: where the source begins on the recording's clock. `chatOffsetMs`: what the person adds to the chat's times. */
export function useTexts(review: Review, offsetMs: number, chatOffsetMs: number): Texts {
  const { transcript, speakers: names, chat, details } = review
  const { participants } = details
  const fromTranscript = useMemo(() => {
    const spoken = transcript === null ? [] : shiftedTranscript(transcript, -offsetMs).lines
    const lines = namedLines(readableLines(spoken), names)
    return { lines, paragraphs: paragraphsOf(lines), spoken: indexSpoken(lines) }
  }, [transcript, names, offsetMs])
  const { lines } = fromTranscript
  const speakers = useMemo(
    () =>
      speakersOf(
        lines,
        participants.map(({ name }) => shownSpeaker(names, name)),
      ),
    [lines, names, participants],
  )
  const messages = useMemo(
    () => shiftedChat(namedChat(chat ?? [], names), chatOffsetMs - offsetMs),
    [chat, names, chatOffsetMs, offsetMs],
  )
  return { source: transcript?.source ?? null, chat: messages, speakers, ...fromTranscript }
}

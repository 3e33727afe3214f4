/** A recording's transcript, chat and summary once read, and their lines as the search box finds them. */
import type { AssetType } from '../../../../preload/contract/recording.ts'
import type { ChatMessage, SummarySection, Transcript } from '../../../../preload/contract/review.ts'

export type TextSource = Extract<AssetType, 'transcript' | 'chat' | 'summary'>

/** A file of a recording that is here and holds text. */
export type TextFile = {
  readonly assetId: number
  readonly source: TextSource
  /** e.g. `json`, `srt`; lower case, '' where nothing says. */
  readonly format: string
  /** Relative to the library. */
  readonly path: string
  readonly sha256: string
}

/** What was read, and of which file. */
export type Read<T> = { readonly file: TextFile; readonly value: T }

export type RecordingTexts = {
  readonly transcript: Read<Transcript> | null
  readonly chat: Read<ChatMessage[]> | null
  readonly summary: Read<SummarySection[]> | null
  /** Files that are here and can't be read; `reason` is a sentence for a person. */
  readonly problems: readonly { readonly file: TextFile; readonly reason: string }[]
}

export type SearchLine = { readonly atMs: number | null; readonly speaker: string | null; readonly text: string }

/** `people`: from peer_id to the name that its lines have, '' for none; null where no line has one. */
export type SearchText = {
  readonly file: TextFile
  readonly lines: readonly SearchLine[]
  readonly people: Readonly<Record<string, string>> | null
}

/** A day of speech has some 20,000 sentences; whatever is far beyond isn't a transcript. */
const mostLines = 200_000

/** A source each, of those that could be read. */
export function searchTexts({ transcript, chat, summary }: RecordingTexts): SearchText[] {
  const texts: SearchText[] = []
  if (transcript !== null) {
    const lines = transcript.value.lines.map(({ startMs, speaker, text }) => ({ atMs: whole(startMs), speaker, text }))
    texts.push({ file: transcript.file, lines: lines.slice(0, mostLines), people: peopleIn(transcript.value) })
  }
  if (chat !== null) {
    const lines = chat.value.map(({ atMs, sender, text }) => ({ atMs: whole(atMs), speaker: sender, text }))
    texts.push({ file: chat.file, lines: lines.slice(0, mostLines), people: null })
  }
  if (summary !== null) {
    const lines = summary.value.flatMap(summaryLines)
    texts.push({ file: summary.file, lines: lines.slice(0, mostLines), people: null })
  }
  return texts
}

function peopleIn({ lines }: Transcript): SearchText['people'] {
  const people = new Map<string, string>()
  for (const { peerId, speaker } of lines) if (peerId !== null) people.set(peerId, speaker ?? '')
  return people.size === 0 ? null : Object.fromEntries(people)
}

function summaryLines({ title, bullets, paragraph }: SummarySection): SearchLine[] {
  const texts = paragraph === '' ? bullets : [...bullets, ...paragraph.split('\n')]
  return texts.map((text) => ({ atMs: null, speaker: null, text: title === '' ? text : `${title}: ${text}` }))
}

/** A time that no recording has is none: the index holds whole numbers only. */
const whole = (ms: number | null): number | null => {
  const rounded = ms === null ? Number.NaN : Math.round(ms)
  return Number.isSafeInteger(rounded) ? rounded : null
}

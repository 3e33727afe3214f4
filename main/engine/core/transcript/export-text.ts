/** A transcript as a file for others: subtitles, plain text, Markdown, JSON. Text only; who writes it is not here. */
import type { Transcript, TranscriptLine } from '../../../../preload/contract/review.ts'
import { clockText } from '../clock-text.ts'
import { escapedMarkdown } from '../escaped-text.ts'
import { captionTimes } from './export-vtt.ts'

/** SubRip: numbered cues, CRLF as most programs write it. Lines without times can't be subtitles. */
export function subRip(lines: readonly TranscriptLine[]): string {
  return captionTimes(lines)
    .map(({ startMs, endMs, speaker, text }, index) => {
      const times = `${clockText(startMs, ',')} --> ${clockText(endMs, ',')}`
      return `${index + 1}\r\n${times}\r\n${withoutTags(oneLine(named(speaker, text)))}\r\n`
    })
    .join('\r\n')
}

/** A paragraph a turn: who speaks, then what they say until someone else does. */
export function plainTranscript(lines: readonly TranscriptLine[]): string {
  return turnsOf(lines)
    .map(({ speaker, text }) => `${oneLine(named(speaker, text))}\n`)
    .join('\n')
}

export type TranscriptHeading = {
  readonly title: string
  /** As a person reads it, e.g. `2026-11-20 14:03`. */
  readonly date: string
}

export function markdownTranscript(lines: readonly TranscriptLine[], { title, date }: TranscriptHeading): string {
  const turns = turnsOf(lines).map(({ startMs, speaker, text }) => {
    const who = speaker === null ? '' : `**${escapedMarkdown(speaker)}** `
    const at = startMs === null ? '' : `\`${clockText(startMs, null)}\``
    const heading = `${who}${at}`.trim()
    return `${heading === '' ? '' : `${heading}  \n`}${escapedMarkdown(text)}\n`
  })
  return [`# ${escapedMarkdown(title)}\n`, `${escapedMarkdown(date)}\n`, ...turns].join('\n')
}

/** Times are milliseconds from the recording's start. */
export function jsonTranscript({ source, lines }: Transcript, { title, date }: TranscriptHeading): string {
  return `${JSON.stringify({ title, date, source, lines }, null, 2)}\n`
}

type Turn = { readonly startMs: number | null; readonly speaker: string | null; readonly text: string }

function turnsOf(lines: readonly TranscriptLine[]): Turn[] {
  const turns: { startMs: number | null; speaker: string | null; texts: string[] }[] = []
  for (const { startMs, speaker, text } of lines) {
    const last = turns.at(-1)
    if (last !== undefined && last.speaker !== null && last.speaker === speaker) last.texts.push(oneLine(text))
    else turns.push({ startMs, speaker, texts: [oneLine(text)] })
  }
  return turns.map(({ texts, ...turn }) => ({ ...turn, text: texts.join(' ') }))
}

const named = (speaker: string | null, text: string): string => (speaker === null ? text : `${speaker}: ${text}`)

/** An empty line ends a cue, and `-->` would begin one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('-->', '→').trim()
}

/** Players take `<words>` for a tag and leave it out, and SubRip has no way to say that it is none. */
const withoutTags = (text: string): string => text.replace(/<([^<>]*)>/g, '‹$1›')

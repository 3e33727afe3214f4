/**
 * 100ms's JSON transcript: `words[]` and `sentences[]`, times as strings of milliseconds (how-to-guides/
 * enable-transcription-and-summary). Nobody has seen every dialect: numbers, missing names, either list missing,
 * `statements[]` and other orders are read too. What has no text is left out; nothing here throws.
 */
import { z } from 'zod'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'
import { alignWords } from './align.ts'
import type { Spoken } from './spoken.ts'
import { cleanLine } from './text.ts'

const list = z.array(z.unknown())

export function parseTranscriptJson(file: string): Result<Transcript, string> {
  let root: unknown
  try {
    root = JSON.parse(file.replace(/^\uFEFF/, ''))
  } catch {
    return err('The JSON transcript isn’t valid JSON; the file may be cut off.')
  }
  const fields = isItem(root) ? root : {}
  const words = list.safeParse(fields['words']).data
  const sentences = ['sentences', 'statements'].map((key) => list.safeParse(fields[key]).data).find(Boolean)
  if (words === undefined && sentences === undefined) {
    return err('The JSON transcript has neither sentences nor words.')
  }
  const lines = alignWords(
    readAll(sentences ?? [], ['sentence', 'statement', 'text']),
    readAll(words ?? [], ['word', 'text']),
  )
  const isForeign = lines.length === 0 && [sentences, words].some((items) => items?.some((item) => !isEmpty(item)))
  return isForeign
    ? err('The JSON transcript’s sentences have no text under a name that is known.')
    : ok({ source: 'json', lines })
}

/** Asked of every word of a long meeting: a schema's check costs ten times as much. */
const isItem = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nothing was said, which isn't the same as something that can't be read. */
const isEmpty = (item: unknown): boolean =>
  isItem(item) && ['sentence', 'statement', 'word', 'text'].some((key) => typeof item[key] === 'string')

function readAll(items: readonly unknown[], textKeys: readonly string[]): Spoken[] {
  return items.flatMap((value) => {
    if (!isItem(value)) return []
    const text = firstText(value, textKeys)
    if (text === null) return []
    const startMs = firstTime(value, ['start_time', 'start'])
    const endMs = firstTime(value, ['end_time', 'end'])
    return [
      {
        text,
        speaker: firstText(value, ['name', 'speaker_name', 'speaker']),
        peerId: firstText(value, ['peer_id']),
        startMs,
        // An end before its beginning says nothing of when it was.
        endMs: startMs === null || endMs === null || endMs < startMs ? null : endMs,
      },
    ]
  })
}

function firstText(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = fields[key]
    const text = typeof value === 'string' ? cleanLine(value) : ''
    if (text !== '') return text
  }
  return null
}

/** A hundred days; beyond it isn't a place in a recording. */
const lastMs = 8_640_000_000

function firstTime(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): number | null {
  for (const key of keys) {
    const value = fields[key]
    const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value))
    const ms = isNumber ? Number(value) : Number.NaN
    if (ms >= 0 && ms <= lastMs) return ms
  }
  return null
}

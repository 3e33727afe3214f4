/**
 * The language of the search box, the palette and `dailies search`: words, "phrases", what must not be there, and a few
 * named filters. Anything at all may be typed and nothing is an error: what isn't the language is words, and what is only
 * half typed says nothing yet.
 *
 *     market "sea urchin" -draft speaker:maya room:"morning show" after:2026-10 before:2026-11-20 type:chat
 */
import type { SearchSource } from '../../../preload/contract/library.ts'
import { searchSources } from '../../../preload/contract/search-terms.ts'
import { parseDate } from './dates.ts'

/** Words that stand side by side. */
export type Phrase = {
  readonly text: string
  /** Its last word may go on. */
  readonly open: boolean
}

/** All of `words`, none of `withoutWords`, any of each kind of filter. Empty lists and nulls ask for nothing. */
export type SearchQuery = {
  readonly words: readonly Phrase[]
  readonly withoutWords: readonly Phrase[]
  readonly speakers: readonly Phrase[]
  readonly withoutSpeakers: readonly Phrase[]
  /** Parts of rooms' names. */
  readonly rooms: readonly string[]
  readonly withoutRooms: readonly string[]
  /** Of when a recording began: inclusive start, exclusive end, epoch ms. */
  readonly sinceMs: number | null
  readonly untilMs: number | null
  /** Where to look; null: everywhere. */
  readonly sources: readonly SearchSource[] | null
}

/** Longer queries only get slower. */
const mostTerms = 20

type Field = 'speaker' | 'room' | 'before' | 'after' | 'type'
const fields: readonly Field[] = ['speaker', 'room', 'before', 'after', 'type']

type Term = {
  readonly without: boolean
  readonly field: Field | null
  readonly value: string
  /** In quotes: no longer being typed. */
  readonly quoted: boolean
  /** The query ends with it. */
  readonly last: boolean
}

/** `timeZone`: IANA, of dates. */
export function parseSearch(text: string, timeZone: string): SearchQuery {
  const query = { ...nothing() }
  for (const term of termsOf(text).slice(0, mostTerms)) add(query, term, timeZone)
  return query
}

type Draft = {
  words: Phrase[]
  withoutWords: Phrase[]
  speakers: Phrase[]
  withoutSpeakers: Phrase[]
  rooms: string[]
  withoutRooms: string[]
  sinceMs: number | null
  untilMs: number | null
  sources: SearchSource[] | null
}

const nothing = (): Draft => ({
  words: [],
  withoutWords: [],
  speakers: [],
  withoutSpeakers: [],
  rooms: [],
  withoutRooms: [],
  sinceMs: null,
  untilMs: null,
  sources: null,
})

// A minus, a name with a colon, then a value in quotes (perhaps not closed yet) or up to the next space.
const shape = /(-?)(?:(\p{L}+):)?(?:"([^"]*)("?)|(\S+))/uy

function termsOf(text: string): Term[] {
  const terms: Term[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/u.test(text.charAt(at))) {
      at += 1
      continue
    }
    const half = halfTyped(text, at)
    if (half !== null) {
      at = half
      continue
    }
    shape.lastIndex = at
    const match = shape.exec(text)
    // A lone minus before a space, and the like.
    if (match === null) {
      at += 1
      continue
    }
    at = shape.lastIndex
    terms.push(termOf(match, at === text.length))
  }
  return terms
}

/** Where `speaker:` with nothing behind it ends; null: something else stands at `at`. */
function halfTyped(text: string, at: number): number | null {
  const match = /^-?(\p{L}+):(?=\s|$)/u.exec(text.slice(at, at + 20))
  return match !== null && fieldOf(match[1]) !== null ? at + match[0].length : null
}

function termOf([, minus, name, inQuotes, closing, plain = '']: RegExpExecArray, last: boolean): Term {
  const field = fieldOf(name)
  const quoted = inQuotes !== undefined
  const value = inQuotes ?? plain
  const without = minus === '-'
  const closed = quoted && closing === '"'
  // `foo:` that is no filter is the beginning of what is looked for.
  const isWord = name !== undefined && field === null
  return { without, field, value: isWord ? `${name}:${value}` : value, quoted: closed, last }
}

const fieldOf = (name: string | undefined): Field | null =>
  fields.find((field) => field === name?.toLowerCase()) ?? null

function add(query: Draft, term: Term, timeZone: string): void {
  const { without, field, value } = term
  const phrase = phraseOf(term)
  switch (field) {
    case 'speaker':
      if (phrase !== null) (without ? query.withoutSpeakers : query.speakers).push({ ...phrase, open: !term.quoted })
      return
    case 'room':
      if (value.trim() !== '') (without ? query.withoutRooms : query.rooms).push(value.trim())
      return
    case 'before':
    case 'after':
      if (without || !addDate(query, field, value, timeZone)) addText(query, term, `${field}:${value}`)
      return
    case 'type':
      if (!addSources(query, value, without)) addText(query, term, `type:${value}`)
      return
    case null:
      if (phrase !== null) (without ? query.withoutWords : query.words).push(phrase)
  }
}

/** A filter whose value means nothing is words. */
function addText(query: Draft, term: Term, value: string): void {
  add(query, { ...term, field: null, value }, 'UTC')
}

function addDate(query: Draft, field: 'before' | 'after', value: string, timeZone: string): boolean {
  const ms = parseDate(/^\d{4}$/.test(value) ? `${value}-01` : value, timeZone)
  if (ms === null) return /^\d[\d-]*(T[\d:]*)?$/i.test(value)
  if (field === 'after') query.sinceMs = Math.max(query.sinceMs ?? ms, ms)
  else query.untilMs = Math.min(query.untilMs ?? ms, ms)
  return true
}

/** The beginning of a type's name is enough. */
function addSources(query: Draft, value: string, without: boolean): boolean {
  const named = searchSources.filter((source) => source.startsWith(value.trim().toLowerCase()))
  if (value.trim() === '') return true
  // Who took part is found with the title.
  if (named.includes('title')) named.push('participant')
  if (named.length === 0) return false
  query.sources = without
    ? (query.sources ?? searchSources).filter((source) => !named.includes(source))
    : [...(query.sources ?? []), ...named]
  return true
}

/** null: nothing in it could be found, no letter and no digit. */
function phraseOf({ value, quoted, last }: Term): Phrase | null {
  if (!/[\p{L}\p{N}\p{Co}]/u.test(value)) return null
  if (!quoted && value.endsWith('*')) return { text: value.slice(0, -1), open: true }
  return { text: value, open: last && !quoted }
}

/** For comparing names: case and accents apart. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

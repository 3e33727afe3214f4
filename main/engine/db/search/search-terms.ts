/** A search as FTS5 reads it, for the index of lines and for that of titles. Nothing a person types is FTS5 syntax. */
import type { SearchSource } from '../../../../preload/contract/library.ts'
import type { Phrase, SearchQuery } from '../../core/search-query.ts'
import type { LineSource } from './search-lines.ts'

const lineSources: readonly LineSource[] = ['transcript', 'chat', 'summary', 'marker']

export type LineSearch = {
  /** An FTS5 expression; null: every line. */
  readonly match: string | null
  /** null: all. */
  readonly sources: readonly LineSource[] | null
}

export type SearchTerms = {
  /** null: lines are not looked through. */
  readonly lines: LineSearch | null
  /** An FTS5 expression; null: titles are not looked through. */
  readonly titles: string | null
}

/** The index's words that begin with these letters; null: they are many. */
export type WordsThatBegin = (letters: string) => readonly string[] | null

/** `wordsThatBegin`: of the index of lines. */
export function searchTerms(query: SearchQuery, wordsThatBegin: WordsThatBegin): SearchTerms {
  const { words, withoutWords, speakers, withoutSpeakers, sources } = query
  const inLine = (phrase: Phrase): string => spelledOut(phrase, wordsThatBegin) ?? fts(phrase)
  const by = speakers.length === 0 ? [] : [`{speaker} : (${speakers.map(inLine).join(' OR ')})`]
  const none = [...withoutWords.map(inLine), ...withoutSpeakers.map((phrase) => `{speaker} : ${inLine(phrase)}`)]
  return {
    lines: lineSearch(expression([...words.map(inLine), ...by], none), none.length > 0, sources),
    // A title is nobody's words.
    titles: speakers.length > 0 ? null : titleSearch(expression(words.map(fts), withoutWords.map(fts)), sources),
  }
}

/** Without words, a type is asked for as a whole. */
function lineSearch(match: string | null, excludes: boolean, all: readonly SearchSource[] | null): LineSearch | null {
  const sources = all === null ? null : lineSources.filter((source) => all.includes(source))
  if (sources?.length === 0) return null
  if (match === null && (sources === null || excludes)) return null
  return { match, sources }
}

/** What is kept of a recording besides its lines, by columns of `recordings_fts`. */
const columns: Readonly<Partial<Record<SearchSource, string>>> = {
  title: 'title room tags',
  participant: 'participants',
}

function titleSearch(match: string | null, sources: readonly SearchSource[] | null): string | null {
  if (match === null || sources === null) return match
  const within = sources.flatMap((source) => columns[source] ?? [])
  return within.length === 0 ? null : `{${within.join(' ')}} : (${match})`
}

/** FTS5 can't be asked for what lacks a word and nothing else. */
function expression(all: readonly string[], none: readonly string[]): string | null {
  if (all.length === 0) return null
  const wanted = all.join(' AND ')
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.join(' OR ')})`
}

function fts({ text, open }: Phrase): string {
  // The start of a tenth of all words: slow, and of no use to anyone. Alone it is a word: "I", "5", "à".
  const isBeginning = open && !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]$/u.test(text)
  return isBeginning ? `${quoted(text)}*` : quoted(text)
}

const withoutNul = (text: string): string => text.replaceAll('\0', '')
const quoted = (text: string): string => `"${withoutNul(text).replaceAll('"', '""')}"`

/** Ends with letters that the index folds as we do, and of which no word's beginning is kept in an index of its own. */
const longBeginning = /^(.*[\0-/:-@[-`{-\x7f])?([A-Za-z0-9]{4,})$/s

/**
 * Of a beginning FTS5 puts all lists of all words together before the first hit; whole words it walks as far as is asked.
 * null: there is no such beginning, or no few words go on with it.
 */
function spelledOut({ text, open }: Phrase, wordsThatBegin: WordsThatBegin): string | null {
  const [, before = '', letters] = open ? (longBeginning.exec(withoutNul(text)) ?? []) : []
  const words = letters === undefined ? null : wordsThatBegin(letters.toLowerCase())
  if (words === null || words.length === 0) return null
  return `(${words.map((word) => quoted(before + word)).join(' OR ')})`
}

/** A search as FTS5 reads it, for the index of lines and for that of titles. Nothing a person types is FTS5 syntax. */
import type { SearchSource } from '../../../preload/contract/library.ts'
import type { Phrase, SearchQuery } from '../core/search-query.ts'
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

export function searchTerms(query: SearchQuery): SearchTerms {
  const { words, withoutWords, speakers, withoutSpeakers, sources } = query
  const said = words.map(fts)
  const by = speakers.length === 0 ? [] : [`{speaker} : (${speakers.map(fts).join(' OR ')})`]
  const none = [...withoutWords.map(fts), ...withoutSpeakers.map((phrase) => `{speaker} : ${fts(phrase)}`)]
  return {
    lines: lineSearch(expression([...said, ...by], none), none.length > 0, sources),
    // A title is nobody's words.
    titles: speakers.length > 0 ? null : titleSearch(expression(said, withoutWords.map(fts)), sources),
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
  const quoted = `"${text.replaceAll('\0', '').replaceAll('"', '""')}"`
  // The start of a tenth of all words: slow, and of no use to anyone. Alone it is a word: "I", "5", "à".
  return open && !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]$/u.test(text) ? `${quoted}*` : quoted
}

/** What a search asks of recordings: the rooms and dates it names, and that its words stand in them. */

import type { LibraryFilter } from '../../../../preload/contract/library.ts'
import { roomTitle } from '../../core/names/recording-title.ts'
import { folded, parseSearch, type SearchQuery } from '../../core/search-query.ts'
import { type Db, oncePerConnection } from '../database.ts'
import { type Conditions, filterConditions, type Parameters } from '../library-filter.ts'
import { wordsThatBegin } from './line-words.ts'
import type { LineSource } from './search-lines.ts'
import { slotBits } from './search-slots.ts'
import { type LineSearch, type SearchTerms, searchTerms } from './search-terms.ts'

export type LibrarySearch = {
  readonly terms: SearchTerms
  /** The rooms and dates, and what else is asked of a recording besides the words. */
  readonly scope: Conditions
}

type RoomRow = { id: number; upstreamId: string; name: string | null; userTitle: string | null }

const statements = oncePerConnection((db) => ({
  timeZone: db.prepare<[], string>('SELECT time_zone FROM library').pluck(),
  rooms: db.prepare<[], RoomRow>('SELECT id, upstream_id AS upstreamId, name, user_title AS userTitle FROM rooms'),
}))

/** `text`: as typed. Dates in it are the library's. */
export function readSearch(db: Db, text: string): LibrarySearch {
  const query = parseSearch(text, statements(db).timeZone.get() ?? 'UTC')
  return { terms: searchTerms(query, (letters) => wordsThatBegin(db, letters)), scope: scopeOf(db, query) }
}

/** In the recordings that the rest of the filter passes. */
export function readSearchWithin(db: Db, filter: LibraryFilter, nowMs: number): LibrarySearch {
  const { terms, scope } = readSearch(db, filter.text)
  const asked = filterConditions(filter, nowMs)
  return {
    terms,
    scope: {
      where: [...asked.where, ...scope.where],
      parameters: { ...asked.parameters, ...scope.parameters },
    },
  }
}

function scopeOf(db: Db, { rooms, withoutRooms, sinceMs, untilMs }: SearchQuery): Conditions {
  const where: string[] = []
  const parameters: Parameters = {}
  if (sinceMs !== null) {
    where.push('sort_ms >= $searchSince')
    parameters['searchSince'] = sinceMs
  }
  if (untilMs !== null) {
    where.push('sort_ms < $searchUntil')
    parameters['searchUntil'] = untilMs
  }
  if (rooms.length > 0) {
    where.push('room_id IN (SELECT value FROM json_each($searchRooms))')
    parameters['searchRooms'] = JSON.stringify(roomsNamed(db, rooms))
  }
  if (withoutRooms.length > 0) {
    where.push('(room_id IS NULL OR room_id NOT IN (SELECT value FROM json_each($searchOtherRooms)))')
    parameters['searchOtherRooms'] = JSON.stringify(roomsNamed(db, withoutRooms))
  }
  return { where, parameters }
}

/** Any of their names has one of the parts in it, or their id is one. */
function roomsNamed(db: Db, parts: readonly string[]): number[] {
  const wanted = parts.map(folded)
  return statements(db)
    .rooms.all()
    .filter((room) => {
      const names = [room.userTitle ?? '', room.name ?? '', roomTitle(room)].map(folded)
      return wanted.some((part) => names.some((name) => name.includes(part)) || room.upstreamId === part)
    })
    .map(({ id }) => id)
}

/** All that it asks of a recording, its words too. */
export function searchConditions({ terms, scope }: LibrarySearch): Conditions {
  const found = foundSlots(terms)
  if (found === null) return scope
  const where = `id IN (SELECT recording_id FROM search_slots WHERE slot IN (${found}))`
  return { where: [...scope.where, where], parameters: { ...scope.parameters, ...termParameters(terms) } }
}

export function termParameters({ lines, titles }: SearchTerms): Parameters {
  return {
    ...(lines?.match == null ? {} : { lines: lines.match }),
    ...(titles === null ? {} : { titles }),
  }
}

/** Says besides that nothing said is meant where that is so: only then SQLite sees that the index of the others will do. */
export function ofSources(sources: readonly LineSource[]): string {
  const named = `l.source IN (${sources.map((source) => `'${source}'`).join(', ')})`
  return sources.includes('transcript') ? named : `${named} AND l.source <> 'transcript'`
}

/**
 * The same of lines that the full-text index finds. What isn't said is little, and gathered first: among the many that say
 * a word the few would be looked for line by line.
 */
export function matchesOfSources(sources: readonly LineSource[]): string {
  if (sources.includes('transcript')) return ofSources(sources)
  return `+search_lines_fts.rowid IN (SELECT l.id FROM search_lines l WHERE ${ofSources(sources)})`
}

/** A slot may come several times; null: the words ask for nothing. */
function foundSlots({ lines, titles }: SearchTerms): string | null {
  const found: string[] = []
  if (titles !== null) found.push('SELECT rowid FROM recordings_fts WHERE recordings_fts MATCH $titles')
  if (lines !== null) found.push(slotsOfLines(lines))
  return found.length === 0 ? null : found.join(' UNION ALL ')
}

function slotsOfLines({ match, sources }: LineSearch): string {
  if (match === null) return `SELECT l.id >> ${slotBits} FROM search_lines l WHERE ${ofSources(sources ?? [])}`
  if (sources === null) return `SELECT rowid >> ${slotBits} FROM search_lines_fts WHERE search_lines_fts MATCH $lines`
  return `SELECT l.id >> ${slotBits} FROM search_lines_fts CROSS JOIN search_lines l ON l.id = search_lines_fts.rowid
    WHERE search_lines_fts MATCH $lines AND ${matchesOfSources(sources)}`
}

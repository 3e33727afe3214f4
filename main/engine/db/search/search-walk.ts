/**
 * Walks the search indexes from the newest recording down and stops when whoever asked has enough: no index is read to
 * its end for a word that stands everywhere.
 */
import { type Db, prepared } from '../database.ts'
import type { Conditions } from '../library-filter.ts'
import type { LineSource } from './search-lines.ts'
import { type LibrarySearch, matchesOfSources, ofSources, termParameters } from './search-scope.ts'
import { slotBits } from './search-slots.ts'
import type { LineSearch, SearchTerms } from './search-terms.ts'

/** One long meeting about the word mustn't hide all others. */
export const hitsPerRecording = 20
/** Of one recording so many are met to find its first; a day of speech has some 20,000 sentences. */
const mostMet = 20_000
/** So many more are passed one by one; then the recording is passed over as a whole. */
const spareLines = 200
/** Of so many, the newest, the best are chosen. */
const mostRanked = 20_000
/** So many recordings that the filter refuses, and it is cheaper to ask once for all that it passes. */
const mostRefused = 300

export type LineRow = {
  readonly id: number
  readonly recordingId: number
  readonly source: LineSource
  readonly atMs: number | null
  readonly speaker: string | null
  /** With FTS5's marks: characters 1 and 2. */
  readonly marked: string
}

/** `id`: the recording's slot. */
export type TitleRow = {
  readonly id: number
  readonly title: string
  readonly room: string
  readonly participants: string
  readonly tags: string
}

/** What is walked through. `and`: further conditions, each beginning with AND. */
export type Walk = {
  /** The newest first. */
  readonly rows: (and: string) => string
  /** `id` alone, the newest first: a hundredth of what a row costs. */
  readonly ids: (and: string) => string
  /** `id` and `score`, the newest first; null: there is nothing to fit. */
  readonly scores: ((and: string) => string) | null
  /** A row's id and its slot, as SQL. */
  readonly id: string
  readonly slot: string
  readonly slotOf: (id: number) => number
}

// A number is bound as a real, and FTS5 makes nothing of a real bound: it would walk to the index's end.
const beforeId = 'CAST($before AS INTEGER)'
const oldestId = 'CAST($oldest AS INTEGER)'

export const slotOfLine = (id: number): number => Math.floor(id / 2 ** slotBits)

// Ids grow with the recording's time, and FTS5 walks them down without sorting. What is asked of an id is asked of the
// full-text index where there is one: a line that is passed over isn't read.
export function linesWalk({ match, sources }: LineSearch): Walk {
  const columns = 'l.id, l.recording_id AS recordingId, l.source, l.at_ms AS atMs, l.speaker'
  const id = match === null ? 'l.id' : 'search_lines_fts.rowid'
  const walk = { id, slot: `(${id} >> ${slotBits})`, slotOf: slotOfLine }
  if (match === null) {
    const of = sources === null ? '' : ` AND ${ofSources(sources)}`
    const rows = (and: string) =>
      `SELECT ${columns}, l.text AS marked FROM search_lines l WHERE l.id < ${beforeId}${of}${and} ORDER BY l.id DESC`
    const ids = (and: string) =>
      `SELECT l.id FROM search_lines l WHERE l.id < ${beforeId}${of}${and} ORDER BY l.id DESC`
    return { ...walk, rows, ids, scores: null }
  }
  const lines = 'CROSS JOIN search_lines l ON l.id = search_lines_fts.rowid'
  const where = `WHERE search_lines_fts MATCH $lines AND search_lines_fts.rowid < ${beforeId}${
    sources === null ? '' : ` AND ${matchesOfSources(sources)}`
  }`
  const newestFirst = 'ORDER BY search_lines_fts.rowid DESC'
  const marked = 'highlight(search_lines_fts, 1, char(1), char(2)) AS marked'
  // Only what is said has to be told apart by the line itself.
  const toChoose = sources?.includes('transcript') ? lines : ''
  return {
    ...walk,
    rows: (and) => `SELECT ${columns}, ${marked} FROM search_lines_fts ${lines} ${where}${and} ${newestFirst}`,
    ids: (and) => `SELECT ${id} AS id FROM search_lines_fts ${toChoose} ${where}${and} ${newestFirst}`,
    scores: (and) =>
      `SELECT ${id} AS id, bm25(search_lines_fts) AS score FROM search_lines_fts ${toChoose} ${where}${and} ${newestFirst}`,
  }
}

export function titlesWalk(): Walk {
  const columns = ['title', 'room', 'participants', 'tags']
    .map((name, column) => `highlight(recordings_fts, ${column}, char(1), char(2)) AS ${name}`)
    .join(', ')
  const from = (and: string) =>
    `FROM recordings_fts WHERE recordings_fts MATCH $titles AND rowid < ${beforeId}${and} ORDER BY rowid DESC`
  return {
    rows: (and) => `SELECT rowid AS id, ${columns} ${from(and)}`,
    ids: (and) => `SELECT rowid AS id ${from(and)}`,
    scores: (and) => `SELECT rowid AS id, bm25(recordings_fts) AS score ${from(and)}`,
    id: 'rowid',
    slot: '+rowid',
    slotOf: (id) => id,
  }
}

/** The best first, of the newest that fit: to rank all of a frequent word's takes a quarter of a second. */
export function best<R extends { id: number }>(db: Db, walk: Walk, search: LibrarySearch, limit: number): R[] {
  const ranked = bestIds(db, walk, search, limit)
  const found = rowsOf<R>(db, walk, search.terms, ranked)
  const places = new Map(ranked.map((each, place) => [each, place]))
  return found.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

export function bestIds(
  db: Db,
  { ids, scores, slot }: Walk,
  { terms, scope }: LibrarySearch,
  limit = mostRanked,
): number[] {
  const within = scope.where.length === 0 ? '' : ` AND ${slot} ${slotsWithin(scope)}`
  const ranked =
    scores === null
      ? `${ids(within)} LIMIT ${limit}`
      : `SELECT id FROM (${scores(within)} LIMIT ${mostRanked}) ORDER BY score, id DESC LIMIT ${limit}`
  const parameters = { ...scope.parameters, ...termParameters(terms), before: Number.MAX_SAFE_INTEGER }
  return db.prepare<[object], number>(ranked).pluck().all(parameters)
}

/** Not asked for one by one: FTS5 would begin anew for each. The newest first. */
export function rowsOf<R>(
  db: Db,
  { rows, id }: Pick<Walk, 'rows' | 'id'>,
  terms: SearchTerms,
  ids: readonly number[],
): R[] {
  if (ids.length === 0) return []
  const [oldest, before] = [Math.min(...ids), Math.max(...ids) + 1]
  return db
    .prepare<[object], R>(rows(` AND ${id} >= ${oldestId} AND +${id} IN (SELECT value FROM json_each($ids))`))
    .all({ ...termParameters(terms), before, oldest, ids: JSON.stringify(ids) })
}

/** The newest recordings', and of one that has many the first of its own. The newest first. */
export function firstOfNewest<R extends { id: number }>(db: Db, walk: Walk, search: LibrarySearch, limit: number): R[] {
  return newestIfFew<R>(db, walk, search, limit) ?? firstByIds<R>(db, walk, search, limit)
}

/** Walked once, with all that a row says; null: one of the recordings has more than are shown of it. */
function newestIfFew<R extends { id: number }>(db: Db, walk: Walk, search: LibrarySearch, limit: number): R[] | null {
  const found: R[] = []
  const counts = new Map<number, number>()
  for (const row of newest<R>(db, walk, search, hitsPerRecording + 1)) {
    const slot = walk.slotOf(row.id)
    const count = (counts.get(slot) ?? 0) + 1
    if (count > hitsPerRecording) return null
    counts.set(slot, count)
    if (found.push(row) === limit) break
  }
  return found
}

function firstByIds<R extends { id: number }>(db: Db, walk: Walk, search: LibrarySearch, limit: number): R[] {
  const kept: number[] = []
  let slot: number | null = null
  let ofOne: number[] = []
  const keep = () => kept.push(...ofOne.slice(-hitsPerRecording))
  for (const id of newestIds(db, walk, search)) {
    if (walk.slotOf(id) !== slot) {
      keep()
      slot = walk.slotOf(id)
      ofOne = []
      if (kept.length >= limit) break
    }
    ofOne.push(id)
  }
  keep()
  return rowsOf(db, walk, search.terms, kept.slice(0, limit))
}

/** All that a recording has, up to a day of speech. */
export function* newestIds(db: Db, walk: Walk, search: LibrarySearch): Generator<number, void> {
  for (const { id } of newest<{ id: number }>(db, { ...walk, rows: walk.ids }, search, mostMet)) yield id
}

/** Those of one recording, the last first. */
export function idsOfSlot(db: Db, { ids, id }: Walk, terms: SearchTerms, slot: number): number[] {
  const bounds = { oldest: slot * 2 ** slotBits, before: (slot + 1) * 2 ** slotBits }
  return db
    .prepare<[object], number>(ids(` AND ${id} >= ${oldestId}`))
    .pluck()
    .all({ ...termParameters(terms), ...bounds })
}

/** The newest first, at most so many of a recording. */
export function* newest<R extends { id: number }>(
  db: Db,
  { rows, slot: slotSql, slotOf }: Walk,
  { terms, scope }: LibrarySearch,
  mostOfOne = hitsPerRecording,
): Generator<R, void> {
  const passing = new PassingSlots(db, scope)
  const taken = new Map<number, number>()
  let before: number | null = Number.MAX_SAFE_INTEGER
  let isNarrow = false
  while (before !== null) {
    const walked = db.prepare<[object], R>(rows(isNarrow ? ` AND ${slotSql} ${slotsWithin(scope)}` : ''))
    const parameters: object = { ...scope.parameters, ...termParameters(terms), before }
    before = null
    for (const row of walked.iterate(parameters)) {
      const slot = slotOf(row.id)
      if (!isNarrow && !passing.has(slot)) {
        if (passing.refused < mostRefused) continue
        isNarrow = true
        before = row.id
        break
      }
      const count = (taken.get(slot) ?? 0) + 1
      taken.set(slot, count)
      if (count <= mostOfOne) yield row
      else if (count > mostOfOne + spareLines) {
        before = slot * 2 ** slotBits
        break
      }
    }
  }
}

const slotsWithin = ({ where }: Conditions): string =>
  `IN (SELECT slot FROM search_slots WHERE recording_id IN (
    SELECT id FROM recordings INDEXED BY recordings_list WHERE ${where.join(' AND ')}))`

/** Asked one by one: the first that a walk meets are nearly always enough. */
class PassingSlots {
  refused = 0
  readonly #known = new Map<number, boolean>()
  readonly #passes: (slot: number) => boolean

  constructor(db: Db, { where, parameters }: Conditions) {
    const sql = `SELECT 1 AS passes FROM recordings
      WHERE id = (SELECT recording_id FROM search_slots WHERE slot = $slot) AND ${where.join(' AND ')}`
    this.#passes =
      where.length === 0 ? () => true : (slot) => prepared(db, sql).get({ ...parameters, slot }) !== undefined
  }

  has(slot: number): boolean {
    const known = this.#known.get(slot)
    if (known !== undefined) return known
    const passes = this.#passes(slot)
    if (!passes) this.refused += 1
    this.#known.set(slot, passes)
    return passes
  }
}

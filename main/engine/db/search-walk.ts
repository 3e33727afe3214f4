/**
 * Walks the search indexes from the newest recording down and stops when whoever asked has enough: no index is read to
 * its end for a word that stands everywhere.
 */
import type { SearchOrder } from '../../../preload/contract/library.ts'
import { type Db, prepared } from './database.ts'
import type { Conditions } from './library-filter.ts'
import type { LineSource } from './search-lines.ts'
import { ofSources, termParameters } from './search-scope.ts'
import { slotBits } from './search-slots.ts'
import type { LineSearch, SearchTerms } from './search-terms.ts'

/** One long meeting about the word mustn't hide all others. */
export const hitsPerRecording = 20
/** So many more are passed one by one; then the recording is passed over as a whole. */
const spareLines = 200
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

/** What is walked through, made from a condition on its slots; null: all of them. */
export type Walk = { readonly query: (within: string | null) => string; readonly slotOf: (id: number) => number }

export const slotOfLine = (id: number): number => Math.floor(id / 2 ** slotBits)

// Ids grow with the recording's time, and FTS5 walks them down without sorting.
export const linesWalk = ({ match, sources }: LineSearch, order: SearchOrder): Walk => ({
  slotOf: slotOfLine,
  query: (within) => {
    const columns = 'l.id, l.recording_id AS recordingId, l.source, l.at_ms AS atMs, l.speaker'
    // Of the full-text index where there is one: a line that is passed over isn't read.
    const id = match === null ? 'l.id' : 'search_lines_fts.rowid'
    const ofThese = within === null ? '' : ` AND (${id} >> ${slotBits}) ${within}`
    const and = `${sources === null ? '' : ` AND ${ofSources(sources)}`}${ofThese}`
    if (match === null) {
      return `SELECT ${columns}, l.text AS marked FROM search_lines l WHERE l.id < $before${and} ORDER BY l.id DESC`
    }
    return `SELECT ${columns}, highlight(search_lines_fts, 1, char(1), char(2)) AS marked
      FROM search_lines_fts CROSS JOIN search_lines l ON l.id = search_lines_fts.rowid
      WHERE search_lines_fts MATCH $lines AND search_lines_fts.rowid < $before${and}
      ORDER BY ${order === 'newest' ? 'search_lines_fts.rowid DESC' : 'search_lines_fts.rank'}`
  },
})

export const titlesWalk = (order: SearchOrder): Walk => ({
  slotOf: (id) => id,
  query: (within) => {
    const columns = ['title', 'room', 'participants', 'tags']
      .map((name, column) => `highlight(recordings_fts, ${column}, char(1), char(2)) AS ${name}`)
      .join(', ')
    return `SELECT rowid AS id, ${columns} FROM recordings_fts
      WHERE recordings_fts MATCH $titles AND rowid < $before${within === null ? '' : ` AND +rowid ${within}`}
      ORDER BY ${order === 'newest' ? 'rowid DESC' : 'rank'}`
  },
})

/** The best first, as FTS5 ranks them. */
export function best<R extends { id: number }>(
  db: Db,
  walk: Walk,
  terms: SearchTerms,
  scope: Conditions,
  limit: number,
): R[] {
  const within = scope.where.length === 0 ? null : slotsWithin(scope)
  return db
    .prepare<[object], R>(`${walk.query(within)} LIMIT ${limit}`)
    .all({ ...scope.parameters, ...termParameters(terms), before: Number.MAX_SAFE_INTEGER })
}

/** The newest first, a recording's share of it. */
export function* newest<R extends { id: number }>(
  db: Db,
  { query, slotOf }: Walk,
  terms: SearchTerms,
  scope: Conditions,
): Generator<R, void> {
  const passing = new PassingSlots(db, scope)
  const taken = new Map<number, number>()
  let before: number | null = Number.MAX_SAFE_INTEGER
  let isNarrow = false
  while (before !== null) {
    const rows = db.prepare<[object], R>(query(isNarrow ? slotsWithin(scope) : null))
    const parameters: object = { ...scope.parameters, ...termParameters(terms), before }
    before = null
    for (const row of rows.iterate(parameters)) {
      const slot = slotOf(row.id)
      if (!isNarrow && !passing.has(slot)) {
        if (passing.refused < mostRefused) continue
        isNarrow = true
        before = row.id
        break
      }
      const count = (taken.get(slot) ?? 0) + 1
      taken.set(slot, count)
      if (count <= hitsPerRecording) yield row
      else if (count > hitsPerRecording + spareLines) {
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

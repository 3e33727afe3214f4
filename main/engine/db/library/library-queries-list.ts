/**
 * The ordered ids of the library list: one pass over the covering index `recordings_list`, newest first, then the
 * ordering and grouping in typed arrays. No row of `recordings` is read, so that 100,000 of them take milliseconds.
 */
import type { LibraryFilter, LibrarySnapshot, LibrarySort } from '../../../../preload/contract/library.ts'
import { wholeLibrary } from '../../../../preload/contract/library-terms.ts'
import { recordingTitle, roomTitle } from '../../core/names/recording-title.ts'
import type { Db } from '../database.ts'
import { type Conditions, filterConditions, type Parameters } from '../library-filter.ts'
import { recordingsIn, searchLibrary } from '../search/search-queries.ts'
import { readSearch, searchConditions } from '../search/search-scope.ts'
import { type Columns, lineKeys } from './line-keys.ts'
import { ranks } from './title-ranks.ts'

const keyColumns: Record<LibrarySort['by'], string> = {
  // What headings between days are made from; whole minutes are shorter to hand over.
  date: 'sort_ms / 60000',
  title: 'room_id',
  room: 'room_id',
  duration: 'total_duration_s',
  size: 'total_bytes',
  expiry: 'expires_ms',
  // Only the search can tell.
  relevance: 'sort_ms / 60000',
}

/** The search box asks for as many. */
const bestHits = 300

export type OrderedIds = Pick<LibrarySnapshot, 'ids' | 'groupSizes' | 'groupMinutes'>

/** The query's text and parameters; the test asserts its plan. `search`: what the search box asks for. */
export function listQuery(
  filter: LibraryFilter,
  sort: LibrarySort,
  nowMs: number,
  search: Conditions,
): { sql: string; parameters: Parameters } {
  const asked = filterConditions(filter, nowMs)
  const where = [...asked.where, ...search.where]
  const parameters = { ...asked.parameters, ...search.parameters }
  return {
    // The planner, asked freely, would take a narrower index for some filters and then read and sort the wide rows.
    sql: `SELECT id, group_id, ${keyColumns[sort.by]} AS sort_key FROM recordings INDEXED BY recordings_list
      ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY sort_ms DESC, id DESC`,
    parameters,
  }
}

export function listIds(db: Db, filter: LibraryFilter, sort: LibrarySort, nowMs: number): OrderedIds {
  const { sql, parameters } = listQuery(filter, sort, nowMs, searchConditions(readSearch(db, filter.text)))
  const columns = readColumns(db, sql, parameters)
  if (sort.by === 'size' || sort.by === 'duration') {
    // A line that a filter leaves two of three recordings says what all three are.
    const whole = listQuery(wholeLibrary, sort, nowMs, { where: [], parameters: {} })
    const all = sql === whole.sql ? columns : readColumns(db, whole.sql, whole.parameters)
    return grouped(db, { ...columns, keys: lineKeys(columns, all, sort.by) }, sort, [])
  }
  return grouped(db, columns, sort, sort.by === 'relevance' ? bestOf(db, filter, nowMs) : [])
}

/** Of these recordings alone; for relevance the best first. */
export function listOf(db: Db, ids: readonly number[], sort: LibrarySort): OrderedIds {
  const sql = `SELECT id, group_id, ${keyColumns[sort.by]} AS sort_key FROM recordings
    WHERE id IN (SELECT value FROM json_each($ids)) ORDER BY sort_ms DESC, id DESC`
  return grouped(db, readColumns(db, sql, { ids: JSON.stringify(ids) }), sort, ids)
}

/** As many as a list shows hits of; the others have no place but their date. */
function bestOf(db: Db, filter: LibraryFilter, nowMs: number): number[] {
  return recordingsIn(searchLibrary(db, { filter, order: 'relevance', limit: bestHits }, nowMs).hits)
}

function grouped(db: Db, columns: Columns, sort: LibrarySort, bestIds: readonly number[]): OrderedIds {
  return group(columns, order(db, columns, sort, bestIds), sort.by === 'date')
}

/** As one row of JSON: 100,000 rows, an object each, would take three times as long and leave ten megabytes of waste. */
function readColumns(db: Db, sql: string, parameters: Parameters): Columns {
  const row = db
    .prepare<[Parameters], [string, string, string]>(
      `SELECT json_group_array(id), json_group_array(group_id), json_group_array(sort_key) FROM (${sql})`,
    )
    .raw()
    .get(parameters)
  const [ids = '[]', groupIds = '[]', sortKeys = '[]'] = row ?? []
  return {
    ids: Int32Array.from(numbersOf(ids)),
    groupIds: Int32Array.from(numbersOf(groupIds)),
    keys: numbersOf(sortKeys),
  }
}

// Made by the statement above: there is nothing to check.
const numbersOf = (json: string): number[] => JSON.parse(json)

/** Places in `columns` (newest first) in the order asked for. What isn't known stands last, either way round. */
function order(db: Db, columns: Columns, sort: LibrarySort, bestIds: readonly number[]): Int32Array {
  const places = new Int32Array(columns.ids.length)
  for (let place = 0; place < places.length; place += 1) places[place] = place
  if (sort.by === 'date') return sort.descending ? places : places.reverse()
  const keys = keysOf(db, columns, sort, bestIds)
  const direction = sort.descending && sort.by !== 'relevance' ? -1 : 1
  return places.sort((a, b) => {
    const left = keys[a] ?? Number.NaN
    const right = keys[b] ?? Number.NaN
    if (left === right) return a - b
    if (Number.isNaN(left)) return Number.isNaN(right) ? a - b : 1
    if (Number.isNaN(right)) return -1
    return (left - right) * direction
  })
}

function keysOf(db: Db, { ids, groupIds, keys }: Columns, sort: LibrarySort, bestIds: readonly number[]): Float64Array {
  if (sort.by === 'relevance') {
    const ranks = new Map(bestIds.map((id, rank) => [id, rank]))
    return Float64Array.from(ids, (id) => ranks.get(id) ?? Number.NaN)
  }
  if (sort.by === 'room') {
    const ranks = roomRanks(db)
    return Float64Array.from(keys, (room) => ranks.get(room) ?? Number.NaN)
  }
  if (sort.by === 'title') {
    const { bySession, byRoom } = titleRanks(db)
    return Float64Array.from(keys, (room, place) => {
      return bySession.get(groupIds[place] ?? 0) ?? byRoom.get(room) ?? Number.NaN
    })
  }
  return Float64Array.from(keys, (key) => key ?? Number.NaN)
}

type RoomRow = { id: number; upstreamId: string; name: string | null; userTitle: string | null }

function roomTitles(db: Db): Map<number | null, string> {
  const rooms = db
    .prepare<[], RoomRow>('SELECT id, upstream_id AS upstreamId, name, user_title AS userTitle FROM rooms')
    .all()
  return new Map<number | null, string>([
    [null, roomTitle(null)],
    ...rooms.map((room) => [room.id, roomTitle(room)] as const),
  ])
}

function roomRanks(db: Db): Map<number | null, number> {
  const titles = roomTitles(db)
  const rank = ranks(titles.values())
  return new Map([...titles].map(([id, title]) => [id, rank.get(title) ?? 0]))
}

/**
 * Comparing 100,000 titles by a language's rules is slow; there are far fewer different ones, so those are ranked once. A
 * session stands where its one line's title does: that of its newest recording that has one.
 */
function titleRanks(db: Db): { bySession: Map<number, number>; byRoom: Map<number | null, number> } {
  const rooms = roomTitles(db)
  const own = db
    .prepare<[], [number, string]>(
      `SELECT group_id, user_title FROM recordings INDEXED BY recordings_titled
      WHERE user_title IS NOT NULL ORDER BY sort_ms, id`,
    )
    .raw()
    .all()
    .filter(([, title]) => title.trim() !== '')
    .map(([groupId, title]) => [groupId, recordingTitle(title, null)] as const)
  const rank = ranks([...rooms.values(), ...own.map(([, title]) => title)])
  return {
    // The newest one's comes last, and stays.
    bySession: new Map(own.map(([groupId, title]) => [groupId, rank.get(title) ?? 0])),
    byRoom: new Map([...rooms].map(([id, title]) => [id, rank.get(title) ?? 0])),
  }
}

/** A session's recordings stand where its best one does, newest first. */
function group({ ids, groupIds, keys }: Columns, ordered: Int32Array, byDate: boolean): OrderedIds {
  // Group numbers are recording ids, so plain arrays do what a map would do ten times slower.
  let span = 1
  for (const groupId of groupIds) if (groupId >= span) span = groupId + 1
  const sizes = new Int32Array(span)
  for (const groupId of groupIds) sizes[groupId] = (sizes[groupId] ?? 0) + 1

  const next = new Int32Array(span).fill(-1)
  const groupSizes = new Int32Array(ids.length)
  const groupMinutes = new Int32Array(byDate ? ids.length : 0)
  let groups = 0
  let taken = 0
  for (const place of ordered) {
    const groupId = groupIds[place] ?? 0
    if (next[groupId] !== -1) continue
    const size = sizes[groupId] ?? 0
    next[groupId] = taken
    taken += size
    groupSizes[groups] = size
    if (byDate) groupMinutes[groups] = keys[place] ?? 0
    groups += 1
  }

  const grouped = new Int32Array(ids.length)
  for (let place = 0; place < ids.length; place += 1) {
    const groupId = groupIds[place] ?? 0
    const at = next[groupId] ?? 0
    grouped[at] = ids[place] ?? 0
    next[groupId] = at + 1
  }
  return { ids: grouped, groupSizes: groupSizes.slice(0, groups), groupMinutes: groupMinutes.slice(0, groups) }
}

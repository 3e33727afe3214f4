/**
 * The ordered ids of the library list: one pass over the covering index `recordings_list`, newest first, then the
 * ordering and grouping in typed arrays. No row of `recordings` is read, so that 100,000 of them take milliseconds.
 */
import type { LibraryFilter, LibrarySort, SmartList } from '../../../preload/contract/library.ts'
import { expiringSoonMs } from '../../../preload/contract/recording.ts'
import { recordingTitle, roomTitle } from '../core/recording-title.ts'
import type { Db } from './database.ts'
import { ftsQuery } from './fts-query.ts'
import { slotBits } from './search-slots.ts'

type Parameters = Record<string, string | number>

export const expiringSoon = `(expires_ms > $now AND expires_ms <= $soon AND assets_done < assets_total)`
export const soon = (nowMs: number): { now: number; soon: number } => ({ now: nowMs, soon: nowMs + expiringSoonMs })

/** Recordings with a file that failed, can't be had, can't be read or isn't what 100ms's record says. */
const troubledDownloads = `SELECT recording_id FROM downloads INDEXED BY downloads_in_trouble
  WHERE state IN ('failed', 'unavailable') OR (state = 'done' AND reason_kind = 'unreadable')`
const doubtfulFiles = `SELECT assets.recording_id FROM files INDEXED BY files_in_doubt
  CROSS JOIN assets ON assets.id = files.asset_id WHERE files.verified = 0 OR files.differs_from_record = 1`
export const inTrouble = `${troubledDownloads} UNION ${doubtfulFiles}`

export const failed = `(status = 'failed' OR assets_failed > 0)`
export const notDownloaded = `(assets_done = 0 AND assets_total > 0)`

const listConditions: Record<SmartList, string | null> = {
  all: null,
  expiring: expiringSoon,
  'not-downloaded': notDownloaded,
  'only-copy': 'only_copy = 1',
  failed,
  attention: `(id IN (${troubledDownloads}) OR id IN (${doubtfulFiles}))`,
  unreviewed: 'reviewed = 0',
  starred: 'starred = 1',
}

const downloadedConditions: Record<LibraryFilter['downloaded'], string | null> = {
  any: null,
  yes: '(assets_done > 0 AND assets_done >= assets_total)',
  partly: '(assets_done > 0 AND assets_done < assets_total)',
  no: 'assets_done = 0',
}

const keyColumns: Record<LibrarySort['by'], string> = {
  date: 'NULL',
  title: 'room_id',
  room: 'room_id',
  duration: 'total_duration_s',
  size: 'total_bytes',
  expiry: 'expires_ms',
}

export type OrderedIds = { readonly ids: Int32Array<ArrayBuffer>; readonly groupSizes: Int32Array<ArrayBuffer> }

/** The recordings of a list, newest first, column by column. */
type Columns = {
  readonly ids: Int32Array<ArrayBuffer>
  readonly groupIds: Int32Array
  /** What is sorted by, where that isn't the date. */
  readonly keys: readonly (number | null)[]
}

/** The query's text and parameters; the test asserts its plan. */
export function listQuery(
  filter: LibraryFilter,
  sort: LibrarySort,
  nowMs: number,
): { sql: string; parameters: Parameters } {
  const conditions: (string | null)[] = [listConditions[filter.list], downloadedConditions[filter.downloaded]]
  const parameters: Parameters = {}
  if (filter.list === 'expiring') Object.assign(parameters, soon(nowMs))
  if (filter.workspaceId !== null) {
    conditions.push(
      'id IN (SELECT id FROM recordings INDEXED BY recordings_by_session WHERE workspace_id = $workspace)',
    )
    parameters['workspace'] = filter.workspaceId
  }
  if (filter.roomIds.length > 0) {
    conditions.push('room_id IN (SELECT value FROM json_each($rooms))')
    parameters['rooms'] = JSON.stringify(filter.roomIds)
  }
  if (filter.statuses.length > 0) {
    conditions.push('status IN (SELECT value FROM json_each($statuses))')
    parameters['statuses'] = JSON.stringify(filter.statuses)
  }
  if (filter.sinceMs !== null) {
    conditions.push('sort_ms >= $since')
    parameters['since'] = filter.sinceMs
  }
  if (filter.untilMs !== null) {
    conditions.push('sort_ms < $until')
    parameters['until'] = filter.untilMs
  }
  if (filter.hasTranscript !== null) conditions.push(`has_transcript = ${filter.hasTranscript ? 1 : 0}`)
  if (filter.fromS !== null) {
    conditions.push('total_duration_s >= $from')
    parameters['from'] = filter.fromS
  }
  if (filter.belowS !== null) {
    conditions.push('total_duration_s < $below')
    parameters['below'] = filter.belowS
  }
  if (filter.speaker !== null) {
    conditions.push('id IN (SELECT recording_id FROM recording_speakers WHERE name = $speaker)')
    parameters['speaker'] = filter.speaker
  }
  const words = ftsQuery(filter.text)
  if (words !== null) {
    conditions.push(`(id IN (SELECT rowid FROM recordings_fts WHERE recordings_fts MATCH $words)
      OR id IN (SELECT recording_id FROM search_slots WHERE slot IN (
        SELECT DISTINCT rowid >> ${slotBits} FROM search_lines_fts WHERE search_lines_fts MATCH $words)))`)
    parameters['words'] = words
  }
  const where = conditions.filter((condition) => condition !== null)
  return {
    // The planner, asked freely, would take a narrower index for some filters and then read and sort the wide rows.
    sql: `SELECT id, group_id, ${keyColumns[sort.by]} AS sort_key FROM recordings INDEXED BY recordings_list
      ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY sort_ms DESC, id DESC`,
    parameters,
  }
}

export function listIds(db: Db, filter: LibraryFilter, sort: LibrarySort, nowMs: number): OrderedIds {
  const { sql, parameters } = listQuery(filter, sort, nowMs)
  const columns = readColumns(db, sql, parameters, sort)
  return group(columns, order(db, columns, sort))
}

/** As one row of JSON: 100,000 rows, an object each, would take three times as long and leave ten megabytes of waste. */
function readColumns(db: Db, sql: string, parameters: Parameters, sort: LibrarySort): Columns {
  const keys = sort.by === 'date' ? `'[]'` : 'json_group_array(sort_key)'
  const row = db
    .prepare<[Parameters], [string, string, string]>(
      `SELECT json_group_array(id), json_group_array(group_id), ${keys} FROM (${sql})`,
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
function order(db: Db, columns: Columns, sort: LibrarySort): Int32Array {
  const places = new Int32Array(columns.ids.length)
  for (let place = 0; place < places.length; place += 1) places[place] = place
  if (sort.by === 'date') return sort.descending ? places : places.reverse()
  const keys = keysOf(db, columns, sort)
  const direction = sort.descending ? -1 : 1
  return places.sort((a, b) => {
    const left = keys[a] ?? Number.NaN
    const right = keys[b] ?? Number.NaN
    if (left === right) return a - b
    if (Number.isNaN(left)) return Number.isNaN(right) ? a - b : 1
    if (Number.isNaN(right)) return -1
    return (left - right) * direction
  })
}

function keysOf(db: Db, { ids, keys }: Columns, sort: LibrarySort): Float64Array {
  if (sort.by === 'room') {
    const ranks = roomRanks(db)
    return Float64Array.from(keys, (room) => ranks.get(room) ?? Number.NaN)
  }
  if (sort.by === 'title') {
    const { byRecording, byRoom } = titleRanks(db)
    return Float64Array.from(keys, (room, place) => {
      return byRecording.get(ids[place] ?? 0) ?? byRoom.get(room) ?? Number.NaN
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

/** Comparing 100,000 titles by a language's rules is slow; there are far fewer different ones, so those are ranked once. */
function titleRanks(db: Db): { byRecording: Map<number, number>; byRoom: Map<number | null, number> } {
  const rooms = roomTitles(db)
  const own = db
    .prepare<[], [number, string]>('SELECT id, user_title FROM recordings WHERE user_title IS NOT NULL')
    .raw()
    .all()
    .filter(([, title]) => title.trim() !== '')
    .map(([id, title]) => [id, recordingTitle(title, null)] as const)
  const rank = ranks([...rooms.values(), ...own.map(([, title]) => title)])
  return {
    byRecording: new Map(own.map(([id, title]) => [id, rank.get(title) ?? 0])),
    byRoom: new Map([...rooms].map(([id, title]) => [id, rank.get(title) ?? 0])),
  }
}

function ranks(titles: Iterable<string>): Map<string, number> {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const sorted = [...new Set(titles)].sort(compare)
  const rank = new Map<string, number>()
  let last = 0
  sorted.forEach((title, index) => {
    const previous = sorted[index - 1]
    if (previous !== undefined && compare(previous, title) !== 0) last = index
    rank.set(title, last)
  })
  return rank
}

/** A session's recordings stand where its best one does, newest first. */
function group({ ids, groupIds }: Columns, ordered: Int32Array): OrderedIds {
  // Group numbers are recording ids, so plain arrays do what a map would do ten times slower.
  let span = 1
  for (const groupId of groupIds) if (groupId >= span) span = groupId + 1
  const sizes = new Int32Array(span)
  for (const groupId of groupIds) sizes[groupId] = (sizes[groupId] ?? 0) + 1

  const next = new Int32Array(span).fill(-1)
  const groupSizes = new Int32Array(ids.length)
  let groups = 0
  let taken = 0
  for (const place of ordered) {
    const groupId = groupIds[place] ?? 0
    if (next[groupId] !== -1) continue
    const size = sizes[groupId] ?? 0
    next[groupId] = taken
    taken += size
    groupSizes[groups] = size
    groups += 1
  }

  const grouped = new Int32Array(ids.length)
  for (let place = 0; place < ids.length; place += 1) {
    const groupId = groupIds[place] ?? 0
    const at = next[groupId] ?? 0
    grouped[at] = ids[place] ?? 0
    next[groupId] = at + 1
  }
  return { ids: grouped, groupSizes: groupSizes.slice(0, groups) }
}

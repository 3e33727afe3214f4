/**
 * The search box: hits in titles, people, transcripts, chat, summaries and markers, each recording's together, the newest
 * recordings first or, if that is asked for, those that fit best.
 */
import type { LibraryFilter, SearchHit, SearchOrder } from '../../../../preload/contract/library.ts'
import { recordingTitle } from '../../core/names/recording-title.ts'
import { type Db, oncePerConnection } from '../database.ts'
import { contextOf, readMarks } from './search-marks.ts'
import { type LibrarySearch, readSearchWithin } from './search-scope.ts'
import {
  best,
  firstOfNewest,
  hitsPerRecording,
  type LineRow,
  linesWalk,
  newest,
  slotOfLine,
  type TitleRow,
  titlesWalk,
} from './search-walk.ts'

/** `filter.text` is what is looked for; the rest of the filter says in which recordings. */
export type SearchAsk = { readonly filter: LibraryFilter; readonly order: SearchOrder; readonly limit: number }

type Found = { readonly kind: 'title'; readonly row: TitleRow } | { readonly kind: 'line'; readonly row: LineRow }
/** Slot → what is found in that recording. */
type Recordings = Map<number, Found[]>

/** Of the best lines many stand in the same recordings: so many more are looked at. */
const candidatesPerHit = 2

/** `complete`: there are no others, but for those that one recording has too many of. */
export type FoundHits = { readonly hits: SearchHit[]; readonly complete: boolean }
type AllFound = { readonly recordings: Iterable<readonly Found[]>; readonly complete: boolean }

export function searchLibrary(db: Db, { filter, order, limit }: SearchAsk, nowMs: number): FoundHits {
  const search = readSearchWithin(db, filter, nowMs)
  const { recordings, complete } = order === 'newest' ? newestFirst(db, search, limit) : bestFirst(db, search, limit)
  const found = [...recordings].flat()
  const hits = found.slice(0, limit).flatMap((hit) => (hit.kind === 'title' ? titleHit(db, hit.row) : lineHit(hit.row)))
  return { hits, complete: complete && found.length <= limit }
}

/** Each once, in their order. */
export const recordingsIn = (hits: readonly SearchHit[]): number[] => [
  ...new Set(hits.map(({ recordingId }) => recordingId)),
]

function newestFirst(db: Db, search: LibrarySearch, limit: number): AllFound {
  const { terms } = search
  const titles = terms.titles === null ? [] : [...first(limit, newest<TitleRow>(db, titlesWalk(), search))]
  const lines = terms.lines === null ? [] : firstOfNewest<LineRow>(db, linesWalk(terms.lines), search, limit)
  const recordings: Recordings = new Map()
  for (const row of titles) addTitle(recordings, row)
  for (const row of lines.reverse()) addLine(recordings, row)
  const sorted = [...recordings].sort(([a], [b]) => b - a).map(([, hits]) => hits)
  return { recordings: sorted, complete: titles.length < limit && lines.length < limit }
}

/** Titles before lines; lines of a recording in the order of time. */
function bestFirst(db: Db, search: LibrarySearch, limit: number): AllFound {
  const { terms } = search
  const mostLines = limit * candidatesPerHit
  const titles = terms.titles === null ? [] : best<TitleRow>(db, titlesWalk(), search, limit)
  const lines = terms.lines === null ? [] : best<LineRow>(db, linesWalk(terms.lines), search, mostLines)
  const recordings: Recordings = new Map()
  for (const row of titles) addTitle(recordings, row)
  for (const row of lines) {
    if ((recordings.get(slotOfLine(row.id))?.length ?? 0) < hitsPerRecording) addLine(recordings, row)
  }
  const sorted = [...recordings.values()].map((hits) => hits.sort(inOrderOfTime))
  return { recordings: sorted, complete: titles.length < limit && lines.length < mostLines }
}

const inOrderOfTime = (a: Found, b: Found): number =>
  a.kind === b.kind ? a.row.id - b.row.id : a.kind === 'title' ? -1 : 1

function* first<T>(count: number, rows: Iterable<T>): Generator<T, void> {
  let left = count
  for (const row of rows) {
    yield row
    left -= 1
    if (left === 0) return
  }
}

function addTitle(recordings: Recordings, row: TitleRow): void {
  recordings.set(row.id, [{ kind: 'title', row }])
}

function addLine(recordings: Recordings, row: LineRow): void {
  const slot = slotOfLine(row.id)
  const hits = recordings.get(slot)
  if (hits === undefined) recordings.set(slot, [{ kind: 'line', row }])
  else hits.push({ kind: 'line', row })
}

type Named = {
  recordingId: number
  roomUserTitle: string | null
  roomName: string | null
  roomUpstreamId: string | null
}

const statements = oncePerConnection((db) => ({
  named: db.prepare<[number], Named>(
    `SELECT r.id AS recordingId, m.user_title AS roomUserTitle, m.name AS roomName,
      m.upstream_id AS roomUpstreamId
    FROM search_slots s CROSS JOIN recordings r ON r.id = s.recording_id LEFT JOIN rooms m ON m.id = r.room_id
    WHERE s.slot = ?`,
  ),
}))

/** The part of the index's line that matched: the title shown (person's or room's), else the people, else the tags. */
export function titleHit(db: Db, row: TitleRow): SearchHit[] {
  const named = statements(db).named.get(row.id)
  if (named === undefined) return []
  const { recordingId, roomUserTitle, roomName, roomUpstreamId } = named
  const titles = [row.title, ...row.room.split('\n')].map(readMarks).filter(({ marks }) => marks.length > 0)
  const room = roomUpstreamId === null ? null : { userTitle: roomUserTitle, name: roomName, upstreamId: roomUpstreamId }
  const shown = recordingTitle(readMarks(row.title).text || null, room)
  const title = titles.find(({ text }) => text === shown) ?? titles[0]
  const hit = { recordingId, atMs: null, speaker: null }
  if (title !== undefined) return [{ ...hit, source: 'title', ...contextOf(title) }]
  const people = marked(row.participants)
  if (people !== null) return [{ ...hit, source: 'participant', ...contextOf(people) }]
  const tags = marked(row.tags)
  return tags === null ? [] : [{ ...hit, source: 'title', ...contextOf(tags) }]
}

/** Names and tags stand one a line in the index; a reader wants those that matched, on one. */
function marked(lines: string): { text: string; marks: [number, number][] } | null {
  const matching = lines.split('\n').filter((line) => line.includes('\u0001'))
  return matching.length === 0 ? null : readMarks(matching.join(', '))
}

export function lineHit({ recordingId, source, atMs, speaker, marked: line }: LineRow): SearchHit {
  return { recordingId, source, atMs, speaker, ...contextOf(readMarks(line)) }
}

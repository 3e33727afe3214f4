/**
 * The search box: hits in titles, people, transcripts, chat and summaries, newest recordings first, each recording's
 * together. Bounded everywhere: the commonest word of a large library answers as fast as the rarest.
 */
import type { SearchHit } from '../../../preload/contract/library.ts'
import { recordingTitle } from '../core/recording-title.ts'
import type { Db } from './database.ts'
import { ftsQuery } from './fts-query.ts'
import { contextOf, readMarks } from './search-marks.ts'
import { slotBits } from './search-slots.ts'

/** One long meeting about the word mustn't hide all others. */
const hitsPerRecording = 20
/** Rows looked at in one step through the index. */
const stepRows = 200
/** Titles have no order of time in their index: of this many matches the newest are shown. */
const titleCandidates = 5000

type LineRow = {
  id: number
  recordingId: number
  source: 'transcript' | 'chat' | 'summary' | 'marker'
  atMs: number | null
  speaker: string | null
  marked: string
}

type TitleRow = {
  recordingId: number
  userTitle: string | null
  roomUserTitle: string | null
  roomName: string | null
  roomUpstreamId: string | null
  title: string
  room: string
  participants: string
  tags: string
}

// Ids grow with the recording's time: descending ids are the newest recordings, and FTS5 walks them without sorting.
export const linesQuery = `
SELECT l.id, l.recording_id AS recordingId, l.source, l.at_ms AS atMs, l.speaker,
  highlight(search_lines_fts, 1, char(1), char(2)) AS marked
FROM search_lines_fts CROSS JOIN search_lines l ON l.id = search_lines_fts.rowid
WHERE search_lines_fts MATCH $words AND search_lines_fts.rowid < $before
ORDER BY search_lines_fts.rowid DESC LIMIT ${stepRows}`

const titlesQuery = `
SELECT hit.id AS recordingId, r.user_title AS userTitle, m.user_title AS roomUserTitle, m.name AS roomName,
  m.upstream_id AS roomUpstreamId, hit.title, hit.room, hit.participants, hit.tags
FROM (SELECT rowid AS id, highlight(recordings_fts, 0, char(1), char(2)) AS title,
    highlight(recordings_fts, 1, char(1), char(2)) AS room,
    highlight(recordings_fts, 2, char(1), char(2)) AS participants,
    highlight(recordings_fts, 3, char(1), char(2)) AS tags
  FROM recordings_fts WHERE recordings_fts MATCH $words ORDER BY rowid DESC LIMIT ${titleCandidates}) hit
CROSS JOIN recordings r ON r.id = hit.id LEFT JOIN rooms m ON m.id = r.room_id
ORDER BY r.sort_ms DESC, r.id DESC LIMIT $limit`

export function searchLibrary(db: Db, text: string, limit: number): SearchHit[] {
  const words = ftsQuery(text)
  if (words === null) return []
  const byRecording = new Map<number, SearchHit[]>()
  for (const hit of [...titleHits(db, words, limit), ...lineHits(db, words, limit)]) {
    const hits = byRecording.get(hit.recordingId)
    if (hits === undefined) byRecording.set(hit.recordingId, [hit])
    else hits.push(hit)
  }
  return newestFirst(db, [...byRecording.keys()])
    .flatMap((id) => byRecording.get(id) ?? [])
    .slice(0, limit)
}

function titleHits(db: Db, words: string, limit: number): SearchHit[] {
  return db
    .prepare<[{ words: string; limit: number }], TitleRow>(titlesQuery)
    .all({ words, limit })
    .flatMap((row) => titleHit(row) ?? [])
}

/** The part of the index's line that matched: the title shown (person's or room's), else the people, else the tags. */
function titleHit(row: TitleRow): SearchHit | null {
  const { recordingId } = row
  const titles = [row.title, ...row.room.split('\n')].map(readMarks).filter(({ marks }) => marks.length > 0)
  const room =
    row.roomUpstreamId === null
      ? null
      : { userTitle: row.roomUserTitle, name: row.roomName, upstreamId: row.roomUpstreamId }
  const shown = recordingTitle(row.userTitle, room)
  const title = titles.find(({ text }) => text === shown) ?? titles[0]
  if (title !== undefined) return { recordingId, source: 'title', atMs: null, speaker: null, ...contextOf(title) }
  const people = marked(row.participants)
  if (people !== null) return { recordingId, source: 'participant', atMs: null, speaker: null, ...contextOf(people) }
  const tags = marked(row.tags)
  return tags === null ? null : { recordingId, source: 'title', atMs: null, speaker: null, ...contextOf(tags) }
}

/** Names and tags stand one a line in the index; a reader wants those that matched, on one. */
function marked(lines: string): { text: string; marks: [number, number][] } | null {
  const matching = lines.split('\n').filter((line) => line.includes('\u0001'))
  return matching.length === 0 ? null : readMarks(matching.join(', '))
}

function lineHits(db: Db, words: string, limit: number): SearchHit[] {
  const step = db.prepare<[{ words: string; before: number }], LineRow>(linesQuery)
  const taken = new Map<number, number>()
  const found: LineRow[] = []
  let before = Number.MAX_SAFE_INTEGER
  while (found.length < limit) {
    const rows = step.all({ words, before })
    for (const row of rows) {
      const count = taken.get(row.recordingId) ?? 0
      if (count < hitsPerRecording) found.push(row)
      taken.set(row.recordingId, count + 1)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < stepRows) break
    // A recording that has had its share is passed over as a whole.
    const isFull = (taken.get(last.recordingId) ?? 0) >= hitsPerRecording
    before = isFull ? Math.floor(last.id / 2 ** slotBits) * 2 ** slotBits : last.id
  }
  return found.sort((a, b) => a.id - b.id).map(lineHit)
}

function lineHit({ recordingId, source, atMs, speaker, marked: line }: LineRow): SearchHit {
  return { recordingId, source, atMs, speaker, ...contextOf(readMarks(line)) }
}

function newestFirst(db: Db, ids: readonly number[]): number[] {
  return db
    .prepare<[string], number>(
      'SELECT id FROM recordings WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_ms DESC, id DESC',
    )
    .pluck()
    .all(JSON.stringify(ids))
}

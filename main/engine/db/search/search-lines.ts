/**
 * The one way into the index of lines: the line, and its words in the full-text index beside it. No trigger does that,
 * because FTS5 would flush for every row. Deleting needs no care: a trigger takes the words out with the line.
 */
import { type Db, prepared } from '../database.ts'
import { nextLineId } from './search-slots.ts'
import type { IndexedLine } from './speaker-lines.ts'

export type LineSource = 'transcript' | 'chat' | 'summary' | 'marker'

export type LinesOf = {
  readonly recordingId: number
  readonly source: LineSource
  readonly lines: readonly IndexedLine[]
}

/** `id`: by `nextLineId()`. Inside a transaction. */
export function insertSearchLine(db: Db, id: number, recordingId: number, source: LineSource, line: IndexedLine): void {
  insertRows(db, [rowOf(id, recordingId, source, line)])
  prepared<[number, string | null, string]>(
    db,
    'INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (?, ?, ?)',
  ).run(id, line.speaker, line.text)
}

/** Each recording's, after those it has. All words go in at once: a statement a line takes a tenth longer. Inside a transaction. */
export function insertSearchLines(db: Db, texts: readonly LinesOf[]): void {
  const next = new Map<number, number>()
  const numbered = texts.map(({ recordingId, source, lines }) => {
    const first = next.get(recordingId) ?? nextLineId(db, recordingId)
    next.set(recordingId, first + lines.length)
    return { first, rows: lines.map((line, index) => rowOf(first + index, recordingId, source, line)) }
  })
  insertRows(
    db,
    numbered.flatMap(({ rows }) => rows),
  )
  const ranges = numbered.map(({ first, rows }) => [first, first + rows.length - 1])
  prepared<[string]>(
    db,
    `INSERT INTO search_lines_fts (rowid, speaker, text) SELECT l.id, l.speaker, l.text FROM json_each(?) k
      CROSS JOIN search_lines l ON l.id BETWEEN k.value ->> 0 AND k.value ->> 1`,
  ).run(JSON.stringify(ranges))
}

type Row = readonly [number, number, LineSource, number | null, string | null, string | null, string]

const rowOf = (
  id: number,
  recordingId: number,
  source: LineSource,
  { atMs, speaker, saidAs, text }: IndexedLine,
): Row => [id, recordingId, source, atMs, speaker, saidAs, text]

/** So many at once: a call a row takes half as long again. */
const rowsAtOnce = 50

const insertOf = (rows: number): string =>
  `INSERT INTO search_lines (id, recording_id, source, at_ms, speaker, said_as, text)
    VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')}`
const insertMany = insertOf(rowsAtOnce)
const insertOne = insertOf(1)

function insertRows(db: Db, rows: readonly Row[]): void {
  const most = rows.length - (rows.length % rowsAtOnce)
  for (let at = 0; at < most; at += rowsAtOnce) {
    prepared<unknown[]>(db, insertMany).run(rows.slice(at, at + rowsAtOnce).flat())
  }
  for (const row of rows.slice(most)) prepared<unknown[]>(db, insertOne).run(row)
}

/**
 * The one way into the index of lines: the line, and its words in the full-text index beside it. No trigger does that,
 * because FTS5 would flush for every row. Deleting needs no care: a trigger takes the words out with the line.
 */
import { type Db, prepared } from './database.ts'
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
  insertRow(db, id, recordingId, source, line)
  prepared<[number, string | null, string]>(
    db,
    'INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (?, ?, ?)',
  ).run(id, line.speaker, line.text)
}

/** Each recording's, after those it has. All words go in at once: a statement a line takes a tenth longer. Inside a transaction. */
export function insertSearchLines(db: Db, texts: readonly LinesOf[]): void {
  const ranges = texts.map(({ recordingId, source, lines }) => {
    const first = nextLineId(db, recordingId)
    lines.forEach((line, index) => {
      insertRow(db, first + index, recordingId, source, line)
    })
    return [first, first + lines.length - 1]
  })
  prepared<[string]>(
    db,
    `INSERT INTO search_lines_fts (rowid, speaker, text) SELECT l.id, l.speaker, l.text FROM json_each(?) k
      CROSS JOIN search_lines l ON l.id BETWEEN k.value ->> 0 AND k.value ->> 1`,
  ).run(JSON.stringify(ranges))
}

function insertRow(
  db: Db,
  id: number,
  recordingId: number,
  source: LineSource,
  { atMs, speaker, saidAs, text }: IndexedLine,
): void {
  prepared<[number, number, string, number | null, string | null, string | null, string]>(
    db,
    'INSERT INTO search_lines (id, recording_id, source, at_ms, speaker, said_as, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(id, recordingId, source, atMs, speaker, saidAs, text)
}

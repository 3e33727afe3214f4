/**
 * The one way into the index of lines: the line, and its words in the full-text index beside it. No trigger does that,
 * because FTS5 would flush for every row. Deleting needs no care: a trigger takes the words out with the line.
 */
import { type Db, prepared } from './database.ts'
import type { IndexedLine } from './speaker-lines.ts'

export type LineSource = 'transcript' | 'chat' | 'summary' | 'marker'

/** `id`: by `nextLineId()`. Inside a transaction. */
export function insertSearchLine(
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
  prepared<[number, string | null, string]>(
    db,
    'INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (?, ?, ?)',
  ).run(id, speaker, text)
}

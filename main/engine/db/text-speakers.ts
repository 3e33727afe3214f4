/** Who speaks in a recording, as its transcript's lines in the search index say. Called once they are all there. */
import { type Db, prepared } from './database.ts'

/** Inside a transaction. */
export function noteSpeakers(db: Db, recordingId: number): void {
  prepared<[number]>(db, 'DELETE FROM recording_speakers WHERE recording_id = ?').run(recordingId)
  prepared<[number]>(
    db,
    `INSERT INTO recording_speakers (name, recording_id) SELECT DISTINCT trim(speaker), recording_id FROM search_lines
      WHERE recording_id = ? AND source = 'transcript' AND trim(speaker) <> ''`,
  ).run(recordingId)
}

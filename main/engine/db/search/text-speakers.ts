/** Who speaks in recordings, as their transcripts' lines in the search index say. Called once they are all there. */
import { type Db, prepared } from '../database.ts'

/** Inside a transaction. */
export function noteSpeakers(db: Db, recordingIds: readonly number[]): void {
  const ids = JSON.stringify(recordingIds)
  prepared<[string]>(db, 'DELETE FROM recording_speakers WHERE recording_id IN (SELECT value FROM json_each(?))').run(
    ids,
  )
  prepared<[string]>(
    db,
    `INSERT INTO recording_speakers (name, recording_id) SELECT DISTINCT trim(l.speaker), l.recording_id
      FROM json_each(?) k CROSS JOIN search_lines l ON l.recording_id = k.value
      WHERE l.source = 'transcript' AND trim(l.speaker) <> ''`,
  ).run(ids)
}

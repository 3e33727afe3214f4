/**
 * The search index's line of a recording: its titles, its room, who took part, its tags. Called inside the transaction
 * that changes one of those; transcripts, chats and summaries are indexed elsewhere.
 */
import { recorderRolePrefix } from '../../../preload/contract/recording-terms.ts'
import { type Db, oncePerConnection } from './database.ts'
import { settleSlots } from './search-slots.ts'

const remove = `DELETE FROM recordings_fts WHERE rowid IN (
  SELECT slot FROM search_slots WHERE recording_id IN (SELECT value FROM json_each(?)))`

// One name a line: a phrase never matches across two people. In the order of the slots: a page's newest comes first, and
// the full-text index writes out what it gathers whenever a smaller number follows.
const insert = `
INSERT INTO recordings_fts (rowid, title, room, participants, tags)
SELECT k.slot,
  COALESCE(r.user_title, ''),
  concat_ws(char(10), m.user_title, m.name),
  COALESCE((
    SELECT group_concat(p.name, char(10)) FROM sessions s JOIN participants p ON p.session_id = s.id
    WHERE s.workspace_id = r.workspace_id AND s.upstream_id = r.session_upstream_id
      AND COALESCE(p.role, '') NOT GLOB '${recorderRolePrefix}*'
  ), ''),
  COALESCE((SELECT group_concat(t.value, char(10)) FROM json_each(r.tags) t), '')
FROM recordings r JOIN search_slots k ON k.recording_id = r.id LEFT JOIN rooms m ON m.id = r.room_id
WHERE r.id IN (SELECT value FROM json_each(?))
ORDER BY k.slot`

const statements = oncePerConnection((db) => ({
  remove: db.prepare<[string]>(remove),
  insert: db.prepare<[string]>(insert),
}))

export function refreshRecordingText(db: Db, recordingIds: readonly number[]): void {
  if (recordingIds.length === 0) return
  const ids = JSON.stringify(recordingIds)
  statements(db).remove.run(ids)
  settleSlots(db, recordingIds)
  statements(db).insert.run(ids)
}

/** Before the recording itself goes: its place in the index goes with it. */
export function forgetRecordingText(db: Db, recordingId: number): void {
  statements(db).remove.run(JSON.stringify([recordingId]))
}

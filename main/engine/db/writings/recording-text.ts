/**
 * The search index's line of a recording: what it is called, its room, who took part, its tags. Called inside the
 * transaction that changes one of those; transcripts, chats and summaries are indexed elsewhere.
 */
import { recorderRolePrefix } from '../../../../preload/contract/recording-terms.ts'
import { type Db, oncePerConnection } from '../database.ts'
import { settleSlots } from '../search/search-slots.ts'
import { shownTitle } from './session-writings.ts'

const indexed = (r: string) =>
  `(SELECT t.title FROM search_slots k CROSS JOIN recordings_fts t ON t.rowid = k.slot WHERE k.recording_id = ${r}.id)`

/**
 * A session is called what one of its recordings is called: the others of a session whose title isn't what the index
 * says. Sync adds recordings without a title, which change nothing for others, so that is asked first.
 */
export const renamedWithQuery = `
SELECT o.id FROM (
  SELECT DISTINCT r.workspace_id, r.session_upstream_id FROM json_each(?) w CROSS JOIN recordings r ON r.id = w.value
  WHERE r.session_upstream_id IS NOT NULL
    AND coalesce(r.user_title, ${indexed('r')}) IS NOT NULL
    AND coalesce(${indexed('r')}, '') <> coalesce(${shownTitle('r')}, '')) s
CROSS JOIN recordings o INDEXED BY recordings_by_session
  ON o.workspace_id = s.workspace_id AND o.session_upstream_id = s.session_upstream_id
WHERE trim(coalesce(o.user_title, '')) = '' AND ${indexed('o')} <> coalesce(${shownTitle('o')}, '')`

const remove = `DELETE FROM recordings_fts WHERE rowid IN (
  SELECT slot FROM search_slots WHERE recording_id IN (SELECT value FROM json_each(?)))`

// One name a line: a phrase never matches across two people. In the order of the slots: a page's newest comes first, and
// the full-text index writes out what it gathers whenever a smaller number follows.
const insert = `
INSERT INTO recordings_fts (rowid, title, room, participants, tags)
SELECT k.slot,
  COALESCE(${shownTitle('r')}, ''),
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
  renamedWith: db.prepare<[string], number>(renamedWithQuery).pluck(),
  remove: db.prepare<[string]>(remove),
  insert: db.prepare<[string]>(insert),
}))

export function refreshRecordingText(db: Db, recordingIds: readonly number[]): void {
  if (recordingIds.length === 0) return
  const { renamedWith, remove, insert } = statements(db)
  const all = [...new Set([...recordingIds, ...renamedWith.all(JSON.stringify(recordingIds))])]
  const ids = JSON.stringify(all)
  remove.run(ids)
  settleSlots(db, all)
  insert.run(ids)
}

/** Before the recording itself goes: its place in the index goes with it. */
export function forgetRecordingText(db: Db, recordingId: number): void {
  statements(db).remove.run(JSON.stringify([recordingId]))
}

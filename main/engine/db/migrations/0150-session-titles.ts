/**
 * A search for a session's title finds all of the session: recordings without a title of their own stand in the index under
 * their session's, that of its newest recording that has one. Frozen: later shapes are later migrations.
 */
export const migration = {
  version: 150,
  slug: 'session-titles',
  sql: `
UPDATE recordings_fts SET title = (
  SELECT t.user_title FROM search_slots k CROSS JOIN recordings r ON r.id = k.recording_id
    CROSS JOIN recordings t INDEXED BY recordings_titled
  WHERE k.slot = recordings_fts.rowid AND t.workspace_id = r.workspace_id
    AND t.session_upstream_id = r.session_upstream_id AND t.user_title IS NOT NULL AND trim(t.user_title) <> ''
  ORDER BY t.sort_ms DESC, t.id DESC LIMIT 1)
WHERE rowid IN (
  SELECT k.slot FROM recordings t INDEXED BY recordings_titled
    CROSS JOIN recordings r ON r.workspace_id = t.workspace_id AND r.session_upstream_id = t.session_upstream_id
    CROSS JOIN search_slots k ON k.recording_id = r.id
  WHERE t.user_title IS NOT NULL AND trim(t.user_title) <> '' AND trim(coalesce(r.user_title, '')) = '');
`,
}

/**
 * What the person wrote of any recording of a session, by session: its one line in the list says it, however many others
 * join. The indexes that already held these few rows find them by session too. Frozen: later shapes are later migrations.
 */
export const migration = {
  version: 110,
  slug: 'session-writings',
  sql: `
-- the newest title of a session; recordings with a title of their own, when sorting by title
DROP INDEX recordings_titled;
CREATE INDEX recordings_titled ON recordings (workspace_id, session_upstream_id, sort_ms, id, group_id, user_title)
  WHERE user_title IS NOT NULL;
-- smart list "Starred"; how many of a session are
DROP INDEX recordings_starred;
CREATE INDEX recordings_starred ON recordings (starred, workspace_id, session_upstream_id) WHERE starred = 1;
-- smart list "Unreviewed": all but these; how many of a session are
DROP INDEX recordings_reviewed;
CREATE INDEX recordings_reviewed ON recordings (reviewed, workspace_id, session_upstream_id) WHERE reviewed = 1;
-- the tags of a session
CREATE INDEX recordings_tagged ON recordings (workspace_id, session_upstream_id, tags) WHERE tags <> '[]';
`,
}

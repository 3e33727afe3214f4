/** Markers, and their texts in the search index. Frozen: later shapes are later migrations. */
export const migration = {
  version: 20,
  slug: 'markers',
  sql: `
-- Also in the sidecar. A recording's markers are read by the start of the primary key.
CREATE TABLE markers (
  recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
  -- the same in every copy of the library
  id TEXT NOT NULL CHECK (id <> ''),
  start_ms INTEGER NOT NULL CHECK (start_ms >= 0),
  -- null: a moment
  end_ms INTEGER CHECK (end_ms > start_ms),
  text TEXT NOT NULL,
  colour TEXT NOT NULL CHECK (colour IN ('red', 'yellow', 'green', 'cyan', 'blue', 'magenta')),
  created_ms INTEGER NOT NULL,
  -- of two copies of the library the later change counts
  changed_ms INTEGER NOT NULL,
  -- taken away by the person: kept, so that an older copy of the library doesn't bring it back
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  -- its line in search_lines; null where it has no text
  line_id INTEGER,
  PRIMARY KEY (recording_id, id)
) STRICT, WITHOUT ROWID;

-- SQLite can't change a CHECK: the lines are copied with their ids, which is what the full-text index knows them by.
DROP TRIGGER search_lines_insert;
DROP TRIGGER search_lines_delete;
DROP INDEX search_lines_by_recording;
CREATE TABLE search_lines_with_markers (
  id INTEGER PRIMARY KEY,
  recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('transcript', 'chat', 'summary', 'marker')),
  at_ms INTEGER,
  speaker TEXT,
  text TEXT NOT NULL
) STRICT;
INSERT INTO search_lines_with_markers (id, recording_id, source, at_ms, speaker, text)
  SELECT id, recording_id, source, at_ms, speaker, text FROM search_lines ORDER BY id;
DROP TABLE search_lines;
ALTER TABLE search_lines_with_markers RENAME TO search_lines;
-- a recording's lines of one source, when they are replaced
CREATE INDEX search_lines_by_recording ON search_lines (recording_id, source);
CREATE TRIGGER search_lines_insert AFTER INSERT ON search_lines BEGIN
  INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (new.id, new.speaker, new.text);
END;
CREATE TRIGGER search_lines_delete AFTER DELETE ON search_lines BEGIN
  INSERT INTO search_lines_fts (search_lines_fts, rowid, speaker, text) VALUES ('delete', old.id, old.speaker, old.text);
END;
`,
}

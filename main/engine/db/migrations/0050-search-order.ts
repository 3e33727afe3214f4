/**
 * Titles are found newest first without sorting, as lines are: their index goes by slot instead of by recording. Lines
 * come into their index by whoever writes them (db/search/search-lines.ts). Frozen: later shapes are later migrations.
 */
export const migration = {
  version: 50,
  slug: 'search-order',
  sql: `
-- Every recording gets a slot: the second it began, counted from 2015, or the next free one. Slots that lines stand in stay.
CREATE TABLE without_slot (recording_id INTEGER NOT NULL, wanted INTEGER NOT NULL) STRICT;
CREATE TRIGGER without_slot_insert AFTER INSERT ON without_slot BEGIN
  INSERT INTO search_slots (slot, recording_id) VALUES ((
    WITH RECURSIVE slots (slot) AS (
      SELECT new.wanted
      UNION ALL
      SELECT slot + 1 FROM slots WHERE EXISTS (SELECT 1 FROM search_slots WHERE search_slots.slot = slots.slot)
    ) SELECT max(slot) FROM slots
  ), new.recording_id);
END;
-- 2^30 - 2 is the last slot: the recordings of a time that never comes have room below it.
INSERT INTO without_slot (recording_id, wanted)
  SELECT id, min(max(sort_ms / 1000 - 1420070400, 0), 1073741822 - 1000000) FROM recordings
  WHERE id NOT IN (SELECT recording_id FROM search_slots) ORDER BY id;
DROP TABLE without_slot;

DROP TABLE recordings_fts;
-- One line a recording: rowid is its slot. Rewritten by whoever changes a title, a room's name or participants.
CREATE VIRTUAL TABLE recordings_fts USING fts5 (
  title, room, participants, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO recordings_fts (rowid, title, room, participants, tags)
SELECT k.slot,
  COALESCE(r.user_title, ''),
  concat_ws(char(10), m.user_title, m.name),
  COALESCE((
    SELECT group_concat(p.name, char(10)) FROM sessions s JOIN participants p ON p.session_id = s.id
    WHERE s.workspace_id = r.workspace_id AND s.upstream_id = r.session_upstream_id
      AND COALESCE(p.role, '') NOT GLOB '__internal*'
  ), ''),
  COALESCE((SELECT group_concat(t.value, char(10)) FROM json_each(r.tags) t), '')
FROM search_slots k JOIN recordings r ON r.id = k.recording_id LEFT JOIN rooms m ON m.id = r.room_id
ORDER BY k.slot;

-- A trigger that writes into a full-text index makes it flush for every row: twice the work of writing to it beside.
DROP TRIGGER search_lines_insert;

-- all lines of a type, newest first, for type:marker; what is said is nearly all there is, and needs none
CREATE INDEX search_lines_by_source ON search_lines (source, id) WHERE source <> 'transcript';
`,
}

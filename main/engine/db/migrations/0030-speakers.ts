/**
 * Names that the person gives to speakers, and what they put right about times: the chat's, and those of sources that
 * 100ms doesn't date. Frozen: later shapes are later migrations.
 */
export const migration = {
  version: 30,
  slug: 'speakers',
  sql: `
-- All of these are in the sidecar too. Names: from the transcript's to the one shown; a room's are in rooms.speakers.
ALTER TABLE recordings ADD COLUMN speakers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(speakers));
-- added to the time of each chat message
ALTER TABLE recordings ADD COLUMN chat_offset_ms INTEGER NOT NULL DEFAULT 0;
-- from an asset's identity to what is added to its estimated start
ALTER TABLE recordings ADD COLUMN source_offsets TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(source_offsets));

-- who speaks as the file says, where the person calls them otherwise; speaker is what is shown and found
ALTER TABLE search_lines ADD COLUMN said_as TEXT;
CREATE TRIGGER search_lines_rename AFTER UPDATE OF speaker ON search_lines WHEN new.speaker IS NOT old.speaker BEGIN
  INSERT INTO search_lines_fts (search_lines_fts, rowid, speaker, text) VALUES ('delete', old.id, old.speaker, old.text);
  INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (new.id, new.speaker, new.text);
END;

-- Recordings whose lines don't have the new names yet. A room may have a million lines: they are rewritten in the
-- background, and what a crash left out at the next start. Whoever changes names, however, they come in here.
CREATE TABLE renamed_recordings (
  recording_id INTEGER PRIMARY KEY REFERENCES recordings (id) ON DELETE CASCADE
) STRICT;
CREATE TRIGGER recordings_rename_speakers AFTER UPDATE OF speakers, room_id ON recordings
WHEN new.speakers IS NOT old.speakers OR new.room_id IS NOT old.room_id BEGIN
  INSERT INTO renamed_recordings (recording_id)
  SELECT new.id WHERE EXISTS (SELECT 1 FROM search_lines WHERE recording_id = new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER rooms_rename_speakers AFTER UPDATE OF speakers ON rooms WHEN new.speakers IS NOT old.speakers BEGIN
  INSERT INTO renamed_recordings (recording_id)
  SELECT id FROM recordings WHERE room_id = new.id
    AND EXISTS (SELECT 1 FROM search_lines WHERE recording_id = recordings.id) ON CONFLICT DO NOTHING;
END;

-- A chat's lines are few: they move at once.
CREATE TRIGGER recordings_move_chat AFTER UPDATE OF chat_offset_ms ON recordings
WHEN new.chat_offset_ms IS NOT old.chat_offset_ms BEGIN
  UPDATE search_lines SET at_ms = at_ms + new.chat_offset_ms - old.chat_offset_ms
  WHERE recording_id = new.id AND source = 'chat';
END;
`,
}

/**
 * Which playable files still need pictures (waveform, poster, strip), which have them, and which can't have any. The
 * pictures themselves are files in the library's private folder; whether they are really there is looked at when they
 * are needed.
 */
const playable = "('room-composite', 'room-composite-legacy', 'room-vod', 'stream', 'track')"

const wanted = `
  INSERT INTO previews (asset_id, state, newest_ms)
  SELECT a.id, 'wanted', r.sort_ms FROM assets a JOIN recordings r ON r.id = a.recording_id
  WHERE a.id = new.asset_id AND a.type IN ${playable}
  ON CONFLICT (asset_id) DO UPDATE SET state = 'wanted', reason = NULL;`

export const migration = {
  version: 40,
  slug: 'previews',
  sql: `
CREATE TABLE previews (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'made', 'failed')),
  -- the recording's sort_ms when its file came: what is new is made first
  newest_ms INTEGER NOT NULL,
  -- names the pictures: the sha256 of what they were made of. Outlives the file, so that a removed one keeps its poster
  key TEXT CHECK (key IS NULL OR (length(key) = 64 AND key NOT GLOB '*[^0-9a-f]*')),
  poster INTEGER NOT NULL DEFAULT 0 CHECK (poster IN (0, 1)),
  reason TEXT
) STRICT;

-- the next file to make pictures of
CREATE INDEX previews_wanted ON previews (newest_ms DESC, asset_id DESC) WHERE state = 'wanted';
-- whether another file shows the same pictures, before they are deleted
CREATE INDEX previews_by_key ON previews (key) WHERE key IS NOT NULL;

-- A finished download, or a file that a rebuild found, asks for pictures; those that are there already count.
CREATE TRIGGER previews_download_insert AFTER INSERT ON downloads WHEN new.state = 'done' BEGIN ${wanted}
END;
CREATE TRIGGER previews_download_update AFTER UPDATE OF state ON downloads WHEN new.state = 'done' BEGIN ${wanted}
END;

INSERT INTO previews (asset_id, state, newest_ms)
SELECT a.id, 'wanted', r.sort_ms FROM downloads d JOIN assets a ON a.id = d.asset_id
JOIN recordings r ON r.id = a.recording_id WHERE d.state = 'done' AND a.type IN ${playable};
`,
} as const

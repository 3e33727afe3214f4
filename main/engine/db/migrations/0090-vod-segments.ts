/** Which version each part of an unzipped room-vod is of. Frozen: later shapes are later migrations. */
export const migration = {
  version: 90,
  slug: 'vod-segments',
  sql: `
-- The key serves the only question: all parts of a download. They stay when it is done: one that turns out to be changed is
-- fetched again, and must be of the version of the others.
CREATE TABLE vod_segments (
  asset_id INTEGER NOT NULL REFERENCES assets (id),
  -- as in files
  name TEXT NOT NULL,
  -- fingerprint of the playlists by which it got its name
  playlists TEXT NOT NULL,
  -- its validator, length and hash, as downloads.validator has them of a single file
  record TEXT NOT NULL CHECK (json_valid(record)),
  -- when storage last showed this version, by its own clock
  seen_ms INTEGER,
  PRIMARY KEY (asset_id, name)
) STRICT, WITHOUT ROWID;
`,
}

/**
 * The first schema. Frozen: later shapes are later migrations.
 * Ids here are local; upstream ids are unique per workspace only. `*_ms` are epoch milliseconds, made from the upstream
 * text beside them so that sorting and filtering need no parsing. `raw` is the upstream object as it came, secrets taken out.
 */
export const migration = {
  version: 10,
  slug: 'initial',
  sql: `
CREATE TABLE library (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  library_id TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT;

CREATE TABLE workspaces (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  api_url TEXT NOT NULL,
  -- customer_id once known, the access key until then
  identity TEXT NOT NULL,
  customer_id TEXT,
  access_key TEXT,
  created_ms INTEGER NOT NULL,
  UNIQUE (api_url, identity)
) STRICT;

CREATE TABLE rooms (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  upstream_id TEXT NOT NULL,
  name TEXT,
  user_title TEXT,
  speakers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(speakers)),
  -- decided once, when the first recording of the room gets a folder; relative to the library, e.g. 'Morning show'
  folder TEXT,
  folder_key TEXT UNIQUE,
  revision INTEGER NOT NULL DEFAULT 0,
  enabled INTEGER CHECK (enabled IN (0, 1)),
  customer_bucket TEXT,
  raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
  UNIQUE (workspace_id, upstream_id)
) STRICT;

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  upstream_id TEXT NOT NULL,
  room_upstream_id TEXT,
  active INTEGER CHECK (active IN (0, 1)),
  created_at TEXT,
  created_ms INTEGER,
  raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
  UNIQUE (workspace_id, upstream_id)
) STRICT;

-- mentioned by a recording, in no list yet: asked for one by one
CREATE INDEX rooms_unknown ON rooms (workspace_id, id) WHERE raw IS NULL;
CREATE INDEX sessions_unknown ON sessions (workspace_id, id) WHERE raw IS NULL;

CREATE TABLE participants (
  session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  peer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT,
  user_id TEXT,
  joined_ms INTEGER,
  left_ms INTEGER,
  PRIMARY KEY (session_id, peer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recordings (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  kind TEXT NOT NULL CHECK (kind IN ('recording', 'live-stream', 'external-stream', 'session')),
  -- of a 'session' recording: the session's id
  upstream_id TEXT NOT NULL,
  room_id INTEGER REFERENCES rooms (id),
  session_upstream_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('queued', 'recording', 'paused', 'finishing', 'ready', 'failed', 'unknown')),
  status_raw TEXT,
  created_at TEXT,
  started_at TEXT,
  stopped_at TEXT,
  updated_at TEXT,
  -- what the list sorts by: started, else created, else first seen
  sort_ms INTEGER NOT NULL,
  created_ms INTEGER,
  started_ms INTEGER,
  started_by TEXT,
  stopped_by TEXT,
  destination TEXT,
  meeting_url TEXT,
  asset_types TEXT CHECK (asset_types IS NULL OR json_valid(asset_types)),
  -- as upstream said (seed dialect); null where it said nothing
  duration_s REAL,
  size_bytes INTEGER,
  raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
  -- re-read until settled: still in progress, or assets still being processed
  settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
  sweep INTEGER NOT NULL DEFAULT 0,
  only_copy INTEGER NOT NULL DEFAULT 0 CHECK (only_copy IN (0, 1)),
  -- sums over the assets, kept by the same transaction that changes them: the list reads no second table
  total_duration_s REAL,
  total_bytes INTEGER,
  expires_ms INTEGER,
  assets_total INTEGER NOT NULL DEFAULT 0,
  assets_done INTEGER NOT NULL DEFAULT 0,
  assets_wanted INTEGER NOT NULL DEFAULT 0,
  assets_failed INTEGER NOT NULL DEFAULT 0,
  has_transcript INTEGER NOT NULL DEFAULT 0 CHECK (has_transcript IN (0, 1)),
  has_video INTEGER NOT NULL DEFAULT 0 CHECK (has_video IN (0, 1)),
  -- what lies here, and who stands together in the list (one number a session); both kept by the triggers below
  local_bytes INTEGER NOT NULL DEFAULT 0,
  local_files INTEGER NOT NULL DEFAULT 0,
  group_id INTEGER,
  -- what the person wrote; also in the sidecar, whose revision this is
  user_title TEXT,
  starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
  reviewed INTEGER NOT NULL DEFAULT 0 CHECK (reviewed IN (0, 1)),
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  position_s REAL,
  revision INTEGER NOT NULL DEFAULT 0,
  -- relative to the library, always with '/', e.g. 'Morning show/2026-11-20 14.03 · f784d26d'
  folder TEXT,
  folder_key TEXT UNIQUE,
  UNIQUE (workspace_id, kind, upstream_id)
) STRICT;

-- the library list, newest first, with all that its filters and sorts look at: the wide rows are never read for it
CREATE INDEX recordings_list ON recordings (sort_ms DESC, id DESC, group_id, room_id, status, starred, reviewed,
  only_copy, expires_ms, assets_total, assets_done, assets_failed, has_transcript, total_duration_s, total_bytes);
-- a room's count and bytes
CREATE INDEX recordings_by_room ON recordings (room_id, local_bytes, local_files);
-- recordings with a title of their own, when sorting by title
CREATE INDEX recordings_titled ON recordings (user_title) WHERE user_title IS NOT NULL;
-- the sources of one session
CREATE INDEX recordings_by_session ON recordings (workspace_id, session_upstream_id);
-- what a later sync reads again
CREATE INDEX recordings_unsettled ON recordings (workspace_id, kind, id) WHERE settled = 0;
-- what a sweep of upstream's lists didn't meet
CREATE INDEX recordings_by_sweep ON recordings (workspace_id, kind, sweep) WHERE only_copy = 0;
-- smart list "Expiring soon"
CREATE INDEX recordings_by_expiry ON recordings (expires_ms) WHERE expires_ms IS NOT NULL;

CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  recording_id INTEGER NOT NULL REFERENCES recordings (id),
  -- the upstream id, or where the seed's dialect gives none: recording, type and path
  identity TEXT NOT NULL,
  upstream_id TEXT,
  job_id TEXT,
  room_upstream_id TEXT,
  session_upstream_id TEXT,
  type TEXT NOT NULL CHECK (type IN ('room-composite', 'room-composite-legacy', 'room-vod', 'chat', 'transcript',
    'summary', 'track', 'stream', 'other')),
  type_raw TEXT NOT NULL,
  format TEXT,
  layer TEXT,
  peer_id TEXT,
  width INTEGER,
  height INTEGER,
  path TEXT,
  status_raw TEXT,
  available INTEGER NOT NULL CHECK (available IN (0, 1)),
  size_bytes INTEGER,
  duration_s REAL,
  created_at TEXT,
  created_ms INTEGER,
  expires_ms INTEGER,
  metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
  thumbnails TEXT CHECK (thumbnails IS NULL OR json_valid(thumbnails)),
  raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
  sweep INTEGER NOT NULL DEFAULT 0,
  only_copy INTEGER NOT NULL DEFAULT 0 CHECK (only_copy IN (0, 1)),
  -- the file's name in the recording's folder, decided once when its download starts; e.g. 'tracks/Ann · audio.webm'
  file_name TEXT,
  UNIQUE (workspace_id, identity)
) STRICT;

-- the assets of one recording
CREATE INDEX assets_by_recording ON assets (recording_id);
-- assets that came before their job: joined to it when it is listed
CREATE INDEX assets_by_job ON assets (workspace_id, job_id);
-- an asset that came without an id, when it comes with one
CREATE INDEX assets_unnamed ON assets (recording_id, type_raw, path) WHERE upstream_id IS NULL;
-- what a sweep of upstream's lists didn't meet
CREATE INDEX assets_by_sweep ON assets (workspace_id, sweep) WHERE only_copy = 0;

CREATE TABLE downloads (
  asset_id INTEGER PRIMARY KEY REFERENCES assets (id),
  recording_id INTEGER NOT NULL REFERENCES recordings (id),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'done', 'failed', 'unavailable',
    'cancelled', 'removed')),
  -- 0 by hand, 1 by policy
  priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
  -- within a priority the order: by policy the day on which 100ms deletes it, then turns between rooms; by hand what
  -- was asked for last (core/queue-policy.ts makes both numbers)
  due_ms INTEGER NOT NULL,
  queued_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at_ms INTEGER,
  reason_kind TEXT,
  reason TEXT,
  bytes_done INTEGER NOT NULL DEFAULT 0,
  total_bytes INTEGER,
  -- what resuming depends on: the strong validator of the object that the .part holds; null: start over
  validator TEXT CHECK (validator IS NULL OR json_valid(validator)),
  finished_ms INTEGER
) STRICT;

-- claiming the next download, and the queue panel's order; with the bytes, for the sums by state
CREATE INDEX downloads_queue ON downloads (state, priority, due_ms, queued_ms, total_bytes);
-- the next one whose waiting is over
CREATE INDEX downloads_waiting ON downloads (retry_at_ms) WHERE state = 'waiting';
-- the queue panel's finished ones, newest first
CREATE INDEX downloads_finished ON downloads (finished_ms DESC) WHERE state = 'done';
-- a recording's sums
CREATE INDEX downloads_by_recording ON downloads (recording_id);
-- smart list "Needs attention": what failed, and what is here but can't be read
CREATE INDEX downloads_in_trouble ON downloads (recording_id)
  WHERE state IN ('failed', 'unavailable') OR (state = 'done' AND reason_kind = 'unreadable');

CREATE TABLE files (
  asset_id INTEGER NOT NULL REFERENCES assets (id),
  -- relative to the recording's folder; a playlist's download has several
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  differs_from_record INTEGER NOT NULL CHECK (differs_from_record IN (0, 1)),
  -- which upstream checksum agreed, if storage gave one: 'md5', 'crc32c'
  checked_against TEXT,
  finished_ms INTEGER NOT NULL,
  PRIMARY KEY (asset_id, name)
) STRICT, WITHOUT ROWID;

-- smart list "Needs attention": files kept although something about them is wrong
CREATE INDEX files_in_doubt ON files (asset_id) WHERE verified = 0 OR differs_from_record = 1;

-- The rows of one session carry the same group_id: the id of the one that came first. A sync knows it when it inserts,
-- which spares it a second write of the row and its indexes.
CREATE TRIGGER recordings_group_insert AFTER INSERT ON recordings WHEN new.group_id IS NULL BEGIN
  UPDATE recordings SET group_id = coalesce(
    (SELECT other.group_id FROM recordings AS other WHERE other.workspace_id = new.workspace_id
      AND other.session_upstream_id = new.session_upstream_id AND other.id <> new.id LIMIT 1), new.id)
  WHERE id = new.id;
END;
CREATE TRIGGER recordings_group_update AFTER UPDATE OF session_upstream_id ON recordings
WHEN new.session_upstream_id IS NOT old.session_upstream_id BEGIN
  -- those it leaves behind need another number if they carried its id
  UPDATE recordings SET group_id = (SELECT min(other.id) FROM recordings AS other
    WHERE other.workspace_id = old.workspace_id AND other.session_upstream_id = old.session_upstream_id)
  WHERE workspace_id = old.workspace_id AND session_upstream_id = old.session_upstream_id AND group_id = new.id;
  UPDATE recordings SET group_id = coalesce(
    (SELECT other.group_id FROM recordings AS other WHERE other.workspace_id = new.workspace_id
      AND other.session_upstream_id = new.session_upstream_id AND other.id <> new.id LIMIT 1), new.id)
  WHERE id = new.id;
END;

-- What lies here, by recording: the overview sums rooms without reading a row per file.
CREATE TRIGGER files_insert AFTER INSERT ON files BEGIN
  UPDATE recordings SET local_bytes = local_bytes + new.size_bytes, local_files = local_files + 1
  WHERE id = (SELECT recording_id FROM assets WHERE id = new.asset_id);
END;
CREATE TRIGGER files_delete AFTER DELETE ON files BEGIN
  UPDATE recordings SET local_bytes = local_bytes - old.size_bytes, local_files = local_files - 1
  WHERE id = (SELECT recording_id FROM assets WHERE id = old.asset_id);
END;
CREATE TRIGGER files_update AFTER UPDATE OF size_bytes ON files BEGIN
  UPDATE recordings SET local_bytes = local_bytes + new.size_bytes - old.size_bytes
  WHERE id = (SELECT recording_id FROM assets WHERE id = new.asset_id);
END;
CREATE TRIGGER assets_move AFTER UPDATE OF recording_id ON assets WHEN new.recording_id <> old.recording_id BEGIN
  UPDATE recordings SET
    local_bytes = local_bytes - (SELECT coalesce(sum(size_bytes), 0) FROM files WHERE asset_id = new.id),
    local_files = local_files - (SELECT count(*) FROM files WHERE asset_id = new.id)
  WHERE id = old.recording_id;
  UPDATE recordings SET
    local_bytes = local_bytes + (SELECT coalesce(sum(size_bytes), 0) FROM files WHERE asset_id = new.id),
    local_files = local_files + (SELECT count(*) FROM files WHERE asset_id = new.id)
  WHERE id = new.recording_id;
END;

-- A recording's lines have ids of their own range: slot * 2^23 and up, the slot being about the second it began. The
-- newest hits are so the first that a search by descending id meets, and an id alone tells the recording.
CREATE TABLE search_slots (
  slot INTEGER PRIMARY KEY,
  recording_id INTEGER NOT NULL UNIQUE REFERENCES recordings (id) ON DELETE CASCADE
) STRICT;

-- Texts that the search box finds. A recording's lines are replaced as a whole per source.
CREATE TABLE search_lines (
  id INTEGER PRIMARY KEY,
  recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('transcript', 'chat', 'summary')),
  at_ms INTEGER,
  speaker TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX search_lines_by_recording ON search_lines (recording_id, source);
CREATE VIRTUAL TABLE search_lines_fts USING fts5 (
  speaker, text, content = 'search_lines', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER search_lines_insert AFTER INSERT ON search_lines BEGIN
  INSERT INTO search_lines_fts (rowid, speaker, text) VALUES (new.id, new.speaker, new.text);
END;
CREATE TRIGGER search_lines_delete AFTER DELETE ON search_lines BEGIN
  INSERT INTO search_lines_fts (search_lines_fts, rowid, speaker, text) VALUES ('delete', old.id, old.speaker, old.text);
END;

-- Who speaks in a recording's transcript: kept with its lines, of which there are too many to ask.
CREATE TABLE recording_speakers (
  name TEXT NOT NULL,
  recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
  PRIMARY KEY (name, recording_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_speakers_of ON recording_speakers (recording_id);

-- Which file each source of a recording's lines was read from; what isn't here yet is read at the next start.
CREATE TABLE imported_texts (
  recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('transcript', 'chat', 'summary')),
  asset_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (recording_id, source)
) STRICT, WITHOUT ROWID;

-- One line a recording: rowid is recordings.id. Rewritten by whoever changes a title, a room's name or participants.
CREATE VIRTUAL TABLE recordings_fts USING fts5 (
  title, room, participants, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- Where each stream of each workspace stands. 'backfill' pages down to the end once; 'catch-up' to the first page of
-- known, unchanged items; a 'sweep' goes through all to find what upstream has deleted.
CREATE TABLE sync_streams (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  stream TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('backfill', 'catch-up', 'sweep')),
  -- where the next page starts; null: from the top
  cursor TEXT,
  in_progress INTEGER NOT NULL CHECK (in_progress IN (0, 1)),
  backfilled INTEGER NOT NULL DEFAULT 0 CHECK (backfilled IN (0, 1)),
  sweep INTEGER NOT NULL DEFAULT 0,
  finished_ms INTEGER,
  swept_ms INTEGER,
  PRIMARY KEY (workspace_id, stream)
) STRICT, WITHOUT ROWID;

-- Items that couldn't be read, kept as they came.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  stream TEXT NOT NULL,
  -- upstream id where there is one, else a hash of the raw text
  identity TEXT NOT NULL,
  upstream_id TEXT,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  seen_ms INTEGER NOT NULL,
  UNIQUE (workspace_id, stream, identity)
) STRICT;
`,
}

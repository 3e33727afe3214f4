/** Which transcripts, chats and summaries lie here, and which of them the search box doesn't know yet. */
import type { TextFile, TextSource } from '../../core/review/recording-texts.ts'
import type { PeerNames } from '../../core/transcript/participant-names.ts'
import { type Db, prepared } from '../database.ts'

type Row = {
  assetId: number
  source: TextSource
  format: string | null
  folder: string
  name: string
  sha256: string
}

/** The transcript with the most in it first: words with times, then lines with times, then text. */
export function textFilesOf(db: Db, recordingId: number): TextFile[] {
  const rank = (format: string): number => ['json', 'srt', 'txt'].indexOf(format) >>> 0
  // With a plain parameter beside a join SQLite compiles the statement anew at each binding; with a plus it doesn't.
  return prepared<[number], Row>(
    db,
    `SELECT a.id AS assetId, a.type AS source, a.format, r.folder, f.name, f.sha256
      FROM recordings r JOIN assets a ON a.recording_id = r.id JOIN files f ON f.asset_id = a.id
      WHERE r.id = +? AND r.folder IS NOT NULL AND a.type IN ('transcript', 'chat', 'summary') ORDER BY a.id`,
  )
    .all(recordingId)
    .map(({ assetId, source, format, folder, name, sha256 }) => ({
      assetId,
      source,
      format: (/\.(json|srt|txt)$/i.exec(name)?.[1] ?? format ?? '').toLowerCase(),
      path: `${folder}/${name}`,
      sha256,
    }))
    .sort((a, b) => rank(a.format) - rank(b.format))
}

/** Epoch milliseconds; null where upstream doesn't say or there is no such recording. */
export function startedMsOf(db: Db, recordingId: number): number | null {
  const sql = 'SELECT started_ms AS startedMs FROM recordings WHERE id = ?'
  return prepared<[number], { startedMs: number | null }>(db, sql).get(recordingId)?.startedMs ?? null
}

/** The recording's session's participants: names by `peer_id`. */
export function peerNamesOf(db: Db, recordingId: number): PeerNames {
  const rows = prepared<[number], { peerId: string; name: string }>(
    db,
    `SELECT p.peer_id AS peerId, p.name FROM recordings r
      JOIN sessions s ON s.workspace_id = r.workspace_id AND s.upstream_id = r.session_upstream_id
      JOIN participants p ON p.session_id = s.id WHERE r.id = +?`,
  ).all(recordingId)
  return new Map(rows.map(({ peerId, name }) => [peerId, name]))
}

/** `bytes`: of its texts. */
export type ToImport = { readonly recordingId: number; readonly bytes: number }

/** Recordings with a text that is here and was never imported: a crash came between, or the database is new. */
export function recordingsToImport(db: Db): ToImport[] {
  return db
    .prepare<[], ToImport>(
      `SELECT a.recording_id AS recordingId, coalesce(sum(f.size_bytes), 0) AS bytes
      FROM downloads d JOIN assets a ON a.id = d.asset_id LEFT JOIN files f ON f.asset_id = a.id
      WHERE d.state = 'done' AND a.type IN ('transcript', 'chat', 'summary') AND NOT EXISTS (
        SELECT 1 FROM imported_texts i WHERE i.recording_id = a.recording_id AND i.source = a.type)
      GROUP BY a.recording_id`,
    )
    .all()
}

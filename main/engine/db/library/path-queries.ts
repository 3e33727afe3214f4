/** Where recordings and files are, relative to the library’s root, for the system’s file manager; and which one a link means. */
import type { Db } from '../database.ts'

/** null: it has no folder yet. */
export function folderOfRecording(db: Db, recordingId: number): string | null {
  return (
    db.prepare<[number], string | null>('SELECT folder FROM recordings WHERE id = ?').pluck().get(recordingId) ?? null
  )
}

/** The asset's first file: of a playlist's many, the one that its folder is named after. null: none is here. */
export function fileOfAsset(db: Db, assetId: number): string | null {
  return (
    db
      .prepare<[number], string>(
        `SELECT r.folder || '/' || f.name FROM files f JOIN assets a ON a.id = f.asset_id
        JOIN recordings r ON r.id = a.recording_id WHERE f.asset_id = ? AND r.folder IS NOT NULL
        ORDER BY length(f.name), f.name LIMIT 1`,
      )
      .pluck()
      .get(assetId) ?? null
  )
}

/** What another program gets of a recording: its composites, or without any its folder. null: nothing is here. */
export function draggedOfRecording(db: Db, recordingId: number): readonly string[] | null {
  const composites = db
    .prepare<[number], string>(
      `SELECT r.folder || '/' || f.name FROM recordings r JOIN assets a ON a.recording_id = r.id
      JOIN files f ON f.asset_id = a.id WHERE r.id = ? AND r.folder IS NOT NULL AND a.layer IS NULL
      AND a.type IN ('room-composite', 'room-composite-legacy') ORDER BY f.name`,
    )
    .pluck()
    .all(recordingId)
  if (composites.length > 0) return composites
  const folder = folderOfRecording(db, recordingId)
  return folder === null ? null : [folder]
}

/** Upstream ids are unique in a workspace only: of several the latest. Named so that the unique index answers it. */
export function recordingByUpstreamId(db: Db, upstreamId: string): number | null {
  return (
    db
      .prepare<[string], number>(
        `SELECT id FROM recordings WHERE workspace_id IN (SELECT id FROM workspaces)
        AND kind IN ('recording', 'live-stream', 'external-stream', 'session') AND upstream_id = ?
        ORDER BY sort_ms DESC LIMIT 1`,
      )
      .pluck()
      .get(upstreamId) ?? null
  )
}

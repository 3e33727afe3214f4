/** Where recordings and files are, relative to the library's root; for the system's file manager. */
import type { Db } from './database.ts'

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

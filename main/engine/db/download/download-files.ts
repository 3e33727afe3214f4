/** The files of a download, as rows. */
import type { FinishedFile } from '../../core/download/download-ports.ts'
import { type Db, prepared } from '../database.ts'
import type { FileRow } from './download-row.ts'

/** Inside a transaction. */
export function insertFiles(db: Db, assetId: number, files: readonly FinishedFile[], nowMs: number): void {
  const insert = prepared<[unknown]>(
    db,
    `INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, checked_against, finished_ms)
       VALUES (@assetId, @name, @sizeBytes, @sha256, @verified, @differs, @checkedAgainst, @nowMs)
       ON CONFLICT DO UPDATE SET size_bytes = excluded.size_bytes, sha256 = excluded.sha256, verified = excluded.verified,
         differs_from_record = excluded.differs_from_record, checked_against = excluded.checked_against,
         finished_ms = excluded.finished_ms, accepted = 0`,
  )
  for (const { verified, differsFromRecord, ...file } of files) {
    insert.run({ ...file, assetId, nowMs, verified: Number(verified), differs: Number(differsFromRecord) })
  }
}

/** What an earlier download of this asset left under other names is no longer its file. */
export function dropOtherFiles(db: Db, assetId: number, files: readonly FinishedFile[]): void {
  prepared<[number, string]>(
    db,
    'DELETE FROM files WHERE asset_id = +? AND name NOT IN (SELECT value FROM json_each(?))',
  ).run(assetId, JSON.stringify(files.map((file) => file.name)))
}

export function storedFiles(db: Db, assetId: number): readonly FinishedFile[] {
  return prepared<[number], FileRow>(
    db,
    `SELECT name, size_bytes AS sizeBytes, sha256, verified, differs_from_record AS differs,
         checked_against AS checkedAgainst FROM files WHERE asset_id = ?`,
  )
    .all(assetId)
    .map(({ verified, differs, ...file }) => ({ ...file, verified: verified === 1, differsFromRecord: differs === 1 }))
}

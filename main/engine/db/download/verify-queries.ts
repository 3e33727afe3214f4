/** What the database says of files that should lie in the library, folder by folder. Changes nothing. */
import { nameKey } from '../../core/names/safe-name.ts'
import type { Db } from '../database.ts'

export type RecordedFile = {
  /** Upstream ids. */
  readonly recording: string
  readonly asset: string | null
  readonly identity: string
  readonly type: string
  /** Relative to the recording's folder. */
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
}

export class VerifyQueries {
  readonly #inFolder
  readonly #begun
  readonly #recording
  readonly #canBeHad
  readonly #folders
  readonly #totals
  readonly #archive

  constructor(db: Db) {
    this.#inFolder = db.prepare<[string], RecordedFile>(
      `SELECT r.upstream_id AS recording, a.upstream_id AS asset,
         a.identity, a.type_raw AS type, f.name, f.size_bytes AS sizeBytes, f.sha256
       FROM recordings r JOIN assets a ON a.recording_id = r.id JOIN downloads d ON d.asset_id = a.id AND d.state = 'done'
       JOIN files f ON f.asset_id = a.id WHERE r.folder_key = ?`,
    )
    this.#begun = db.prepare<[{ folder: string }], { name: string }>(
      `SELECT a.file_name AS name
       FROM recordings r JOIN assets a ON a.recording_id = r.id JOIN downloads d ON d.asset_id = a.id
       WHERE r.folder_key = :folder AND a.file_name IS NOT NULL AND d.state NOT IN ('done', 'removed')
         AND d.validator IS NOT NULL
       UNION ALL SELECT f.name
       FROM recordings r JOIN assets a ON a.recording_id = r.id JOIN downloads d ON d.asset_id = a.id
       JOIN files f ON f.asset_id = a.id WHERE r.folder_key = :folder AND d.state NOT IN ('done', 'removed')`,
    )
    this.#recording = db.prepare<[string], { id: number }>('SELECT id FROM recordings WHERE folder_key = ?')
    this.#canBeHad = db.prepare<[number, string], { id: number }>(
      'SELECT id FROM assets WHERE recording_id = ? AND identity = ? AND available = 1 AND only_copy = 0',
    )
    this.#folders = db.prepare<[number, number], { id: number; folder: string }>(
      'SELECT id, folder FROM recordings WHERE id > ? AND folder IS NOT NULL AND assets_done > 0 ORDER BY id LIMIT ?',
    )
    this.#archive = db.prepare<[number, string], { bytes: number; sha256: string }>(
      `SELECT f.size_bytes AS bytes, f.sha256 FROM files f JOIN assets a ON a.id = f.asset_id
       WHERE a.id = ? AND a.type = 'room-vod' AND f.name LIKE '%.zip' AND f.name <> ?`,
    )
    this.#totals = db.prepare<[], { files: number; bytes: number }>(
      'SELECT total(local_files) AS files, total(local_bytes) AS bytes FROM recordings',
    )
  }

  filesIn(folder: string): RecordedFile[] {
    return this.#inFolder.all(nameKey(folder))
  }

  /** What downloads that aren't over have been given to write, or have written. */
  begunIn(folder: string): string[] {
    return this.#begun.all({ folder: nameKey(folder) }).map(({ name }) => name)
  }

  /** null: no recording lies there. */
  recordingIn(folder: string): number | null {
    return this.#recording.get(nameKey(folder))?.id ?? null
  }

  /** Of an asset that 100ms still hands out, the local id; `identity` as in the sidecar. */
  stillUpstream(recordingId: number, identity: string): number | null {
    return this.#canBeHad.get(recordingId, identity)?.id ?? null
  }

  /** The archive that a room-vod came in, unless it is `besides` itself that is wrong; null: it came in none. */
  archiveOf(assetId: number, besides: string): { readonly bytes: number; readonly sha256: string } | null {
    return this.#archive.get(assetId, besides) ?? null
  }

  /** Folders that should hold files, in the order of ids. */
  foldersAfter(id: number, count: number): readonly { readonly id: number; readonly folder: string }[] {
    return this.#folders.all(id, count)
  }

  totals(): { readonly files: number; readonly bytes: number } {
    return this.#totals.get() ?? { files: 0, bytes: 0 }
  }
}

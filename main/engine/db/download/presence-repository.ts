/** What the database believes about files, to be compared with the disk. */
import type { Db } from '../database.ts'

/** Paths relative to the library. */
export type BelievedFile = {
  readonly assetId: number
  readonly recordingId: number
  readonly folder: string
  readonly name: string
}

export type RecordedSize = BelievedFile & { readonly sizeBytes: number }

export class PresenceRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Files of finished downloads, all files of up to `count` recordings, in the order of the recordings. */
  filesAfter(recordingId: number, count: number): readonly BelievedFile[] {
    return this.#db
      .prepare<[number, number], BelievedFile>(
        `SELECT a.id AS assetId, r.id AS recordingId, r.folder, f.name
         FROM (SELECT id, folder FROM recordings WHERE id > ? AND folder IS NOT NULL AND assets_done > 0
               ORDER BY id LIMIT ?) r
         JOIN assets a ON a.recording_id = r.id
         JOIN downloads d ON d.asset_id = a.id AND d.state = 'done'
         JOIN files f ON f.asset_id = a.id
         ORDER BY r.id`,
      )
      .all(recordingId, count)
  }

  /** The same of these recordings. */
  filesOf(recordingIds: readonly number[]): readonly BelievedFile[] {
    return this.#db
      .prepare<[string], BelievedFile>(
        `SELECT a.id AS assetId, r.id AS recordingId, r.folder, f.name
         FROM json_each(?) one
         JOIN recordings r ON r.id = one.value AND r.folder IS NOT NULL AND r.assets_done > 0
         JOIN assets a ON a.recording_id = r.id
         JOIN downloads d ON d.asset_id = a.id AND d.state = 'done'
         JOIN files f ON f.asset_id = a.id`,
      )
      .all(JSON.stringify(recordingIds))
  }

  /**
   * Files of downloads that finished and are called removed all the same: an older Dailies, asked for both in the same instant,
   * left them so. By asset.
   */
  filesOfRemoved(): readonly RecordedSize[] {
    return this.#db
      .prepare<[], RecordedSize>(
        `SELECT d.asset_id AS assetId, r.id AS recordingId, r.folder, f.name, f.size_bytes AS sizeBytes
         FROM downloads d JOIN recordings r ON r.id = d.recording_id JOIN files f ON f.asset_id = d.asset_id
         WHERE d.state = 'removed' AND r.folder IS NOT NULL AND d.bytes_done = d.total_bytes
           AND d.bytes_done = (SELECT sum(size_bytes) FROM files WHERE asset_id = d.asset_id)
         ORDER BY d.asset_id`,
      )
      .all()
  }

  /** Recordings with a download that had begun and isn't finished, as far as the database knows. */
  interrupted(): readonly { readonly recordingId: number; readonly folder: string }[] {
    return this.#db
      .prepare<[], { recordingId: number; folder: string }>(
        `SELECT DISTINCT r.id AS recordingId, r.folder
         FROM downloads d JOIN assets a ON a.id = d.asset_id JOIN recordings r ON r.id = a.recording_id
         WHERE d.state IN ('queued', 'running', 'waiting', 'paused') AND a.file_name IS NOT NULL AND r.folder IS NOT NULL`,
      )
      .all()
  }

  /** Identities of a recording's downloads that had begun and aren't finished. */
  unfinished(recordingId: number): ReadonlySet<string> {
    const rows = this.#db
      .prepare<[number], { identity: string }>(
        `SELECT a.identity FROM assets a JOIN downloads d ON d.asset_id = a.id
         WHERE a.recording_id = ? AND a.file_name IS NOT NULL AND d.state IN ('queued', 'running', 'waiting', 'paused')`,
      )
      .all(recordingId)
    return new Set(rows.map(({ identity }) => identity))
  }

  /** The recordings of which a file has finished last, as many as that. */
  lastFinished(count: number): readonly number[] {
    const files = this.#db.prepare<[], { recordingId: number }>(
      `SELECT a.recording_id AS recordingId FROM downloads d JOIN assets a ON a.id = d.asset_id
        WHERE d.state = 'done' ORDER BY d.finished_ms DESC`,
    )
    const found = new Set<number>()
    for (const { recordingId } of files.iterate()) {
      if (found.size === count) break
      found.add(recordingId)
    }
    return [...found]
  }

  /** The next one that has a folder; null: that was the last. */
  recordingOfWorkspace(workspaceId: number, after: number): number | null {
    return (
      this.#db
        .prepare<[number, number], { id: number }>(
          'SELECT id FROM recordings WHERE id > ? AND +workspace_id = ? AND folder IS NOT NULL ORDER BY id LIMIT 1',
        )
        .get(after, workspaceId)?.id ?? null
    )
  }

  /** Those that have a folder. */
  roomsOfWorkspace(workspaceId: number): readonly number[] {
    return this.#db
      .prepare<[number], { id: number }>('SELECT id FROM rooms WHERE workspace_id = ? AND folder IS NOT NULL')
      .all(workspaceId)
      .map(({ id }) => id)
  }

  workspaceOf(recordingId: number): number | null {
    return (
      this.#db
        .prepare<[number], { id: number }>('SELECT workspace_id AS id FROM recordings WHERE id = ?')
        .get(recordingId)?.id ?? null
    )
  }
}

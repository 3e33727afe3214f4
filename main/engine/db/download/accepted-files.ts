/** Files in doubt that the person keeps as they are. Inside the transaction in which the sidecar is written. */
import { type Db, prepared } from '../database.ts'

export class AcceptedFiles {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** The recording; null: no file of it is here. */
  recordingOf(assetId: number): number | null {
    const row = prepared<[number], { id: number }>(
      this.#db,
      `SELECT a.recording_id AS id FROM assets a WHERE a.id = ? AND EXISTS (SELECT 1 FROM files f WHERE f.asset_id = a.id)`,
    ).get(assetId)
    return row?.id ?? null
  }

  accept(assetId: number): void {
    prepared<[number]>(this.#db, 'UPDATE files SET accepted = 1 WHERE asset_id = ?').run(assetId)
  }
}

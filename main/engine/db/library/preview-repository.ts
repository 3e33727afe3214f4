/** Which files need pictures, and what became of them. The pictures are elsewhere. */
import { createHash } from 'node:crypto'
import { isOlderVersion } from '../../core/version-order.ts'
import type { Db } from '../database.ts'

export type PreviewRow = {
  readonly state: 'wanted' | 'made' | 'failed'
  readonly key: string | null
  readonly reason: string | null
}

export class PreviewRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Of the newest recording first; null when every file has its pictures or can't have any. */
  next(except: readonly number[]): number | null {
    return (
      this.#db
        .prepare<[string], number>(
          `SELECT asset_id FROM previews WHERE state = 'wanted' AND asset_id NOT IN (SELECT value FROM json_each(?))
            ORDER BY newest_ms DESC, asset_id DESC LIMIT 1`,
        )
        .pluck()
        .get(JSON.stringify(except)) ?? null
    )
  }

  /** null: nothing of it is here that could be played. */
  row(assetId: number): PreviewRow | null {
    return (
      this.#db
        .prepare<[number], PreviewRow>('SELECT state, key, reason FROM previews WHERE asset_id = ?')
        .get(assetId) ?? null
    )
  }

  recordingOf(assetId: number): number | null {
    return (
      this.#db.prepare<[number], number>('SELECT recording_id FROM assets WHERE id = ?').pluck().get(assetId) ?? null
    )
  }

  /** What the pictures of the asset's files are named by; null: it has none here. */
  keyOf(assetId: number): string | null {
    const files = this.#db
      .prepare<[number], [string, string]>('SELECT name, sha256 FROM files WHERE asset_id = ? ORDER BY name')
      .raw()
      .all(assetId)
    const [first] = files
    if (first === undefined) return null
    if (files.length === 1) return first[1]
    const all = createHash('sha256')
    for (const [name, sha256] of files) all.update(`${name}\0${sha256}\n`)
    return all.digest('hex')
  }

  made(assetId: number, key: string, poster: boolean): void {
    this.#db
      .prepare<[string, number, number]>(
        "UPDATE previews SET state = 'made', key = ?, poster = ?, reason = NULL WHERE asset_id = ?",
      )
      .run(key, poster ? 1 : 0, assetId)
  }

  /** With the key: it is this file that has none, not whatever comes after it. `maker`: the version of Dailies that couldn't. */
  failed(assetId: number, key: string, reason: string, maker: string): void {
    this.#db
      .prepare<[string, string, string, number]>(
        "UPDATE previews SET state = 'failed', key = ?, poster = 0, reason = ?, maker = ? WHERE asset_id = ?",
      )
      .run(key, reason, maker, assetId)
  }

  /**
   * A newer version of Dailies may be able to make them. Not another one: two on one library would undo each other's every day.
   * What was noted before there were makers is older than all.
   */
  wantFailedOfOlder(maker: string): void {
    const makers = this.#db
      .prepare<[], string | null>("SELECT DISTINCT maker FROM previews WHERE state = 'failed'")
      .pluck()
      .all()
    const want = this.#db.prepare<[string | null]>(
      "UPDATE previews SET state = 'wanted', reason = NULL WHERE state = 'failed' AND maker IS ?",
    )
    for (const known of makers) if (known === null || isOlderVersion(known, maker)) want.run(known)
  }

  wanted(assetId: number): void {
    this.#db.prepare<[number]>("UPDATE previews SET state = 'wanted' WHERE asset_id = ?").run(assetId)
  }

  /** Nothing of it is here any more; a file that comes asks again. */
  notWanted(assetId: number, maker: string): void {
    this.#db
      .prepare<[string, number]>(
        "UPDATE previews SET state = 'failed', reason = 'The file is not here.', maker = ? WHERE asset_id = ?",
      )
      .run(maker, assetId)
  }

  /** The pictures have been deleted. */
  wantAllAgain(): void {
    this.#db.exec("UPDATE previews SET state = 'wanted', poster = 0 WHERE state = 'made'")
  }

  /** Whether another asset shows the pictures of this name. */
  isShared(key: string, assetId: number): boolean {
    return (
      this.#db
        .prepare<[string, number]>('SELECT 1 FROM previews WHERE key = ? AND asset_id <> ? LIMIT 1')
        .get(key, assetId) !== undefined
    )
  }
}

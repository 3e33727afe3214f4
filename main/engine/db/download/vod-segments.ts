/** What is known of the parts of unzipped room-vods, here or on their way: which version each is of. */
import type { SegmentStore, VodSegment } from '../../core/download/download-ports.ts'
import { type Db, prepared } from '../database.ts'
import { storedResume } from './download-row.ts'

type Row = Omit<VodSegment, 'record'> & { readonly record: string }

export class VodSegments implements SegmentStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  of(assetId: number): ReadonlyMap<string, VodSegment> {
    const rows = prepared<[number], Row>(
      this.#db,
      'SELECT name, playlists, record, seen_ms AS seenMs FROM vod_segments WHERE asset_id = ?',
    ).all(assetId)
    return new Map(
      rows.flatMap(({ name, playlists, seenMs, ...row }) => {
        const record = storedResume(row.record)
        return record === null ? [] : [[name, { name, playlists, record, seenMs }] as const]
      }),
    )
  }

  save(assetId: number, segments: readonly VodSegment[]): void {
    const save = prepared<[unknown]>(
      this.#db,
      `INSERT INTO vod_segments (asset_id, name, playlists, record, seen_ms)
         VALUES (@assetId, @name, @playlists, @record, @seenMs)
       ON CONFLICT DO UPDATE SET playlists = excluded.playlists, record = excluded.record, seen_ms = excluded.seen_ms`,
    )
    this.#db.transaction(() => {
      for (const { record, ...segment } of segments) save.run({ ...segment, assetId, record: JSON.stringify(record) })
    })()
  }

  forget(assetId: number, names: readonly string[]): void {
    prepared<[number, string]>(
      this.#db,
      'DELETE FROM vod_segments WHERE asset_id = ? AND name IN (SELECT value FROM json_each(?))',
    ).run(assetId, JSON.stringify(names))
  }
}

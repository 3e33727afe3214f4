/** What the person calls the speakers of recordings and rooms, and the times they put right, in the database. */
import type { NamedSpeakers, SpeakerNames } from '../../../preload/contract/speakers.ts'
import type { NameChanges } from '../core/review/speaker-names.ts'
import { type Db, prepared } from './database.ts'
import { objectOf } from './json-columns.ts'
import { recordingsOfRoom } from './room-recordings.ts'

/** null: no such recording. */
export function namedSpeakersOf(db: Db, recordingId: number): NamedSpeakers | null {
  // +: as in text-queries.ts.
  const row = prepared<[number], { roomId: number | null; own: string; room: string | null }>(
    db,
    `SELECT r.room_id AS roomId, r.speakers AS own, m.speakers AS room
      FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id WHERE r.id = +?`,
  ).get(recordingId)
  if (row === undefined) return null
  return { recordingId, roomId: row.roomId, own: namesIn(row.own), room: namesIn(row.room) }
}

/** null is said of a name that is no longer called otherwise; what a newer version puts there isn't a name either. */
function namesIn(json: string | null): SpeakerNames {
  return Object.fromEntries(
    Object.entries(objectOf(json)).flatMap(([speaker, name]) => (typeof name === 'string' ? [[speaker, name]] : [])),
  )
}

/** What is added to the times of a recording's chat. */
export function chatOffsetOf(db: Db, recordingId: number): number {
  return (
    prepared<[number], { offsetMs: number }>(db, 'SELECT chat_offset_ms AS offsetMs FROM recordings WHERE id = ?').get(
      recordingId,
    )?.offsetMs ?? 0
  )
}

/** By local id of the asset, for those of the recording that were put right. */
export function sourceOffsetsOf(db: Db, recordingId: number): ReadonlyMap<number, number> {
  const rows = prepared<[number], { assetId: number; offsetMs: number }>(
    db,
    `SELECT a.id AS assetId, o.value AS offsetMs
      FROM recordings r, json_each(r.source_offsets) o JOIN assets a ON a.workspace_id = r.workspace_id AND a.identity = o.key
      WHERE r.id = ? AND o.type IN ('integer', 'real')`,
  ).all(recordingId)
  return new Map(rows.map(({ assetId, offsetMs }) => [assetId, offsetMs]))
}

export class SpeakerRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  names(recordingId: number): NamedSpeakers | null {
    return namedSpeakersOf(this.#db, recordingId)
  }

  recordingsOf(roomId: number): readonly number[] {
    return recordingsOfRoom(this.#db, roomId)
  }

  /** False: it was so already. */
  setOwn(recordingId: number, names: NameChanges): boolean {
    return this.#change('recordings', 'speakers', recordingId, names)
  }

  setRoom(roomId: number, names: NameChanges): boolean {
    return this.#change('rooms', 'speakers', roomId, names)
  }

  setChatOffset(recordingId: number, offsetMs: number): boolean {
    const { changes } = prepared(
      this.#db,
      `UPDATE recordings SET chat_offset_ms = :offsetMs, revision = revision + 1
        WHERE id = :recordingId AND chat_offset_ms IS NOT :offsetMs`,
    ).run({ recordingId, offsetMs })
    return changes > 0
  }

  /** Whose source it is; null: no such asset. */
  recordingOfAsset(assetId: number): number | null {
    return (
      prepared<[number], { id: number }>(this.#db, 'SELECT recording_id AS id FROM assets WHERE id = ?').get(assetId)
        ?.id ?? null
    )
  }

  setSourceOffset(assetId: number, offsetMs: number): boolean {
    const asset = prepared<[number], { recordingId: number; identity: string }>(
      this.#db,
      'SELECT recording_id AS recordingId, identity FROM assets WHERE id = ?',
    ).get(assetId)
    if (asset === undefined) return false
    return this.#change('recordings', 'source_offsets', asset.recordingId, { [asset.identity]: offsetMs })
  }

  /** Put over what is there: keys that are not named stay, whatever they hold. */
  #change(
    table: 'recordings' | 'rooms',
    column: 'speakers' | 'source_offsets',
    id: number,
    values: Readonly<Record<string, string | number | null>>,
  ): boolean {
    const before = prepared<[number], { value: string }>(
      this.#db,
      `SELECT ${column} AS value FROM ${table} WHERE id = ?`,
    ).get(id)?.value
    if (before === undefined) return false
    const value = JSON.stringify({ ...objectOf(before), ...values })
    if (value === JSON.stringify(objectOf(before))) return false
    prepared(this.#db, `UPDATE ${table} SET ${column} = ?, revision = revision + 1 WHERE id = ?`).run(value, id)
    return true
  }
}

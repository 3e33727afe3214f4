/**
 * What a sidecar holds of the person's names for speakers and of the times they put right. Two copies of a library each
 * have their own: what only one says is kept, where both say something the later one counts.
 */
import type { RecordingSidecar, RoomSidecar } from '../../core/sidecar.ts'
import { type Db, prepared } from '../database.ts'
import { objectOf } from '../json-columns.ts'

type Speech = Pick<RecordingSidecar['user'], 'speakers' | 'chatOffsetMs' | 'sourceOffsetsMs'>
type Row = { readonly speakers: string; readonly chatOffsetMs: number; readonly sourceOffsetsMs: string }

export function speechWritings(db: Db, recordingId: number): Speech {
  const row = prepared<[number], Row>(
    db,
    `SELECT speakers, chat_offset_ms AS chatOffsetMs, source_offsets AS sourceOffsetsMs FROM recordings WHERE id = ?`,
  ).get(recordingId)
  return {
    speakers: { ...objectOf(row?.speakers ?? null) },
    chatOffsetMs: row?.chatOffsetMs ?? 0,
    sourceOffsetsMs: { ...objectOf(row?.sourceOffsetsMs ?? null) },
  }
}

/** `isOlder`: what comes is older than what the database has. */
export function mergeSpeechWritings(db: Db, recordingId: number, found: Speech, isOlder: boolean): void {
  const known = speechWritings(db, recordingId)
  prepared<[string, number, string, number]>(
    db,
    'UPDATE recordings SET speakers = ?, chat_offset_ms = ?, source_offsets = ? WHERE id = ?',
  ).run(
    merged(known.speakers, found.speakers, isOlder),
    isOlder ? known.chatOffsetMs : found.chatOffsetMs,
    merged(known.sourceOffsetsMs, found.sourceOffsetsMs, isOlder),
    recordingId,
  )
}

export function mergeRoomSpeakers(
  db: Db,
  roomId: number,
  speakers: RoomSidecar['user']['speakers'],
  isOlder: boolean,
): void {
  const known = prepared<[number], { speakers: string }>(db, 'SELECT speakers FROM rooms WHERE id = ?').get(roomId)
  prepared<[string, number]>(db, 'UPDATE rooms SET speakers = ? WHERE id = ?').run(
    merged(objectOf(known?.speakers ?? null), speakers, isOlder),
    roomId,
  )
}

type Values = Readonly<Record<string, unknown>>

const merged = (known: Values, found: Values, isOlder: boolean): string =>
  JSON.stringify(isOlder ? { ...found, ...known } : { ...known, ...found })

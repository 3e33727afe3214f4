/**
 * Which ids a recording's search lines have: a range of its own, by the second it began. Descending ids are then the
 * newest recordings, and an id tells its recording without reading the line. Its title stands under the slot itself.
 */
import { type Db, oncePerConnection } from '../database.ts'

/** 2^23 lines a slot, 2^30 slots: together what a JavaScript number holds exactly. */
export const slotBits = 23
const firstSecond = Date.UTC(2015, 0, 1) / 1000
const lastSlot = 2 ** 30 - 2
/** Recordings that began in the same second stand in the slots after it; farther away a slot is out of order. */
const slotsAside = 3600

const wantedSlot = `min(max(r.sort_ms / 1000 - ${firstSecond}, 0), ${lastSlot})`

const statements = oncePerConnection((db) => ({
  known: db.prepare<[number], number>('SELECT slot FROM search_slots WHERE recording_id = ?').pluck(),
  wanted: db.prepare<[number], number>(`SELECT ${wantedSlot} FROM recordings r WHERE r.id = ?`).pluck(),
  taken: db.prepare<[number]>('SELECT 1 FROM search_slots WHERE slot = ?'),
  take: db.prepare<[number, number]>('INSERT INTO search_slots (slot, recording_id) VALUES (?, ?)'),
  last: db
    .prepare<[number, number], number | null>('SELECT max(id) FROM search_lines WHERE id >= ? AND id < ?')
    .pluck(),
  misplaced: db
    .prepare<[string], number>(
      `SELECT r.id FROM recordings r LEFT JOIN search_slots s ON s.recording_id = r.id
      WHERE r.id IN (SELECT value FROM json_each(?)) AND (s.slot IS NULL OR (abs(s.slot - ${wantedSlot}) > ${slotsAside}
        AND NOT EXISTS (SELECT 1 FROM search_lines l WHERE l.recording_id = r.id)))`,
    )
    .pluck(),
  leave: db.prepare<[number]>('DELETE FROM search_slots WHERE recording_id = ?'),
}))

/** Decided at the first call; where another recording began in the same second, the next free one. */
export function slotOf(db: Db, recordingId: number): number {
  return knownSlot(db, recordingId) ?? takeSlot(db, recordingId)
}

/** null: nothing of it is in the index. */
export const knownSlot = (db: Db, recordingId: number): number | null => statements(db).known.get(recordingId) ?? null

function takeSlot(db: Db, recordingId: number): number {
  const { wanted, taken, take } = statements(db)
  const free = (from: number, step: 1 | -1): number => {
    let slot = from
    while (taken.get(slot) !== undefined) slot += step
    return slot
  }
  const first = wanted.get(recordingId) ?? 0
  const after = free(first, 1)
  const slot = after <= lastSlot ? after : free(first, -1)
  take.run(slot, recordingId)
  return slot
}

/** Every one of them has a slot, and one of about its time unless lines stand in another. Inside a transaction. */
export function settleSlots(db: Db, recordingIds: readonly number[]): void {
  const { misplaced, leave } = statements(db)
  for (const id of misplaced.all(JSON.stringify(recordingIds))) {
    leave.run(id)
    takeSlot(db, id)
  }
}

/** The id after the last of the recording's lines. */
export function nextLineId(db: Db, recordingId: number): number {
  const first = slotOf(db, recordingId) * 2 ** slotBits
  return (statements(db).last.get(first, first + 2 ** slotBits) ?? first) + 1
}

/**
 * Which ids a recording's search lines have: a range of its own, by the second it began. Descending ids are then the
 * newest recordings, and an id tells its recording without reading the line.
 */
import type { Db } from './database.ts'

/** 2^23 lines a slot, 2^30 slots: together what a JavaScript number holds exactly. */
export const slotBits = 23
const firstSecond = Date.UTC(2015, 0, 1) / 1000
const lastSlot = 2 ** 30 - 2

/** Decided at the first call; where another recording began in the same second, the next free one. */
export function slotOf(db: Db, recordingId: number): number {
  const known = db
    .prepare<[number], number>('SELECT slot FROM search_slots WHERE recording_id = ?')
    .pluck()
    .get(recordingId)
  if (known !== undefined) return known
  const sortMs = db.prepare<[number], number>('SELECT sort_ms FROM recordings WHERE id = ?').pluck().get(recordingId)
  const second = Math.floor((sortMs ?? 0) / 1000) - firstSecond
  const taken = db.prepare<[number]>('SELECT 1 FROM search_slots WHERE slot = ?')
  const free = (from: number, step: 1 | -1): number => {
    let slot = from
    while (taken.get(slot) !== undefined) slot += step
    return slot
  }
  const wanted = Math.min(Math.max(second, 0), lastSlot)
  const after = free(wanted, 1)
  const slot = after <= lastSlot ? after : free(wanted, -1)
  db.prepare<[number, number]>('INSERT INTO search_slots (slot, recording_id) VALUES (?, ?)').run(slot, recordingId)
  return slot
}

/** The id after the last of the recording's lines. */
export function nextLineId(db: Db, recordingId: number): number {
  const first = slotOf(db, recordingId) * 2 ** slotBits
  const last = db
    .prepare<[number, number], number | null>('SELECT max(id) FROM search_lines WHERE id >= ? AND id < ?')
    .pluck()
    .get(first, first + 2 ** slotBits)
  return (last ?? first) + 1
}

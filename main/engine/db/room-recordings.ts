/** The recordings of a room: whatever is said of a room is found, written and shown with each of them. */
import { type Db, prepared } from './database.ts'

/** Local ids. */
export function recordingsOfRoom(db: Db, roomId: number): number[] {
  return prepared<[number], { id: number }>(db, 'SELECT id FROM recordings WHERE room_id = ?')
    .all(roomId)
    .map(({ id }) => id)
}

/**
 * Whatever a session is found by, its room, its title or who took part, all of its recordings are: of those, who searches
 * is shown one. Not for the list, whose line is a session and opens.
 */
import { type Db, oncePerConnection } from '../database.ts'
import type { TitleRow } from './search-walk.ts'

type Session = { readonly workspaceId: number; readonly sessionId: string | null }

const statements = oncePerConnection((db) => ({
  session: db.prepare<[number], Session>(
    `SELECT r.workspace_id AS workspaceId, r.session_upstream_id AS sessionId
    FROM search_slots k CROSS JOIN recordings r ON r.id = k.recording_id WHERE k.slot = ?`,
  ),
}))

/** The first that comes of each. Ends when it has passed over `most`: a session may have a hundred thousand. */
export function* oncePerSession(
  db: Db,
  rows: Iterable<TitleRow>,
  most = Number.POSITIVE_INFINITY,
): Generator<TitleRow, void> {
  const met = new Set<string>()
  let passedOver = 0
  for (const row of rows) {
    const { workspaceId, sessionId } = statements(db).session.get(row.id) ?? { workspaceId: 0, sessionId: null }
    const session = `${workspaceId} ${sessionId}`
    if (!met.has(session)) {
      if (sessionId !== null) met.add(session)
      yield row
    } else if (++passedOver > most) return
  }
}

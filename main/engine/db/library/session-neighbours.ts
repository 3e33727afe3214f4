/**
 * The other recordings of a session that a review looks at. A session may have a hundred thousand: those are taken that
 * came to the library next to the one that is open, which are the nearest in time too.
 */
import { type Db, prepared } from '../database.ts'

/** Before and after; beyond it a list of sources helps nobody. */
const mostEachWay = 25

/** Served by recordings_by_session, in the order of its rowids. */
export const neighboursQuery = (which: 'earlier' | 'later'): string =>
  `SELECT o.id, o.sort_ms AS sortMs FROM recordings r CROSS JOIN recordings o
    ON o.workspace_id = r.workspace_id AND o.session_upstream_id = r.session_upstream_id
    AND ${which === 'earlier' ? 'o.id < r.id' : 'o.id > r.id'}
  WHERE r.id = +? ORDER BY o.id ${which === 'earlier' ? 'DESC' : 'ASC'} LIMIT ${mostEachWay}`

type Neighbour = { readonly id: number; readonly sortMs: number }

/** The recording itself, then the others, newest first. */
export function recordingAndNeighbours(db: Db, recordingId: number): readonly number[] {
  const others = (['earlier', 'later'] as const).flatMap((which) =>
    prepared<[number], Neighbour>(db, neighboursQuery(which)).all(recordingId),
  )
  others.sort((a, b) => b.sortMs - a.sortMs || b.id - a.id)
  return [recordingId, ...others.map(({ id }) => id)]
}

/** Those with a file that is here or on its way, in the order given. */
export function withFiles(db: Db, recordingIds: readonly number[]): readonly number[] {
  const found = prepared<[string], { id: number }>(
    db,
    `SELECT DISTINCT d.recording_id AS id FROM json_each(?) wanted CROSS JOIN downloads d ON d.recording_id = wanted.value
      WHERE d.state IN ('done', 'queued', 'running', 'waiting', 'paused')`,
  ).all(JSON.stringify(recordingIds))
  const ids = new Set(found.map(({ id }) => id))
  return recordingIds.filter((id) => ids.has(id))
}

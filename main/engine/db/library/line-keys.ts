/** What the list's lines say of size and length, for sorting by it: a session's recordings together, and its longest. Pure. */
import { mostSummed } from '../writings/session-writings.ts'

/** The recordings of a list, newest first, column by column. */
export type Columns = {
  readonly ids: Int32Array<ArrayBuffer>
  readonly groupIds: Int32Array
  /** What is sorted by; of a date its minute. */
  readonly keys: readonly (number | null)[]
}

type Line = { inList: number; count: number; key: number | null; newest: number | null }

/** By place in `columns`: what its line says. `all`: the whole library's. */
export function lineKeys(columns: Columns, all: Columns, by: 'size' | 'duration'): readonly (number | null)[] {
  const lines = new Map<number, Line>()
  for (const groupId of columns.groupIds) {
    const line = lines.get(groupId)
    if (line === undefined) lines.set(groupId, { inList: 1, count: 0, key: null, newest: null })
    else line.inList += 1
  }
  all.groupIds.forEach((groupId, place) => {
    const line = lines.get(groupId)
    if (line === undefined) return
    const key = all.keys[place] ?? null
    if (line.count === 0) line.newest = key
    line.count += 1
    if (key !== null) line.key = by === 'size' ? (line.key ?? 0) + key : Math.max(line.key ?? 0, key)
  })
  return columns.keys.map((own, place) => {
    const line = lines.get(columns.groupIds[place] ?? 0)
    // A recording that stands alone says its own, and one of thousands is told by its newest (session-writings.ts).
    if (line === undefined || line.inList === 1) return own
    return line.count > mostSummed ? line.newest : line.key
  })
}

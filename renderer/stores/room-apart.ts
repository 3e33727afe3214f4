/** What tells a room from another one of the same title, by its id; null for most. */
import type { LibraryOverview } from '../../preload/contract/library.ts'

const known = new WeakMap<LibraryOverview, ReadonlyMap<number, string>>()

export function roomApart(overview: LibraryOverview | null, roomId: number | null): string | null {
  if (overview === null || roomId === null) return null
  let byRoom = known.get(overview)
  if (byRoom === undefined) {
    byRoom = new Map(overview.rooms.flatMap(({ id, apart }) => (apart === null ? [] : [[id, apart] as const])))
    known.set(overview, byRoom)
  }
  return byRoom.get(roomId) ?? null
}

/** What a recording and a room are called. The person's words first, then 100ms's; an unnamed room is a UUID upstream. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export type RoomNames = {
  readonly userTitle: string | null
  readonly name: string | null
  /** 100ms's id of the room; its end tells unnamed rooms apart. */
  readonly upstreamId: string
}

/** `room` null: the recording belongs to no room that 100ms has told us of. */
export function roomTitle(room: RoomNames | null): string {
  if (room === null) return 'Unknown room'
  const title = room.userTitle?.trim() || room.name?.trim() || ''
  return title === '' || uuid.test(title) ? `Unnamed room · ${room.upstreamId.slice(-6)}` : title
}

export function recordingTitle(userTitle: string | null, room: RoomNames | null): string {
  return userTitle?.trim() || roomTitle(room)
}

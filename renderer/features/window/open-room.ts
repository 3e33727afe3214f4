/** Shows a room's recordings, wherever the person is. */
import type { Room } from '../../../preload/contract/library.ts'
import { atRoom } from '../../stores/filter.ts'
import { app, library } from '../../stores/stores.ts'

export function openRoom(room: Room): void {
  library.ask({ filter: atRoom(library.getState().filter, room.id) })
  app.go({ kind: 'library' })
}

/** What the review room that is open can be told from outside of it: by the palette and by the application menu. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ReviewAction } from '../../preload/contract/review-action.ts'
import type { ShellLink } from './app-store.ts'

export type RoomState = {
  /** What can be done now; nothing while no room is open. */
  readonly can: ReadonlySet<ReviewAction>
  readonly run: (action: ReviewAction) => void
}

export type RoomStore = StoreApi<RoomState> & {
  readonly start: () => () => void
  readonly offer: (room: RoomState) => void
  readonly leave: () => void
}

const closed: RoomState = { can: new Set(), run: () => undefined }

export function createRoomStore(shell: Pick<ShellLink, 'call'>): RoomStore {
  const store = createStore<RoomState>(() => closed)
  // The menu is the shell's. A page that was loaded again has no room, whatever stood in it before.
  const tell = () => void shell.call('app.offer', { actions: [...store.getState().can] })
  return {
    ...store,
    start: () => {
      tell()
      return store.subscribe((now, before) => {
        if (now.can !== before.can) tell()
      })
    },
    offer: (room) => store.setState(room),
    leave: () => store.setState(closed),
  }
}

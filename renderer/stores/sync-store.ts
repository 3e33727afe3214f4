/** What sync is doing, for each workspace, and the connected workspaces themselves. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SyncStatus, Workspace } from '../../preload/contract/workspace.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type SyncState = {
  readonly workspaces: readonly Workspace[] | null
  readonly statuses: readonly SyncStatus[]
  /** As the latest status says; see the contract. One clock: the same for all workspaces. */
  readonly clockAheadMs: number
  /** The person has read about the clock: once is enough for as long as the window lives. */
  readonly clockRead: boolean
  /** By the person, who waits for it. */
  readonly asked: boolean
}

export type SyncStore = StoreApi<SyncState> & {
  readonly start: () => () => void
  readonly readAgain: () => Promise<void>
  readonly dismissClock: () => void
  /** null: all workspaces. */
  readonly now: (workspaceId: number | null) => void
}

export function createSyncStore(engine: EngineLink): SyncStore {
  const store = createStore<SyncState>(() => ({
    ...{ workspaces: null, statuses: [], clockAheadMs: 0, clockRead: false, asked: false },
  }))
  const readAgain = latestOnly(async () => {
    const [workspaces, statuses] = await Promise.all([
      engine.call('workspace.list', {}),
      engine.call('sync.status', {}),
    ])
    store.setState({
      ...(workspaces.ok ? { workspaces: workspaces.value } : {}),
      ...(statuses.ok ? { statuses: statuses.value, clockAheadMs: statuses.value[0]?.clockAheadMs ?? 0 } : {}),
    })
  })
  return {
    ...store,
    readAgain,
    dismissClock: () => store.setState({ clockRead: true }),
    start: () => {
      const stops = [
        engine.on('sync.status', (status) =>
          store.setState(({ statuses, asked }) => ({
            statuses: [...statuses.filter((each) => each.workspaceId !== status.workspaceId), status],
            clockAheadMs: status.clockAheadMs,
            asked: asked && status.phase.kind !== 'idle',
          })),
        ),
        engine.on('change', (change) => {
          if (change.workspaces) void readAgain()
        }),
        engine.onResnapshot(() => void readAgain()),
      ]
      void readAgain()
      return () => {
        for (const stop of stops) stop()
      }
    },
    now: (workspaceId) => {
      store.setState({ asked: true })
      void engine.call('sync.now', { workspaceId })
    },
  }
}

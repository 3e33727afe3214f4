/** The download queue: its rows (read again when a change says so) and the running progress (memory only, as it comes). */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DownloadTarget } from '../../preload/contract/commands.ts'
import type { DownloadList, DownloadProgress } from '../../preload/contract/download.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type DownloadAction = 'start' | 'pause' | 'resume' | 'cancel' | 'retry'

export type DownloadsState = {
  readonly list: DownloadList | null
  readonly progress: DownloadProgress | null
  readonly error: DailiesError | null
}

export type DownloadsStore = StoreApi<DownloadsState> & {
  readonly start: () => () => void
  readonly act: (action: DownloadAction, target: DownloadTarget) => Promise<DailiesError | null>
}

const rowsRead = 500

export function createDownloadsStore(engine: EngineLink): DownloadsStore {
  const store = createStore<DownloadsState>(() => ({ list: null, progress: null, error: null }))
  const read = latestOnly(async () => {
    const answer = await engine.call('downloads.list', { limit: rowsRead })
    store.setState(answer.ok ? { list: answer.value, error: null } : { error: answer.error })
  })
  return {
    ...store,
    start: () => {
      const stops = [
        engine.on('change', (change) => {
          if (change.downloads) void read()
        }),
        engine.on('downloads.progress', (progress) => store.setState({ progress })),
        engine.onResnapshot(() => void read()),
      ]
      void read()
      return () => {
        for (const stop of stops) stop()
      }
    },
    act: async (action, target) => {
      const answer = await engine.call(`downloads.${action}`, { target })
      return answer.ok ? null : answer.error
    },
  }
}

/** Of everything that is running or in line: 0 to 1, null while nobody knows. */
export function overallProgress(state: DownloadsState): number | null {
  const { progress } = state
  if (progress === null || progress.running.length === 0) return null
  const done = progress.running.reduce((sum, each) => sum + each.bytesDone, 0)
  const all = done + progress.remainingBytes
  return all === 0 ? null : done / all
}

/** Everything about one recording, for the details pane; read again when a change names it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { RecordingDetails } from '../../preload/contract/recording.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type DetailsState = {
  readonly id: number | null
  readonly details: RecordingDetails | null
  readonly error: DailiesError | null
}

export type DetailsStore = StoreApi<DetailsState> & {
  readonly start: () => () => void
  readonly show: (id: number | null) => void
}

export function createDetailsStore(engine: EngineLink): DetailsStore {
  const store = createStore<DetailsState>(() => ({ id: null, details: null, error: null }))
  const read = latestOnly(async () => {
    const { id } = store.getState()
    if (id === null) return
    const answer = await engine.call('library.details', { id })
    if (store.getState().id !== id) return
    store.setState(answer.ok ? { details: answer.value, error: null } : { details: null, error: answer.error })
  })
  return {
    ...store,
    start: () => {
      const stops = [
        engine.on('change', ({ recordingIds }) => {
          const { id } = store.getState()
          if (id !== null && (recordingIds === null || recordingIds.includes(id))) void read()
        }),
        engine.onResnapshot(() => void read()),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    // What was shown stays until the next is here: walking down the list doesn't flicker.
    show: (id) => {
      if (store.getState().id === id) return
      store.setState({ id, error: null, ...(id === null ? { details: null } : {}) })
      void read()
    },
  }
}

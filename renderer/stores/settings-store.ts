/** The library's settings, as the engine keeps them. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type SettingsState = { readonly settings: LibrarySettings | null; readonly error: DailiesError | null }

export type SettingsStore = StoreApi<SettingsState> & {
  readonly start: () => () => void
  readonly readAgain: () => Promise<void>
  readonly change: (some: Partial<LibrarySettings>) => Promise<DailiesError | null>
}

export function createSettingsStore(engine: EngineLink): SettingsStore {
  const store = createStore<SettingsState>(() => ({ settings: null, error: null }))
  /** Said and not answered yet. The form shows them, and the next is made of what it shows. */
  let changes = 0
  const readAgain = latestOnly(async () => {
    const answer = await engine.call('settings.get', {})
    if (changes > 0) return
    store.setState(answer.ok ? { settings: answer.value, error: null } : { error: answer.error })
  })
  return {
    ...store,
    readAgain,
    start: () => {
      const stops = [
        engine.on('change', (change) => {
          if (change.settings) void readAgain()
        }),
        engine.onResnapshot(() => void readAgain()),
      ]
      void readAgain()
      return () => {
        for (const stop of stops) stop()
      }
    },
    change: async (some) => {
      const { settings } = store.getState()
      if (settings !== null) store.setState({ settings: { ...settings, ...some } })
      changes += 1
      const answer = await engine.call('settings.set', some)
      changes -= 1
      if (changes === 0) await readAgain()
      return answer.ok ? null : answer.error
    },
  }
}

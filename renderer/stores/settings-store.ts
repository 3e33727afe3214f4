/** The library's settings, as the engine keeps them. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CommandInput } from '../../preload/contract/commands.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type SettingsState = { readonly settings: LibrarySettings | null; readonly error: DailiesError | null }

export type SettingsStore = StoreApi<SettingsState> & {
  readonly start: () => () => void
  readonly readAgain: () => Promise<void>
  readonly change: (settings: CommandInput<'settings.set'>) => Promise<DailiesError | null>
}

export function createSettingsStore(engine: EngineLink): SettingsStore {
  const store = createStore<SettingsState>(() => ({ settings: null, error: null }))
  const readAgain = latestOnly(async () => {
    const answer = await engine.call('settings.get', {})
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
    change: async (settings) => {
      const answer = await engine.call('settings.set', settings)
      if (!answer.ok) return answer.error
      store.setState({ settings: answer.value })
      return null
    },
  }
}

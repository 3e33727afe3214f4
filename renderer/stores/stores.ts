/** The window's stores, joined to the real engine and shell, and the hooks that components read them with. */
import { useStore } from 'zustand'
import { engine } from '../api/engine.ts'
import { shell } from '../api/shell.ts'
import { type AppState, createAppStore } from './app-store.ts'
import { createDetailsStore, type DetailsState } from './details-store.ts'
import { createDownloadsStore, type DownloadsState } from './downloads-store.ts'
import { createLibraryStore, type LibraryStoreState } from './library-store.ts'
import { createSettingsStore, type SettingsState } from './settings-store.ts'
import { createSyncStore, type SyncState } from './sync-store.ts'

export const app = createAppStore(engine, shell)
export const library = createLibraryStore(engine)
export const details = createDetailsStore(engine)
export const downloads = createDownloadsStore(engine)
export const sync = createSyncStore(engine)
export const settings = createSettingsStore(engine)

export const useApp = <T>(read: (state: AppState) => T): T => useStore(app, read)
export const useLibrary = <T>(read: (state: LibraryStoreState) => T): T => useStore(library, read)
export const useDetails = <T>(read: (state: DetailsState) => T): T => useStore(details, read)
export const useDownloads = <T>(read: (state: DownloadsState) => T): T => useStore(downloads, read)
export const useSync = <T>(read: (state: SyncState) => T): T => useStore(sync, read)
export const useSettings = <T>(read: (state: SettingsState) => T): T => useStore(settings, read)

/** Starts all of them, once; returns what ends them. */
export function startStores(): () => void {
  const stops = [app, library, details, downloads, sync, settings].map((store) => store.start())
  return () => {
    for (const stop of stops) stop()
  }
}

/** After another library was opened, or a workspace connected: nothing known so far counts. */
export async function readEverythingAgain(): Promise<void> {
  await Promise.all([library.readAgain(), sync.readAgain(), settings.readAgain()])
}

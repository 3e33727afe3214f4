/** The window's stores, joined to the real engine and shell, and the hooks that components read them with. */
import { useStore } from 'zustand'
import { engine } from '../api/engine.ts'
import { shell } from '../api/shell.ts'
import { startMaking } from '../previews/making.ts'
import { type AppState, createAppStore } from './app-store.ts'
import { createDetailsStore, type DetailsState } from './details-store.ts'
import { createDownloadsStore, type DownloadsState } from './downloads-store.ts'
import { createLibraryStore, type LibraryStoreState } from './library-store.ts'
import { createMoveStore, type MoveState } from './move-store.ts'
import { createOfferStore, type OfferState } from './offer-store.ts'
import { createPaletteStore, type PaletteState } from './palette-store.ts'
import { createPreviewsStore, type PreviewsState } from './previews-store.ts'
import { createSettingsStore, type SettingsState } from './settings-store.ts'
import { createSyncStore, type SyncState } from './sync-store.ts'

export const app = createAppStore(engine, shell, () => library.settled())
export const library = createLibraryStore(engine)
export const details = createDetailsStore(engine)
export const downloads = createDownloadsStore(engine)
export const sync = createSyncStore(engine)
export const settings = createSettingsStore(engine)
export const palette = createPaletteStore(engine)
export const offers = createOfferStore(shell)
export const move = createMoveStore(engine, shell, readEverythingAgain)
export const previews = createPreviewsStore(engine, {
  startMaking,
  read: (url) =>
    fetch(url).then(
      async (answer) => (answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null),
      () => null,
    ),
  canRead: (url) =>
    fetch(url, { method: 'HEAD' }).then(
      ({ ok }) => ok,
      () => false,
    ),
})

export const useApp = <T>(read: (state: AppState) => T): T => useStore(app, read)
export const useLibrary = <T>(read: (state: LibraryStoreState) => T): T => useStore(library, read)
export const useDetails = <T>(read: (state: DetailsState) => T): T => useStore(details, read)
export const useDownloads = <T>(read: (state: DownloadsState) => T): T => useStore(downloads, read)
export const useSync = <T>(read: (state: SyncState) => T): T => useStore(sync, read)
export const usePreviews = <T>(read: (state: PreviewsState) => T): T => useStore(previews, read)
export const usePalette = <T>(read: (state: PaletteState) => T): T => useStore(palette, read)
export const useOffers = <T>(read: (state: OfferState) => T): T => useStore(offers, read)
export const useMove = <T>(read: (state: MoveState) => T): T => useStore(move, read)
export const useSettings = <T>(read: (state: SettingsState) => T): T => useStore(settings, read)

/** Starts all of them, once; returns what ends them. */
export function startStores(): () => void {
  const stops = [app, library, details, downloads, sync, settings, previews, move, offers].map((store) => store.start())
  stops.push(followAnotherLibrary(), closeWhileOpening())
  return () => {
    for (const stop of stops) stop()
  }
}

/** The same one may go with its drive and come back. */
function followAnotherLibrary(): () => void {
  let last: string | null = null
  return app.subscribe(({ library: state, screen }) => {
    const path = state?.path ?? null
    if (path === null || path === last) return
    const isAnother = last !== null
    last = path
    if (!isAnother) return
    if (screen.kind === 'review') app.go({ kind: 'library' })
    library.startOver()
  })
}

/** What was found in one library, or asked about it, isn't there to be answered in another. */
function closeWhileOpening(): () => void {
  return app.subscribe(({ opening }, before) => {
    if (!opening || before.opening) return
    palette.show(false)
    if (move.getState().kind === 'asking') move.close()
  })
}

/** After another library was opened, or a workspace connected: nothing known so far counts. */
export async function readEverythingAgain(): Promise<void> {
  await Promise.all([library.readAgain(), sync.readAgain(), settings.readAgain()])
}

/** Where the window is: which stage of its life, which screen, and what the shell and the engine say of themselves. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { LibraryState, SearchHit } from '../../preload/contract/library.ts'
import type { AppPreferences, AppSettings } from '../../preload/contract/settings.ts'
import type { ShellCommandOutput } from '../../preload/contract/shell.ts'
import type { Health } from '../../preload/contract/shell-events.ts'
import type { shell } from '../api/shell.ts'
import { firstStage, type Stage, stageWithHealth, stageWithLibrary } from './app-stage.ts'
import type { EngineLink } from './engine-link.ts'
import { leaveField } from './leave-field.ts'

export type ShellLink = typeof shell
export type AppInfo = ShellCommandOutput<'app.info'>

export type Screen =
  | { readonly kind: 'library' }
  | { readonly kind: 'downloads' }
  | { readonly kind: 'settings' }
  | {
      readonly kind: 'review'
      readonly recordingId: number
      readonly startMs: number | null
      /** What a search has found there; null: it was opened otherwise. */
      readonly hit: SearchHit | null
    }

export type AppState = {
  readonly stage: Stage
  readonly screen: Screen
  readonly info: AppInfo | null
  readonly appSettings: AppSettings | null
  readonly library: LibraryState | null
  /** Another library is being opened: nothing of the one before stands meanwhile, so no answer about it reaches the other. */
  readonly opening: boolean
  /** Why the folder that was chosen last isn't open, until the person goes elsewhere. */
  readonly notOpened: string | null
  readonly engineConnected: boolean
  /** What the shell says of the engine's process and of opening the library; null until it has said anything. */
  readonly health: Health | null
  readonly online: boolean
  readonly helpOpen: boolean
  readonly connecting: boolean
}

export type AppStore = StoreApi<AppState> & {
  readonly start: () => () => void
  readonly go: (screen: Screen) => void
  readonly review: (recordingId: number, startMs?: number | null) => void
  /** Where it was said or written. */
  readonly reviewHit: (hit: SearchHit) => void
  readonly finishSetup: () => void
  /** The first run's question, of a library that never got to it. */
  readonly askWhatToKeep: () => void
  /** Opens or closes the dialog that connects a workspace to the open library. */
  readonly connect: (open: boolean) => void
  readonly showHelp: (open: boolean) => void
  /** Doesn't wait for the shell's next attempt to start the engine. */
  readonly restartEngine: () => Promise<void>
  readonly showLogs: () => Promise<void>
  readonly prefer: (some: Partial<AppPreferences>) => Promise<DailiesError | null>
  /** Opens a library; null when it is open, and no other has been asked for since. */
  readonly openLibrary: (path: string) => Promise<DailiesError | null>
  /** The system's dialog; null when the person changed their mind. */
  readonly chooseFolder: () => Promise<string | null>
}

const unknownLibrary: LibraryState = { path: null, writable: false, notices: [], timeZone: 'UTC' }

/** `settled`: when nothing that the person changed of recordings is on its way any more. */
export function createAppStore(engine: EngineLink, shellLink: ShellLink, settled: () => Promise<void>): AppStore {
  const store = createStore<AppState>(() => ({
    stage: { kind: 'starting' },
    screen: { kind: 'library' },
    info: null,
    appSettings: null,
    library: null,
    opening: false,
    notOpened: null,
    engineConnected: false,
    health: null,
    online: navigator.onLine,
    helpOpen: false,
    connecting: false,
  }))
  const { getState: get, setState: set } = store

  /** Of several at once the last one counts. */
  let lastOpening = 0

  const reviewedId = () => {
    const { screen, opening } = get()
    return screen.kind === 'review' && !opening ? screen.recordingId : null
  }
  const followLibrary = (library: LibraryState, heldId = reviewedId()) => {
    const { stage, library: before, opening } = get()
    // Where another can't be opened the one before is again, and the screen that is told why has to stand.
    if (opening && library.path === null) return
    const paths = { before: before?.path ?? null, now: library.path }
    set({ library, stage: stageWithLibrary(stage, paths, heldId) })
  }
  const followHealth = (health: Health) => set({ health, stage: stageWithHealth(get().stage, health, reviewedId()) })

  const readLibrary = async () => {
    const state = await engine.call('library.state', {})
    if (state.ok) followLibrary(state.value)
  }

  const readSettings = async () => {
    const answer = await shellLink.call('app.settings', {})
    if (answer.ok) set({ appSettings: answer.value })
  }

  const go = (screen: Screen) => {
    leaveField()
    // The sheet of keys is the screen's.
    set({ screen, helpOpen: false, notOpened: null })
  }

  /**
   * What is typed, asked, and where a recording is left, is of the library that is open: in another one its number is another
   * recording's. Where the other can't be opened, the screen is there again.
   */
  const leaveLibrary = async () => {
    const { screen, stage } = get()
    leaveField()
    // Nobody waits for the one that is away any more.
    if (stage.kind === 'missing') set({ stage: { ...stage, heldId: null } })
    // A recording goes on from where it is left, not from where it was asked for.
    const back: Screen = screen.kind === 'review' ? { ...screen, startMs: null, hit: null } : screen
    set({ opening: true, notOpened: null, screen: back, connecting: false, helpOpen: false })
    // The screen is taken away by then, and has sent what it had to.
    await new Promise((resolve) => setTimeout(resolve))
    await settled()
    // Answered after that.
    await engine.call('library.state', {})
  }

  return {
    ...store,
    start: () => {
      const setOnline = () => set({ online: navigator.onLine })
      window.addEventListener('online', setOnline)
      window.addEventListener('offline', setOnline)
      const stops = [
        engine.on('library.state', (library) => followLibrary(library)),
        engine.onConnection((engineConnected) => {
          set({ engineConnected })
          // An engine that was started again told of its library before this window could hear it.
          if (engineConnected) void readLibrary()
        }),
        shellLink.on('health', followHealth),
      ]
      void shellLink.call('app.health', {}).then((health) => {
        if (health.ok && get().health === null) followHealth(health.value)
      })
      void firstState(engine, shellLink).then(set)
      return () => {
        window.removeEventListener('online', setOnline)
        window.removeEventListener('offline', setOnline)
        for (const stop of stops) stop()
      }
    },
    go,
    review: (recordingId, startMs = null) => go({ kind: 'review', recordingId, startMs, hit: null }),
    reviewHit: (hit) => go({ kind: 'review', recordingId: hit.recordingId, startMs: hit.atMs, hit }),
    finishSetup: () => set({ stage: { kind: 'ready' }, screen: { kind: 'library' } }),
    askWhatToKeep: () => set({ stage: { kind: 'setup', step: 'choose' } }),
    connect: (open) => set({ connecting: open && get().stage.kind === 'ready' }),
    showHelp: (helpOpen) => set({ helpOpen }),
    restartEngine: async () => {
      await shellLink.call('app.restartEngine', {})
    },
    showLogs: async () => {
      await shellLink.call('files.showLogs', {})
    },
    prefer: async (some) => {
      const answer = await shellLink.call('app.setSettings', some)
      if (!answer.ok) return answer.error
      set({ appSettings: answer.value })
      return null
    },
    openLibrary: async (path) => {
      const { library: before, stage } = get()
      // It is open. One that could only be read is tried again.
      if (path === before?.path && before.writable) return null
      lastOpening += 1
      const turn = lastOpening
      // What stands is of the one that is waited for.
      if (stage.kind !== 'missing' || stage.path !== path) await leaveLibrary()
      const answer = await shellLink.call('library.open', { path })
      const state = await engine.call('library.state', {})
      if (turn === lastOpening) set({ opening: false, notOpened: answer.ok ? null : answer.error.message })
      // The room was left for the other one.
      if (state.ok) followLibrary(state.value, null)
      if (!answer.ok) return answer.error
      await readSettings()
      // Whoever asked would go on in the other one.
      return turn === lastOpening ? null : { kind: 'cancelled', message: 'Another library was opened meanwhile.' }
    },
    chooseFolder: async () => {
      const answer = await shellLink.call('library.choose', {})
      return answer.ok ? answer.value.path : null
    },
  }
}

/** What is known when the window opens, and the stage that follows from it. */
async function firstState(engine: EngineLink, shellLink: ShellLink): Promise<Partial<AppState>> {
  const [info, appSettings, library, workspaces, settings] = await Promise.all([
    shellLink.call('app.info', {}),
    shellLink.call('app.settings', {}),
    engine.call('library.state', {}),
    engine.call('workspace.list', {}),
    engine.call('settings.get', {}),
  ])
  const state = library.ok ? library.value : unknownLibrary
  // Why none is open is asked after the library: its opening is over by then.
  const health = state.path === null ? await shellLink.call('app.health', {}) : null
  const failed = health?.ok ? health.value.library : null
  return {
    info: info.ok ? info.value : null,
    appSettings: appSettings.ok ? appSettings.value : null,
    library: state,
    ...(health?.ok ? { health: health.value } : {}),
    stage: firstStage({
      openPath: state.path,
      lastPath: failed?.path ?? (appSettings.ok ? appSettings.value.libraryPath : null),
      workspaces: workspaces.ok ? workspaces.value.length : 0,
      policyAsked: !settings.ok || settings.value.policy !== null,
    }),
  }
}

/** Puts the application menu there, and anew when the libraries it names have changed. */
import { app, Menu, shell } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Result } from '../../preload/contract/result.ts'
import { type ReviewAction, reviewAction } from '../../preload/contract/review-action.ts'
import type { EngineHost } from './engine-host.ts'
import { showLicences } from './licences.ts'
import type { MainWindow } from './main-window.ts'
import { idOf } from './menu-room.ts'
import { type MenuActions, menuTemplate } from './menu-template.ts'
import { mayOpenOutside } from './security.ts'
import type { SettingsFile } from './settings-file.ts'
import { versions } from './versions.ts'

export type MenuParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly window: Pick<MainWindow, 'command' | 'say'>
  readonly settings: SettingsFile
  readonly logFolder: string
  readonly diagnostics: () => Promise<Result<{ saved: boolean }, DailiesError>>
}

export class AppMenu {
  readonly #parts: MenuParts
  #offered: ReadonlySet<ReviewAction> = new Set()
  #shown: readonly string[] | null = null

  constructor(parts: MenuParts) {
    this.#parts = parts
  }

  start(): void {
    app.setAboutPanelOptions(aboutPanel())
    this.#show()
    this.#parts.settings.onChange(() => this.#show())
    // Without its window nothing can be told to a room.
    app.on('browser-window-created', (_event, window) => window.once('closed', () => this.offer([])))
  }

  /** What the review room can be told now. */
  offer(actions: readonly ReviewAction[]): void {
    this.#offered = new Set(actions)
    const menu = Menu.getApplicationMenu()
    for (const action of reviewAction.options) {
      const item = menu?.getMenuItemById(idOf(action)) ?? null
      if (item !== null) item.enabled = this.#offered.has(action)
    }
  }

  #show(): void {
    const { recentLibraries } = this.#parts.settings.get()
    if (this.#shown?.join('\n') === recentLibraries.join('\n')) return
    this.#shown = recentLibraries
    const isMac = process.platform === 'darwin'
    const facts = { isMac, isDeveloping: !app.isPackaged, recentLibraries, offered: this.#offered }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actionsOf(this.#parts))))
  }
}

function actionsOf({ engine, window, settings, logFolder, diagnostics }: MenuParts): MenuActions {
  return {
    command: window.command,
    pauseAll: () => void engine.call('downloads.pauseAll', {}),
    resumeAll: () => void engine.call('downloads.resumeAll', {}),
    forgetRecent: () => settings.change({ recentLibraries: [] }),
    showLogs: () => void shell.openPath(logFolder),
    saveDiagnostics: () =>
      void diagnostics().then((answer) => {
        if (!answer.ok) window.say(answer.error.message)
      }),
    showLicences: () =>
      void showLicences().then((answer) => {
        if (!answer.ok) window.say(answer.error.message)
      }),
    openOutside: (url) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
    },
  }
}

/** macOS and Windows show different ones of these; all of them the versions. */
function aboutPanel(): Electron.AboutPanelOptionsOptions {
  const [own, ...others] = versions()
  return {
    applicationName: 'Dailies',
    applicationVersion: own?.version ?? '',
    copyright: 'Copyright © 2026 The Dailies authors · MIT licence',
    credits: others.map(({ name, version }) => `${name} ${version}`).join('\n'),
  }
}

/** Puts the application menu there, and anew when the libraries it names have changed. */
import { app, Menu, shell } from 'electron'
import type { Action } from '../../../preload/contract/action.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { EngineHost } from '../engine-host.ts'
import { showLicences } from '../licences.ts'
import type { MainWindow } from '../main-window.ts'
import { mayOpenOutside } from '../security.ts'
import type { SettingsFile } from '../settings-file.ts'
import { versions } from '../versions.ts'
import { type Offered, renew } from './menu-items.ts'
import { type MenuActions, menuTemplate } from './menu-template.ts'

export type MenuParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly window: Pick<MainWindow, 'command' | 'say'>
  readonly settings: SettingsFile
  readonly logFolder: string
  readonly diagnostics: () => Promise<Result<{ saved: boolean }, DailiesError>>
}

export class AppMenu {
  readonly #parts: MenuParts
  #offered: Offered = null
  #shown: readonly string[] | null = null

  constructor(parts: MenuParts) {
    this.#parts = parts
  }

  start(): void {
    app.setAboutPanelOptions(aboutPanel())
    this.#show()
    this.#parts.settings.onChange(() => this.#show())
    // Without its window nothing can be told to a screen.
    app.on('browser-window-created', (_event, window) => window.once('closed', () => this.offer(null)))
  }

  /** What the window can be told now. */
  offer(offered: Offered): void {
    this.#offered = offered
    this.#renew()
  }

  #renew(): void {
    const menu = Menu.getApplicationMenu()
    if (menu !== null) renew((id) => menu.getMenuItemById(id), this.#offered)
  }

  #show(): void {
    const { recentLibraries } = this.#parts.settings.get()
    if (this.#shown?.join('\n') === recentLibraries.join('\n')) return
    this.#shown = recentLibraries
    const isMac = process.platform === 'darwin'
    const facts = { isMac, isDeveloping: !app.isPackaged, recentLibraries, offered: this.#offered }
    const actions = actionsOf(this.#parts, () => this.#renew())
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)))
  }
}

/** These need no window, and open none. */
function withoutWindow({ engine, window, logFolder, diagnostics }: MenuParts): Partial<Record<Action, () => void>> {
  const say = (answer: Promise<Result<unknown, DailiesError>>) =>
    void answer.then((result) => {
      if (!result.ok) window.say(result.error.message)
    })
  return {
    'pause-all': () => void engine.call('downloads.pauseAll', {}),
    'resume-all': () => void engine.call('downloads.resumeAll', {}),
    'save-diagnostics': () => say(diagnostics()),
    'show-log': () => void shell.openPath(logFolder),
    licences: () => say(showLicences()),
  }
}

function actionsOf(parts: MenuParts, renewMenu: () => void): MenuActions {
  const { window, settings } = parts
  const own = withoutWindow(parts)
  return {
    act: (action) => {
      const run = own[action] ?? (() => window.command({ kind: 'act', action }))
      run()
      // The system has moved the mark before the window has done anything.
      renewMenu()
    },
    showList: (list) => window.command({ kind: 'list', list }),
    openLibrary: (path) => window.command({ kind: 'open-library', path }),
    forgetRecent: () => settings.change({ recentLibraries: [] }),
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

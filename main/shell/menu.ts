/** Puts the application menu there, and anew when the libraries it names have changed. */
import { app, Menu, shell } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { EngineHost } from './engine-host.ts'
import { showLicences } from './licences.ts'
import type { MainWindow } from './main-window.ts'
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

export function keepMenu({ engine, window, settings, logFolder, diagnostics }: MenuParts): void {
  app.setAboutPanelOptions(aboutPanel())
  const actions: MenuActions = {
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
  let shown: readonly string[] | null = null
  const show = () => {
    const { recentLibraries } = settings.get()
    if (shown?.join('\n') === recentLibraries.join('\n')) return
    shown = recentLibraries
    const facts = { isMac: process.platform === 'darwin', isDeveloping: !app.isPackaged, recentLibraries }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, actions)))
  }
  show()
  settings.onChange(show)
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

/** Puts the application menu there, and anew when the libraries it names have changed. */
import { app, Menu, shell } from 'electron'
import type { EngineHost } from './engine-host.ts'
import type { MainWindow } from './main-window.ts'
import { type MenuActions, menuTemplate } from './menu-template.ts'
import { mayOpenOutside } from './security.ts'
import type { SettingsFile } from './settings-file.ts'

export type MenuParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly window: Pick<MainWindow, 'command'>
  readonly settings: SettingsFile
  readonly logFolder: string
}

export function keepMenu({ engine, window, settings, logFolder }: MenuParts): void {
  const actions: MenuActions = {
    command: window.command,
    pauseAll: () => void engine.call('downloads.pauseAll', {}),
    resumeAll: () => void engine.call('downloads.resumeAll', {}),
    forgetRecent: () => settings.change({ recentLibraries: [] }),
    showLogs: () => void shell.openPath(logFolder),
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

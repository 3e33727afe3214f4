/**
 * Starts Dailies when the person logs in, without a window, if they want that. macOS and Windows keep a list for it; on
 * Linux it is a file that every desktop reads (freedesktop.org, Desktop Application Autostart Specification).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { MainWindow } from '../main-window.ts'
import type { SettingsFile } from '../settings-file.ts'
import type { ShellLog } from '../shell-log.ts'
import { autostartEntry } from './autostart-entry.ts'

const hiddenSwitch = '--hidden'

/** Was it the login that started us, so that no window is wanted? */
export function isStartedHidden(argv: readonly string[]): boolean {
  if (process.platform === 'darwin') return app.getLoginItemSettings().wasOpenedAtLogin
  return argv.includes(hiddenSwitch)
}

/** Follows the setting. At the start only if it is on: an AppImage may have moved, and another profile's off is not ours. */
export function keepLoginItem(settings: SettingsFile, window: Pick<MainWindow, 'say'>, log: ShellLog): void {
  let isThere = false
  const follow = () => {
    const { opensAtLogin } = settings.get()
    if (opensAtLogin === isThere) return
    isThere = opensAtLogin
    try {
      setLoginItem(opensAtLogin)
    } catch (error) {
      log.warn('login-item-refused', { error })
      window.say('The system doesn’t let Dailies change what is started when you log in. Its own settings may.')
    }
  }
  follow()
  settings.onChange(follow)
}

/** Throws when the system refuses. */
function setLoginItem(isWanted: boolean): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args: [hiddenSwitch] })
    return
  }
  // Where XDG_CONFIG_HOME says, or ~/.config.
  const folder = join(app.getPath('appData'), 'autostart')
  const file = join(folder, 'dailies.desktop')
  if (!isWanted) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, autostartEntry(ownCommand()))
}

/** An AppImage runs from a place that is gone after it has ended; it says where its file is. */
function ownCommand(): string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath
  return [program, ...(app.isPackaged ? [] : [app.getAppPath()]), hiddenSwitch]
}

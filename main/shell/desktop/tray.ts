/** Dailies beside the clock: what it is doing, pause and resume, the window, the way out. */
import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron'
import type { Activity } from '../../../preload/contract/activity.ts'
import { activityWords } from './activity-words.ts'

export type TrayActions = {
  readonly open: () => void
  readonly openDownloads: () => void
  readonly pauseAll: () => void
  readonly resumeAll: () => void
  readonly quit: () => void
}

export class DailiesTray {
  readonly #actions: TrayActions
  readonly #iconFolder: string
  #tray: Tray | null = null
  #shown = ''

  constructor(iconFolder: string, actions: TrayActions) {
    this.#iconFolder = iconFolder
    this.#actions = actions
  }

  show(activity: Activity): void {
    this.#tray ??= this.#make()
    const words = activityWords(activity)
    // The system builds a menu anew each time.
    const key = `${words} ${activity.hold.kind}`
    if (key === this.#shown) return
    this.#shown = key
    this.#tray.setToolTip(`Dailies · ${words}`)
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayMenu(activity, this.#actions)))
  }

  hide(): void {
    this.#tray?.destroy()
    this.#tray = null
    this.#shown = ''
  }

  #make(): Tray {
    // macOS colours a template itself, and finds the larger one by its name.
    const name = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
    const tray = new Tray(nativeImage.createFromPath(join(this.#iconFolder, name)))
    // There a click opens the menu; elsewhere it would do nothing.
    if (process.platform !== 'darwin') tray.on('click', this.#actions.open)
    return tray
  }
}

function trayMenu(activity: Activity, actions: TrayActions): MenuItemConstructorOptions[] {
  const isPaused = activity.hold.kind === 'paused'
  return [
    { label: activityWords(activity), click: actions.openDownloads },
    { type: 'separator' },
    { label: 'Open Dailies', click: actions.open },
    isPaused
      ? { label: 'Resume all downloads', click: actions.resumeAll }
      : {
          label: 'Pause all downloads',
          enabled: activity.running + activity.queued > 0,
          click: actions.pauseAll,
        },
    { type: 'separator' },
    { label: 'Quit Dailies', click: actions.quit },
  ]
}

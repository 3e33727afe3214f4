/** Dailies at home on the machine: what its downloads mean for sleep, taskbar, tray, notifications and leaving. */
import { app } from 'electron'
import type { Activity, ExpiryNotice, FinishedBatch } from '../../../preload/contract/activity.ts'
import type { EngineHost } from '../engine-host.ts'
import type { MainWindow } from '../main-window.ts'
import type { SettingsFile } from '../settings-file.ts'
import type { ShellLog } from '../shell-log.ts'
import { type ActivityBoard, isDownloading, isStuck } from './activity-board.ts'
import { activityWords } from './activity-words.ts'
import { expiryWords } from './expiry-words.ts'
import { KeepAwake } from './keep-awake.ts'
import { watchLeaving } from './leaving.ts'
import { batchWords, notify } from './notifications.ts'
import { showOnTaskbar } from './taskbar.ts'
import { ToldOnce } from './told-once.ts'
import { DailiesTray } from './tray.ts'

export type DesktopParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly window: Pick<MainWindow, 'show' | 'command' | 'announce'>
  readonly settings: SettingsFile
  readonly activity: ActivityBoard
  readonly log: ShellLog
  /** Of a file in the profile. */
  readonly profile: (name: string) => string
  readonly iconFolder: string
}

export class Desktop {
  readonly #parts: DesktopParts
  readonly #awake = new KeepAwake()
  readonly #tray: DailiesTray
  #isOnTaskbar = false
  #isDriveFull = false

  constructor(parts: DesktopParts) {
    const { engine, window, iconFolder } = parts
    this.#parts = parts
    this.#tray = new DailiesTray(iconFolder, {
      open: window.show,
      openDownloads: () => window.command({ kind: 'act', action: 'downloads' }),
      pauseAll: () => void engine.call('downloads.pauseAll', {}),
      resumeAll: () => void engine.call('downloads.resumeAll', {}),
      quit: () => app.quit(),
    })
  }

  start(): void {
    const { activity, settings, window, profile, log } = this.#parts
    const show = () => this.#show()
    activity.onChange(show)
    settings.onChange(show)
    // A new window's button on the taskbar knows of nothing.
    app.on('browser-window-created', () => this.#mark(activity.now()))
    const tray = new ToldOnce(profile('told-once.json'), log)
    watchLeaving({
      isDownloading: () => isDownloading(activity.now()),
      staysInTray: () => settings.get().staysInTray,
      livesInTray: () => settings.get().opensAtLogin,
      onStaying: () => tray.tell('stays-in-tray', () => notify(stayingWords, window.show)),
      reopen: window.show,
    })
  }

  finished(batch: FinishedBatch): void {
    const { settings, window } = this.#parts
    const words = batchWords(batch)
    window.announce(`${words.title}. ${words.body}`)
    if (!settings.get().notifiesOfDownloads) return
    notify(words, () => window.command({ kind: 'act', action: 'downloads' }))
  }

  /** false: a person doesn't want to be told. */
  expiring(notice: ExpiryNotice): boolean {
    const { settings, window } = this.#parts
    if (!settings.get().notifiesOfExpiry) return false
    notify(expiryWords(notice), () => window.command({ kind: 'list', list: 'expiring' }))
    return true
  }

  #show(): void {
    const activity = this.#parts.activity.now()
    const { keepAwake, staysInTray, opensAtLogin } = this.#parts.settings.get()
    this.#awake.keep(keepAwake && activity.running > 0)
    this.#mark(activity)
    this.#tellOfFullDrive(activity)
    // Started without a window, nothing else would lead to it.
    if (staysInTray || opensAtLogin) this.#tray.show(activity)
    else this.#tray.hide()
  }

  /** Of what else stops the downloads the window says more. */
  #tellOfFullDrive(activity: Activity): void {
    const isFull = activity.hold.kind === 'disk-full' && isStuck(activity)
    if (isFull && !this.#isDriveFull) this.#parts.window.announce(activityWords(activity))
    this.#isDriveFull = isFull
  }

  /** Where nothing was shown there is nothing to take away: the first word to the taskbar takes a start ten milliseconds. */
  #mark(activity: Activity): void {
    const isBusy = activity.running + activity.queued > 0
    if (isBusy || this.#isOnTaskbar) showOnTaskbar(activity, this.#parts.iconFolder)
    this.#isOnTaskbar = isBusy
  }
}

const stayingWords = {
  title: 'Dailies goes on downloading',
  body: 'It stays in the tray until you quit it there. Settings say whether it should.',
}

/** The app's own settings, which stay on this computer. A key that can't be read has its default; the others are kept. */
import { z } from 'zod'
import { type AppSettings, appSettings } from '../../preload/contract/settings.ts'
import { JsonFile } from '../json-file.ts'
import type { ShellLog } from './shell-log.ts'

const defaults: AppSettings = {
  theme: 'system',
  keepAwake: true,
  staysInTray: true,
  notifiesOfDownloads: true,
  notifiesOfExpiry: true,
  opensAtLogin: false,
  captionSize: 'normal',
  libraryPath: null,
  recentLibraries: [],
}

const { shape } = appSettings
const tolerant: z.ZodType<AppSettings> = z.object({
  theme: shape.theme.catch(defaults.theme),
  keepAwake: shape.keepAwake.catch(defaults.keepAwake),
  staysInTray: shape.staysInTray.catch(defaults.staysInTray),
  notifiesOfDownloads: shape.notifiesOfDownloads.catch(defaults.notifiesOfDownloads),
  notifiesOfExpiry: shape.notifiesOfExpiry.catch(defaults.notifiesOfExpiry),
  opensAtLogin: shape.opensAtLogin.catch(defaults.opensAtLogin),
  captionSize: shape.captionSize.catch(defaults.captionSize),
  libraryPath: shape.libraryPath.catch(defaults.libraryPath),
  recentLibraries: shape.recentLibraries.catch(defaults.recentLibraries),
})

type Change = { readonly [K in keyof AppSettings]?: AppSettings[K] | undefined }

const recentAtMost = 8

export class SettingsFile {
  readonly #file: JsonFile<AppSettings>
  readonly #log: ShellLog
  readonly #listeners: ((settings: AppSettings) => void)[] = []
  #settings: AppSettings
  /** It holds settings that couldn't be read today: to write it would be to lose them. */
  readonly #isUnread: boolean
  /** What a person has to know of the file; null: it was fine, or there was none. */
  readonly notice: string | null

  constructor(path: string, log: ShellLog) {
    this.#file = new JsonFile(path, tolerant)
    this.#log = log
    const found = this.#file.read()
    this.#isUnread = !found.ok
    this.#settings = (found.ok ? found.value : null) ?? defaults
    this.notice = found.ok ? (found.value === null ? this.#setAside() : null) : unread(path)
    if (!found.ok) log.warn('settings-unread', { error: found.error })
  }

  get(): AppSettings {
    return this.#settings
  }

  onChange(listen: (settings: AppSettings) => void): void {
    this.#listeners.push(listen)
  }

  openedLibrary(path: string): void {
    const others = this.#settings.recentLibraries.filter((it) => it !== path)
    this.change({ libraryPath: path, recentLibraries: [path, ...others].slice(0, recentAtMost) })
  }

  movedLibrary(from: string, to: string): void {
    this.change({ recentLibraries: this.#settings.recentLibraries.filter((it) => it !== from) })
    this.openedLibrary(to)
  }

  /** A disk that refuses costs the memory of it, not the change. */
  change(some: Change): AppSettings {
    const known = Object.entries(some).filter(([, value]) => value !== undefined)
    this.#settings = appSettings.parse({ ...this.#settings, ...Object.fromEntries(known) })
    if (!this.#isUnread) this.#write()
    for (const listen of this.#listeners) listen(this.#settings)
    return this.#settings
  }

  #write(): void {
    try {
      this.#file.write(this.#settings)
    } catch (error) {
      this.#log.warn('settings-not-saved', { error })
    }
  }

  /** A file that is no settings at all: what is in it isn't lost. */
  #setAside(): string | null {
    const aside = this.#file.setAside()
    if (aside === null) return null
    this.#log.warn('settings-set-aside', { file: aside })
    return wasSetAside
  }
}

const wasSetAside =
  'The settings of this computer couldn’t be read, so Dailies starts with the usual ones. The old file was kept beside them, as settings.json.broken.'

const unread = (path: string): string =>
  `The settings of this computer can’t be read today, so Dailies starts with the usual ones and leaves the file as it is: what you set now lasts until you quit. Check that no other program holds ${path} and that this account may read it, then start Dailies again.`

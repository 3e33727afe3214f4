/** The app's own settings, which stay on this computer. A key that can't be read has its default; the others are kept. */
import { z } from 'zod'
import { type AppSettings, appSettings } from '../../preload/contract/settings.ts'
import { JsonFile } from './json-file.ts'
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
  /** A file that is no settings at all was put there, so that what was in it isn't lost; null: it was fine, or there was none. */
  readonly setAside: string | null

  constructor(path: string, log: ShellLog) {
    this.#file = new JsonFile(path, tolerant)
    this.#log = log
    const read = this.#file.read()
    this.#settings = read ?? defaults
    this.setAside = read === null ? this.#file.setAside() : null
    if (this.setAside !== null) log.warn('settings-set-aside', { file: this.setAside })
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
    try {
      this.#file.write(this.#settings)
    } catch (error) {
      this.#log.warn('settings-not-saved', { error })
    }
    for (const listen of this.#listeners) listen(this.#settings)
    return this.#settings
  }
}

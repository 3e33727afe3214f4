/** The app's own settings, which stay on this computer. A key that can't be read has its default; the others are kept. */
import { z } from 'zod'
import { type AppSettings, appSettings } from '../../preload/contract/settings.ts'
import { JsonFile } from './json-file.ts'
import type { ShellLog } from './shell-log.ts'

const tolerant: z.ZodType<AppSettings> = z.object({
  theme: appSettings.shape.theme.catch('system'),
  libraryPath: appSettings.shape.libraryPath.catch(null),
})

export class SettingsFile {
  readonly #file: JsonFile<AppSettings>
  readonly #log: ShellLog
  #settings: AppSettings

  constructor(path: string, log: ShellLog) {
    this.#file = new JsonFile(path, tolerant)
    this.#log = log
    this.#settings = this.#file.read() ?? { theme: 'system', libraryPath: null }
  }

  get(): AppSettings {
    return this.#settings
  }

  /** A disk that refuses costs the memory of it, not the change. */
  change(some: Partial<AppSettings>): AppSettings {
    this.#settings = { ...this.#settings, ...some }
    try {
      this.#file.write(this.#settings)
    } catch (error) {
      this.#log.warn('settings-not-saved', { error })
    }
    return this.#settings
  }
}

/**
 * The folders that a person has named as a library: in a dialog, on the command line, to the system, or by an earlier
 * opening. The page may open these and no others, so that a page gone wrong can't make or read a library elsewhere.
 */
import { resolve } from 'node:path'
import type { SettingsFile } from './settings-file.ts'

export class LibraryChoices {
  readonly #settings: Pick<SettingsFile, 'get'>
  readonly #named = new Set<string>()

  constructor(settings: Pick<SettingsFile, 'get'>) {
    this.#settings = settings
  }

  add(path: string): void {
    this.#named.add(resolve(path))
  }

  has(path: string): boolean {
    const { libraryPath, recentLibraries } = this.#settings.get()
    const asked = resolve(path)
    return (
      this.#named.has(asked) || [libraryPath, ...recentLibraries].some((it) => it !== null && resolve(it) === asked)
    )
  }
}

/** What is worth saying a first time, and tiresome a second: remembered in the profile. */
import { z } from 'zod'
import { JsonFile } from '../../json-file.ts'
import type { ShellLog } from '../shell-log.ts'

export class ToldOnce {
  readonly #file: JsonFile<string[]>
  readonly #log: ShellLog

  constructor(path: string, log: ShellLog) {
    this.#file = new JsonFile(path, z.array(z.string()))
    this.#log = log
  }

  tell(what: string, say: () => void): void {
    const told = this.#file.read()
    if (told.ok && told.value?.includes(what)) return
    say()
    try {
      if (!told.ok) throw told.error
      this.#file.write([...(told.value ?? []), what])
    } catch (error) {
      this.#log.warn('told-not-remembered', { error })
    }
  }
}

/**
 * One small JSON file of the app: replaced atomically, read tolerantly. A file that can't be read or has another shape
 * counts as absent, because nothing of the user's is in it that would be worth refusing to start for.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

export class JsonFile<T> {
  readonly #path: string
  readonly #schema: z.ZodType<T>

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path
    this.#schema = schema
  }

  read(): T | null {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(readFileSync(this.#path, 'utf8')))
      return parsed.success ? parsed.data : null
    } catch {
      return null
    }
  }

  /** Where it is now, under another name; null when there was none. For a file that a person may want to look into. */
  setAside(): string | null {
    const aside = `${this.#path}.broken`
    try {
      renameSync(this.#path, aside)
      return aside
    } catch {
      return null
    }
  }

  /** false: it is still there. */
  remove(): boolean {
    try {
      rmSync(this.#path, { force: true })
      return true
    } catch {
      return false
    }
  }

  /** Throws when the disk refuses. */
  write(value: T): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    const beside = `${this.#path}.new`
    const descriptor = openSync(beside, 'w', 0o600)
    try {
      writeSync(descriptor, JSON.stringify(value, null, 2))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(beside, this.#path)
  }
}

/**
 * One small JSON file of the app: replaced atomically, read tolerantly. A file of another shape counts as absent, because
 * nothing of the user's is in it that would be worth refusing to start for. One that can't be read today (another program
 * holds it, the disk hiccups) is not absent: whoever would write it again has to know.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { err, ok, type Result } from '../preload/contract/result.ts'

export class JsonFile<T> {
  readonly #path: string
  readonly #schema: z.ZodType<T>

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path
    this.#schema = schema
  }

  /** null: there is none, or nothing in it is what it should be. The error: it is there, and the system doesn't give it out. */
  read(): Result<T | null, unknown> {
    try {
      const content = readFileSync(this.#path, 'utf8')
      const parsed = this.#schema.safeParse(parseJson(content))
      return ok(parsed.success ? parsed.data : null)
    } catch (error) {
      return isNotThere(error) ? ok(null) : err(error)
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

const isNotThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}

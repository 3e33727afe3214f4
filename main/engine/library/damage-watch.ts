/**
 * Notices when SQLite says in the middle of work that the library's database is damaged. A mark in the folder makes the
 * next opening set it aside and rebuild, whatever a check of it would say: it would be met again.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err } from '../../../preload/contract/result.ts'
import { codeOf } from '../adapters/error-code.ts'
import { type LibraryFiles, privateFolder } from '../adapters/library/library-files.ts'
import type { Log } from '../core/ports.ts'
import { databaseFailure } from '../db/database-failure.ts'
import type { Handlers } from '../rpc/handler.ts'

export const damageMark = `${privateFolder}/database-is-damaged`

export type DamageWatchParts = {
  readonly files: LibraryFiles
  readonly writable: boolean
  readonly log: Log
  /** Once: whoever runs the engine opens the library again. */
  readonly onDamage: () => void
}

export class DamageWatch {
  readonly #parts: DamageWatchParts
  #seen = false

  constructor(parts: DamageWatchParts) {
    this.#parts = parts
  }

  /** Answers whether it was damage; any other failure is none of its business. */
  saw(error: unknown): boolean {
    if (!saysDamage(error)) return false
    const { files, writable, log, onDamage } = this.#parts
    if (this.#seen || !writable) return true
    this.#seen = true
    log.error('library.database-damaged', { error })
    files.replaceFile(damageMark, '')
    onDamage()
    return true
  }

  readonly failureOf = (error: unknown): DailiesError | null => {
    this.saw(error)
    return databaseFailure(error)
  }

  watching(handlers: Handlers): Handlers {
    return new Proxy(handlers, {
      get: (target, name, receiver) => {
        const handler: unknown = Reflect.get(target, name, receiver)
        if (typeof handler !== 'function') return handler
        return async (input: unknown) => {
          try {
            return await Reflect.apply(handler, undefined, [input])
          } catch (error) {
            if (this.saw(error)) return err(isDamaged)
            throw error
          }
        }
      },
    })
  }
}

/** Of this thread's connection, or told by the one that reads. */
export const saysDamage = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error) ?? '')

const isDamaged: DailiesError = {
  kind: 'corrupt',
  message:
    'The library’s database turned out to be damaged. Dailies keeps it aside and makes a new one from the recordings in the folder; try again when that is done.',
}

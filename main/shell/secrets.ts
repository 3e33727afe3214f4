/**
 * Credentials, kept with the system's key store in one encrypted file. Where there is none (Linux without a keyring
 * "encrypts" with a password that everybody knows) nothing is written: they last for the session.
 */
import { safeStorage } from 'electron'
import { z } from 'zod'
import { type KeptConnection, type KnownConnection, keptConnection } from '../../preload/contract/control.ts'
import { JsonFile } from './json-file.ts'
import { forgetting, keeping, learning } from './kept-connections.ts'
import type { ShellLog } from './shell-log.ts'

const envelope = z.object({ encrypted: z.base64() })
const contents = z.array(keptConnection)

export class Secrets {
  readonly #file: JsonFile<z.infer<typeof envelope>>
  readonly #log: ShellLog
  #kept: KeptConnection[] | null = null

  constructor(path: string, log: ShellLog) {
    this.#file = new JsonFile(path, envelope)
    this.#log = log
  }

  /** false: there is no key store; what is connected is forgotten when the app ends. */
  areKept(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false
    if (process.platform !== 'linux') return true
    return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  }

  all(): readonly KeptConnection[] {
    this.#kept ??= this.#read()
    return this.#kept
  }

  keep(connection: KeptConnection): void {
    this.#replace(keeping(this.all(), connection))
  }

  /** Also those that a workspace had before. */
  forget(whose: KnownConnection): void {
    this.#replace(forgetting(this.all(), whose))
  }

  /** Whose they are, for the day on which they are to be forgotten. */
  learn(known: readonly KnownConnection[]): void {
    const learned = learning(this.all(), known)
    if (learned !== null) this.#replace(learned)
  }

  #read(): KeptConnection[] {
    const sealed = this.areKept() ? this.#file.read() : null
    if (!sealed) return []
    try {
      return contents.parse(JSON.parse(safeStorage.decryptString(Buffer.from(sealed.encrypted, 'base64'))))
    } catch {
      // The key is another one: a restored backup, a reset keychain. No details, they might quote what was decrypted.
      this.#log.warn('credentials-unreadable')
      return []
    }
  }

  #replace(kept: KeptConnection[]): void {
    this.#kept = kept
    if (!this.areKept()) return
    try {
      this.#file.write({ encrypted: safeStorage.encryptString(JSON.stringify(kept)).toString('base64') })
    } catch {
      this.#log.warn('credentials-not-saved')
    }
  }
}

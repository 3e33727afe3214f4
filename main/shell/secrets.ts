/**
 * Credentials, kept with the system's key store in one encrypted file. Where there is none (Linux without a keyring
 * "encrypts" with a password that everybody knows) nothing is written: they last for the session. What can't be decrypted
 * today (a prompt that was denied, a locked wallet) is tried again and stays in the file, whatever else is kept meanwhile.
 * A file that can't be read today is left as it is.
 */
import { safeStorage } from 'electron'
import { z } from 'zod'
import {
  type KeptConnection,
  type KnownConnection,
  keptConnection,
  knownConnection,
} from '../../preload/contract/control.ts'
import { JsonFile } from '../json-file.ts'
import { forgetting, keeping, learning } from './kept-connections.ts'
import type { ShellLog } from './shell-log.ts'

/** Credentials that were encrypted at one time, and whose were disconnected while nobody could take them out. */
const sealed = z.object({ encrypted: z.base64(), forgotten: z.array(knownConnection).default([]) })
type Sealed = z.infer<typeof sealed>
const envelope = sealed.extend({ unread: z.array(sealed).default([]) })
const contents = z.array(keptConnection)

export class Secrets {
  readonly #file: JsonFile<z.infer<typeof envelope>>
  readonly #log: ShellLog
  readonly #path: string
  /** Hears what a person has to know, a sentence each, and each once. */
  readonly #say: (words: string) => void
  readonly #said = new Set<string>()
  #kept: KeptConnection[] = []
  /** What the file holds and couldn't be decrypted so far, the newest first. */
  #unread: Sealed[] | null = null

  constructor(path: string, log: ShellLog, say: (words: string) => void) {
    this.#path = path
    this.#file = new JsonFile(path, envelope)
    this.#log = log
    this.#say = say
  }

  /** false: there is no key store; what is connected is forgotten when the app ends. */
  areKept(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false
    if (process.platform !== 'linux') return true
    return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  }

  all(): readonly KeptConnection[] {
    const unread = this.#unread ?? this.#inFile()
    if (unread === null) this.#tell(unreadable(this.#path))
    else this.#unread = this.#read(unread)
    return this.#kept
  }

  keep(connection: KeptConnection): void {
    this.#kept = keeping(this.all(), connection)
    if (!this.#save()) this.#tell(notSaved(this.#path))
  }

  /** Also those that a workspace had before. Answers what a person has to know if the disk refuses; null: they are gone. */
  forget(whose: KnownConnection): string | null {
    this.#kept = forgetting(this.all(), whose)
    const inFile = this.#inFile()
    if (inFile === null || this.#unread === null) return stillThere(this.#path)
    const without = (one: Sealed): Sealed => ({ ...one, forgotten: [...one.forgotten, whose] })
    this.#unread = this.#unread.map(without)
    const sealedAlready = inFile.map(without)
    if (this.#save(sealedAlready)) return null
    // A secret that was to go goes, with all others if need be; on a full drive that makes the room for them.
    if (!this.#file.remove()) return stillThere(this.#path)
    const isLost = !this.#save(sealedAlready) && this.#kept.length + this.#unread.length > 0
    return isLost ? othersNotSaved : null
  }

  /** Whose they are, for the day on which they are to be forgotten. */
  learn(known: readonly KnownConnection[]): void {
    const learned = learning(this.all(), known)
    if (learned === null) return
    this.#kept = learned
    this.#save()
  }

  /** null: the file is there, and can't be read today. */
  #inFile(): Sealed[] | null {
    const found = this.#file.read()
    if (!found.ok) this.#log.warn('credentials-unread', { error: found.error })
    if (!found.ok) return null
    const { value } = found
    return value === null ? [] : [{ encrypted: value.encrypted, forgotten: value.forgotten }, ...value.unread]
  }

  #tell(words: string): void {
    if (this.#said.has(words)) return
    this.#said.add(words)
    this.#say(words)
  }

  /** Adds what can be decrypted to what is known; answers the rest. */
  #read(unread: readonly Sealed[]): Sealed[] {
    if (!this.areKept()) return [...unread]
    return unread.filter((one) => {
      const opened = this.#decrypted(one)
      if (opened === null) return true
      // What is known already was kept later.
      this.#kept = this.#kept.reduce(keeping, opened)
      return false
    })
  }

  #decrypted({ encrypted, forgotten }: Sealed): KeptConnection[] | null {
    try {
      const kept = contents.parse(JSON.parse(safeStorage.decryptString(Buffer.from(encrypted, 'base64'))))
      return forgotten.reduce(forgetting, kept)
    } catch {
      // Or the key is another one: a restored backup, a reset keychain. No details, they might quote what was decrypted.
      this.#log.warn('credentials-unreadable')
      return null
    }
  }

  /**
   * `sealedAlready`: what is to stand in the file where nothing can be encrypted today; nobody can take a secret out of that
   * then, only note that it is forgotten. Left out, the file stays as it is. Answers false when the disk refuses.
   */
  #save(sealedAlready: readonly Sealed[] = []): boolean {
    // Said already; what it holds must not be lost for what is kept now.
    if (this.#unread === null) return true
    const encrypted = this.#encrypted()
    const current = encrypted === null ? sealedAlready : [{ encrypted, forgotten: [] }, ...this.#unread]
    const [newest, ...unread] = current
    if (newest === undefined) return true
    try {
      this.#file.write({ ...newest, unread })
      return true
    } catch {
      this.#log.warn('credentials-not-saved')
      return false
    }
  }

  /** null: the key store isn't there, or gives no key today. */
  #encrypted(): string | null {
    if (!this.areKept()) return null
    try {
      return safeStorage.encryptString(JSON.stringify(this.#kept)).toString('base64')
    } catch {
      this.#log.warn('credentials-not-encrypted')
      return null
    }
  }
}

const unreadable = (path: string): string =>
  `The credentials that are kept on this computer can’t be read today, so workspaces may be disconnected. The file is left as it is, and what you connect now lasts until Dailies is quit. Check that no other program holds ${path} and that this account may read it, then start Dailies again.`

const notSaved = (path: string): string =>
  `The workspace is connected, but its credentials couldn’t be saved on this computer: they last until Dailies is quit, and are to be given again then. Check that its disk has room and that this account may write ${path}.`

const stillThere = (path: string): string =>
  `The workspace is disconnected, but its credentials can’t be removed from this computer’s disk and would be used again at the next start. Delete the file ${path}, or make it one that this account may change and disconnect again then.`

const othersNotSaved =
  'The workspace is disconnected and its credentials are gone. Those of the other workspaces can’t be saved, because the disk refuses: they last until Dailies is quit, and are to be given again then.'

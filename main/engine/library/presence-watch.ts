/**
 * Notices that the library's drive has gone, or is another one at the same place. What was opened on it can't be used any
 * more, even when it comes back: the library has to be opened anew. Looks only while a library is open, a few times a minute.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../adapters/error-code.ts'
import { privateFolder } from '../adapters/library/library-files.ts'
import type { Clock, Log, Timer } from '../core/ports.ts'

export type PresenceWatchParts = {
  /** The library's folder, absolute. */
  readonly root: string
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
  /** Once: whoever runs the engine opens the library again, as soon as it is there. */
  readonly onGone: () => void
}

const everyMs = 5000
/** A share that doesn't answer for a moment isn't gone. */
const looksBeforeGone = 2
/** Said of what is there. */
const present: ReadonlySet<string | null> = new Set(['EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EBUSY'])

export class PresenceWatch {
  readonly #parts: PresenceWatchParts
  #timer: Timer | null = null
  #stopped = false
  #device: number | null = null
  #misses = 0

  constructor(parts: PresenceWatchParts) {
    this.#parts = parts
  }

  start(): void {
    void this.look()
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  /** Resolves when it has looked. A drive that doesn't answer holds nobody up: nothing waits for this. */
  async look(): Promise<void> {
    const { root, clock, log, onGone } = this.#parts
    const device = await deviceOf(join(root, privateFolder))
    if (this.#stopped) return
    this.#misses = this.#isThere(device) ? 0 : this.#misses + 1
    if (this.#misses < looksBeforeGone) {
      this.#timer = clock.after(everyMs, () => void this.look())
      return
    }
    this.#stopped = true
    log.warn('library.gone')
    onGone()
  }

  #isThere(device: Device): boolean {
    if (device === 'gone') return false
    if (device === 'unknown') return true
    this.#device ??= device
    return device === this.#device
  }
}

type Device = number | 'gone' | 'unknown'

async function deviceOf(folder: string): Promise<Device> {
  try {
    return (await stat(folder)).dev
  } catch (error) {
    return present.has(codeOf(error)) ? 'unknown' : 'gone'
  }
}

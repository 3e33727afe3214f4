/**
 * Sends a large file to the disk while it comes, off the thread: at its end little is left to wait for. It makes nothing
 * durable by itself, the fsync at the end does; but what it has failed at is told, for that fsync wouldn't hear of it.
 */
import { fdatasync } from 'node:fs'

/** Each time costs the file system a commit, and the end waits for what is younger. */
const everyBytes = 32 * 1024 * 1024

export class WriteBehind {
  readonly #handle: () => number
  #newBytes = 0
  #running: Promise<void> | null = null
  /** The system tells of a failed write once for each handle. */
  #fault: { readonly error: unknown } | null = null

  constructor(handle: () => number) {
    this.#handle = handle
  }

  /** Throws what an earlier turn has failed at. */
  wrote(bytes: number): void {
    if (this.#fault !== null) throw this.#fault.error
    this.#newBytes += bytes
    if (this.#newBytes < everyBytes || this.#running !== null) return
    this.#newBytes = 0
    this.#running = new Promise((resolve) => {
      fdatasync(this.#handle(), (error) => {
        if (error !== null) this.#fault = { error }
        this.#running = null
        resolve()
      })
    })
  }

  /** Resolves when the handle isn't used any more. */
  async rest(): Promise<void> {
    await this.#running
  }

  /** The same; rejects with what has failed. */
  async over(): Promise<void> {
    await this.#running
    if (this.#fault !== null) throw this.#fault.error
  }
}

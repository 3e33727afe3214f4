/** How much room the drive has, asked a few times a second at most: small files finish by the hundred. */
import type { Volume } from './download-ports.ts'
import type { Clock } from './ports.ts'
import { beatMs } from './queue-beat.ts'

export class DriveRoom {
  readonly #volume: Volume
  readonly #clock: Clock
  #seen: { readonly bytes: number; readonly atMs: number } | null = null

  constructor(volume: Volume, clock: Clock) {
    this.#volume = volume
    this.#clock = clock
  }

  /** As last seen; null: it hasn't been asked, or can't be reached. */
  lastSeenBytes(): number | null {
    return this.#seen?.bytes ?? null
  }

  /** null: the library's folder can't be reached. */
  async freeBytes(): Promise<number | null> {
    const atMs = this.#clock.nowMs()
    if (this.#seen !== null && atMs - this.#seen.atMs < beatMs) return this.#seen.bytes
    const bytes = await this.#volume.freeBytes()
    this.#seen = bytes === null ? null : { bytes, atMs }
    return bytes
  }
}

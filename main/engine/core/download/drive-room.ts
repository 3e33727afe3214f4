/** How much room the drive has, asked a few times a second at most: small files finish by the hundred. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Clock } from '../ports.ts'
import { stillNeeds } from './claim.ts'
import type { Volume } from './download-ports.ts'
import { doesNotFit } from './download-reasons.ts'
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

  /** Why so many bytes can't come, by what the drive was last seen to have; null: they fit. `keptBytes`: spoken for. */
  refusal(bytes: number, keptBytes: number): DailiesError | null {
    if (this.#seen === null) return null
    const neededBytes = stillNeeds(bytes, 0)
    const spareBytes = this.#seen.bytes - keptBytes
    return neededBytes > spareBytes ? doesNotFit(neededBytes, spareBytes) : null
  }

  /** However lately that was asked. */
  async look(): Promise<void> {
    this.#seen = null
    await this.freeBytes()
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

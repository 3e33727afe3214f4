/** One timer for the queue: at the next moment at which something can happen by itself. */
import type { Clock, Timer } from '../ports.ts'

/** A timer holds no more than 2^31 ms; waking early is harmless. */
const longestMs = 2_000_000_000
const shortestMs = 10

export class QueueAlarm {
  readonly #clock: Clock
  readonly #ring: () => void
  #timer: Timer | null = null

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Instead of what was set before; null: never. */
  set(delayMs: number | null): void {
    this.#timer?.cancel()
    this.#timer = null
    if (delayMs === null) return
    this.#timer = this.#clock.after(Math.min(longestMs, Math.max(shortestMs, delayMs)), this.#ring)
  }
}

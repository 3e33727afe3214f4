/** The queue's pulse: beats a few times a second while something runs, and not at all when nothing does. */
import type { Clock, Timer } from '../ports.ts'

export const beatMs = 250

export class QueueBeat {
  readonly #clock: Clock
  readonly #isAlive: () => boolean
  readonly #onBeat: (nowMs: number) => void
  #timer: Timer | null = null

  constructor(clock: Clock, isAlive: () => boolean, onBeat: (nowMs: number) => void) {
    this.#clock = clock
    this.#isAlive = isAlive
    this.#onBeat = onBeat
  }

  start(): void {
    if (this.#timer !== null || !this.#isAlive()) return
    this.#timer = this.#clock.after(beatMs, () => {
      this.#timer = null
      this.#onBeat(this.#clock.nowMs())
      this.start()
    })
  }

  stop(): void {
    this.#timer?.cancel()
    this.#timer = null
  }
}

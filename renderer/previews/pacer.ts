/** Lets work pause, lets others have the processor, and ends it when nobody wants it now: asked at every small step. */
import type { Pace } from './messages.ts'

const burstMs = 30

/** The work ends here; what there is of it is worth keeping. */
export class Left extends Error {}

export class Pacer {
  #pace: Pace
  #left = false
  #since = performance.now()
  #go: (() => void)[] = []

  constructor(pace: Pace) {
    this.#pace = pace
  }

  set(pace: Pace): void {
    this.#pace = pace
    if (!pace.paused) this.#wake()
  }

  leave(): void {
    this.#left = true
    this.#wake()
  }

  /** Resolves when the next step may be taken; rejects with `Left` when none may. */
  async turn(): Promise<void> {
    if (this.#pace.gentle && !this.#left) {
      const busyMs = performance.now() - this.#since
      if (busyMs > burstMs) {
        await new Promise((resolve) => setTimeout(resolve, busyMs))
        this.#since = performance.now()
      }
    }
    while (this.#pace.paused && !this.#left) {
      await new Promise<void>((go) => {
        this.#go.push(go)
      })
      this.#since = performance.now()
    }
    if (this.#left) throw new Left()
  }

  #wake(): void {
    for (const go of this.#go.splice(0)) go()
  }
}

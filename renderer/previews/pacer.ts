/** Lets work pause, and lets others have the processor: asked at every small step. */
import type { Pace } from './messages.ts'

const burstMs = 30

export class Pacer {
  #pace: Pace
  #since = performance.now()
  #go: (() => void)[] = []

  constructor(pace: Pace) {
    this.#pace = pace
  }

  set(pace: Pace): void {
    this.#pace = pace
    if (pace.paused) return
    for (const go of this.#go.splice(0)) go()
  }

  /** Resolves when the next step may be taken. */
  async turn(): Promise<void> {
    if (this.#pace.gentle) {
      const busyMs = performance.now() - this.#since
      if (busyMs > burstMs) {
        await new Promise((resolve) => setTimeout(resolve, busyMs))
        this.#since = performance.now()
      }
    }
    while (this.#pace.paused) {
      await new Promise<void>((go) => {
        this.#go.push(go)
      })
      this.#since = performance.now()
    }
  }
}

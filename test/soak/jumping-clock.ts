/** A clock that goes by itself and can be told to jump to its next timer: waiting for a server's mercy costs no time. */
import type { Clock, Timer } from '../../main/engine/core/ports.ts'

const lookEveryMs = 5

type Waiting = { readonly atMs: number; readonly run: () => void }

export class JumpingClock implements Clock {
  readonly #waiting = new Set<Waiting>()
  #aheadMs = 0

  start(): void {
    setInterval(() => this.#fire(), lookEveryMs).unref()
  }

  nowMs(): number {
    return Date.now() + this.#aheadMs
  }

  after(delayMs: number, run: () => void): Timer {
    const waiting = { atMs: this.nowMs() + Math.max(0, delayMs), run }
    this.#waiting.add(waiting)
    return { cancel: () => void this.#waiting.delete(waiting) }
  }

  jump(): void {
    const next = Math.min(...[...this.#waiting].map(({ atMs }) => atMs))
    if (Number.isFinite(next)) this.#aheadMs += Math.max(0, next - this.nowMs())
  }

  #fire(): void {
    const due = [...this.#waiting].filter(({ atMs }) => atMs <= this.nowMs()).sort((a, b) => a.atMs - b.atMs)
    for (const waiting of due) if (this.#waiting.delete(waiting)) waiting.run()
  }
}

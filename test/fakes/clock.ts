// A clock that stands until it is told to go. Timers fire in the order of their times, each at its own.
import type { Clock, Timer } from '../../main/engine/core/ports.ts'

type Waiting = { readonly atMs: number; readonly run: () => void }

export class FakeClock implements Clock {
  #nowMs: number
  readonly #waiting = new Set<Waiting>()

  constructor(nowMs: number = Date.UTC(2026, 10, 22, 12)) {
    this.#nowMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, run: () => void): Timer {
    const waiting = { atMs: this.#nowMs + Math.max(0, delayMs), run }
    this.#waiting.add(waiting)
    return { cancel: () => void this.#waiting.delete(waiting) }
  }

  /** Runs what falls due on the way, also what that adds. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (let next = this.#next(untilMs); next; next = this.#next(untilMs)) {
      this.#waiting.delete(next)
      this.#nowMs = next.atMs
      next.run()
    }
    this.#nowMs = untilMs
  }

  /** Of the timer that fires next; null where none waits. */
  nextDueMs(): number | null {
    return this.#next(Number.POSITIVE_INFINITY)?.atMs ?? null
  }

  #next(untilMs: number): Waiting | undefined {
    return [...this.#waiting].filter((it) => it.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
  }
}

/**
 * "Now, by 100ms's clock", which is what deletes files: days left are counted by it, and nothing else is. Learnt from the
 * Date of the API's answers. Kept for as long as the engine runs: at a start that is offline this computer's clock counts.
 */
import type { Clock, Timer } from './ports.ts'

/** The middle of so many answers counts: one odd Date among them, or a clock that was just set right, settles soon. */
const heardAtMost = 5
/** What an answer's way, a Date cut to seconds and ordinary clocks make. */
const toleratedMs = 5 * 60_000

export class UpstreamClock implements Clock {
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #heard: readonly number[] = []
  #aheadMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How far this computer's clock is ahead; negative: behind; 0: by less than five minutes, or not known. */
  get aheadMs(): number {
    return this.#aheadMs
  }

  nowMs(): number {
    return this.#clock.nowMs() - this.#aheadMs
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#clock.after(delayMs, run)
  }

  /** What one answer says. */
  readonly hear = (aheadMs: number): void => {
    this.#heard = [...this.#heard, aheadMs].slice(-heardAtMost)
    const middleMs = middleOf(this.#heard)
    // From what counts already as well as from none: a second more or less is no news for every list.
    if (Math.abs(middleMs - this.#aheadMs) < toleratedMs) return
    this.#aheadMs = Math.abs(middleMs) < toleratedMs ? 0 : middleMs
    for (const listener of this.#listeners) listener()
  }

  /** Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[(values.length - 1) >> 1] ?? 0
}

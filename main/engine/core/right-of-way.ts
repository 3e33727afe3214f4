/**
 * Who waits for an answer goes first: work in the background stops between two pieces while a question is under way, and
 * for a moment after what a person types, whose next key and whose picture want the processor too. It never stops for long.
 */
import type { Clock, GiveWay, Timer } from './ports.ts'

/** Until the next key, and until what was found is on the screen. */
const restMs = 300
/** One piece of work at least as often as that, whatever is asked. */
const longestMs = 500

export class RightOfWay {
  readonly #clock: Clock
  readonly #standing = new Set<() => void>()
  #asked = 0
  #rest: Timer | null = null
  #isOver = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `typed`: a person asks for something else than before. */
  async first<T>(answer: () => Promise<T>, typed: boolean): Promise<T> {
    this.#asked += 1
    try {
      return await answer()
    } finally {
      this.#asked -= 1
      if (typed) this.#rest?.cancel()
      // Not at once: the answer has to be on its way first.
      if (typed || this.#rest === null) this.#rest = this.#clock.after(typed ? restMs : 0, () => this.#rested())
    }
  }

  readonly giveWay: GiveWay = () => {
    if (this.#isFree()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const go = () => {
        timer.cancel()
        this.#standing.delete(go)
        resolve(this.#isFree())
      }
      const timer = this.#clock.after(longestMs, go)
      this.#standing.add(go)
    })
  }

  /** From now on nobody gives way: the library is being closed. */
  end(): void {
    this.#isOver = true
    this.#rest?.cancel()
    this.#letGo()
  }

  #isFree(): boolean {
    return this.#isOver || (this.#asked === 0 && this.#rest === null)
  }

  #rested(): void {
    this.#rest = null
    if (this.#isFree()) this.#letGo()
  }

  #letGo(): void {
    for (const go of [...this.#standing]) go()
  }
}

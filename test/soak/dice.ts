/** Chance from a seed: the same seed throws the same numbers, so that a run that went wrong can be run again. */
import { mixer } from '../hms/scale-numbers.ts'

export class Dice {
  readonly #mix: ReturnType<typeof mixer>
  #thrown = 0

  constructor(seed: number) {
    this.#mix = mixer(seed)
  }

  /** [0, 1) */
  fraction(): number {
    this.#thrown += 1
    return this.#mix(this.#thrown, 1) / 2 ** 32
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  chance(share: number): boolean {
    return this.fraction() < share
  }

  one<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.whole(0, choices.length - 1)] ?? choices[0]
  }
}

/** Lets so many in at a time, in the order in which they came. */
export class Turnstile {
  #inside = 0
  readonly #waiting: (() => void)[] = []

  /** Resolves when inside; `leave` must follow. */
  async enter(limit: number): Promise<void> {
    if (this.#inside >= limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#inside += 1
  }

  /** The place goes to the next in line. */
  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inside -= 1
    else next()
  }
}

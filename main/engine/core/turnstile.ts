/** Lets so many in at a time, in the order in which they came. */
export class Turnstile {
  #inside = 0
  readonly #waiting: (() => void)[] = []

  get inside(): number {
    return this.#inside
  }

  async through<T>(limit: number, run: () => Promise<T>): Promise<T> {
    await this.#enter(limit)
    try {
      return await run()
    } finally {
      this.#leave()
    }
  }

  async #enter(limit: number): Promise<void> {
    if (this.#inside >= limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#inside += 1
  }

  /** The place goes to the next in line. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#inside -= 1
    else next()
  }
}

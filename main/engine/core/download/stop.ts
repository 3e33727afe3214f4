/**
 * Ends the waits of an attempt that is aborted. 100ms may take half a minute to answer, and whoever pauses or cancels
 * meanwhile doesn't wait for that.
 */
export const stopped = 'stopped'

export class Stop {
  #resolve: () => void = () => undefined
  readonly come = new Promise<typeof stopped>((resolve) => {
    this.#resolve = () => resolve(stopped)
  })

  now(): void {
    this.#resolve()
  }

  orAnswer<T>(answer: Promise<T>): Promise<T | typeof stopped> {
    return Promise.race([answer, this.come])
  }
}

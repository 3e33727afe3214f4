/**
 * The connections that may be opened beside the one each transfer has, shared by all threads that transfer: each writes the
 * count of its own, so what a thread held that has died is free again when its count is.
 */

/** Sixteen in all where four files are fetched at a time. */
const inAll = 12

export function connectionCounts(threads: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(threads * Int32Array.BYTES_PER_ELEMENT))
}

export class SpareConnections {
  readonly #counts: Int32Array
  readonly #place: number

  /** `place`: this thread's, in `counts`. */
  constructor(counts: Int32Array, place: number) {
    this.#counts = counts
    this.#place = place
  }

  /** How many a file gets, of the `most` that it can use: half of what is free, so that the next file finds some too. */
  take(most: number): number {
    const free = inAll - this.#counts.reduce((sum, _, place) => sum + Atomics.load(this.#counts, place), 0)
    const taken = Math.max(0, Math.min(most, Math.ceil(free / 2)))
    Atomics.add(this.#counts, this.#place, taken)
    return taken
  }

  giveBack(): void {
    Atomics.sub(this.#counts, this.#place, 1)
  }
}

/**
 * Who met a wall (no network, too many requests) behind which the whole queue then stopped. If others get through, the wall
 * is that file's own: storage that isn't there, a page in the file's place. From then on it fails by itself and holds
 * nobody up; otherwise a few such files, first in line, would be asked for again and again and nothing behind them ever.
 */
export class Suspects {
  readonly #met = new Set<number>()
  readonly #alone = new Set<number>()

  met(assetId: number): void {
    this.#met.add(assetId)
  }

  /** Others got through after this one had met its wall. */
  isAlone(assetId: number): boolean {
    return this.#alone.has(assetId)
  }

  /** Something arrived: whoever still stood before a wall stands there alone. */
  othersGotThrough(): void {
    for (const assetId of this.#met) this.#alone.add(assetId)
    this.#met.clear()
  }

  clear(assetId: number): void {
    this.#met.delete(assetId)
    this.#alone.delete(assetId)
  }

  /** Whoever asks whether the wall still stands had better not be one of these. */
  all(): readonly number[] {
    return [...this.#met, ...this.#alone]
  }
}

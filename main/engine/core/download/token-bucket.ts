/**
 * A bandwidth limit shared by everything that calls `take`. It allows a debt: a chunk that has already arrived can't be
 * sent back, so its receiver waits until the debt is paid. Time is an argument; a clock that is set back adds no debt.
 */
export class TokenBucket {
  #bytesPerS: number | null
  #share = 1
  #paidUntilMs = 0
  #lastMs = 0

  constructor(bytesPerS: number | null) {
    this.#bytesPerS = bytesPerS
  }

  get isLimited(): boolean {
    return this.#bytesPerS !== null
  }

  /** null: no limit. What is owed under the old limit is forgiven. */
  limit(bytesPerS: number | null): void {
    this.#bytesPerS = bytesPerS
    this.#paidUntilMs = 0
  }

  /** (0, 1] of the limit is this bucket's, the rest others'. What is owed stays owed. */
  share(share: number): void {
    this.#paidUntilMs = this.#lastMs + Math.max(0, this.#paidUntilMs - this.#lastMs) * (this.#share / share)
    this.#share = share
  }

  /** Milliseconds to wait before the next read, after `bytes` have arrived. */
  take(bytes: number, nowMs: number): number {
    if (this.#bytesPerS === null) return 0
    this.#paidUntilMs -= Math.max(0, this.#lastMs - nowMs)
    this.#lastMs = nowMs
    this.#paidUntilMs = Math.max(this.#paidUntilMs, nowMs) + (bytes / (this.#bytesPerS * this.#share)) * 1000
    return this.#paidUntilMs - nowMs
  }
}

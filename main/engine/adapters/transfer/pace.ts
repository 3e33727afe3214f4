/** The bandwidth limit of a thread, as waits: who has received bytes waits until they are paid for, or the limit is another. */
import { TokenBucket } from '../../core/download/token-bucket.ts'

/** Shorter waits than a timer is exact for add up to one that is worth making. */
const shortestWaitMs = 10

export class Pace {
  readonly #bucket = new TokenBucket(null)
  readonly #waiting = new Set<() => void>()
  #bytesPerS: number | null = null

  get isLimited(): boolean {
    return this.#bucket.isLimited
  }

  /** null: no limit. `share`: this thread's part of it, (0, 1]. */
  limit(bytesPerS: number | null, share: number): void {
    if (bytesPerS !== this.#bytesPerS) {
      this.#bucket.limit(bytesPerS)
      // What was owed may have been minutes; nobody waits for a limit that is no more.
      for (const goOn of [...this.#waiting]) goOn()
    }
    this.#bytesPerS = bytesPerS
    this.#bucket.share(share)
  }

  /** After `bytes` have arrived. null: no pause is wanted. Ends early when `signal` aborts; never rejects. */
  take(bytes: number, signal: AbortSignal): Promise<void> | null {
    const waitMs = this.#bucket.take(bytes, Date.now())
    if (waitMs < shortestWaitMs || signal.aborted) return null
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer)
        this.#waiting.delete(goOn)
        signal.removeEventListener('abort', goOn)
        resolve()
      }
      const timer = setTimeout(goOn, waitMs)
      this.#waiting.add(goOn)
      signal.addEventListener('abort', goOn)
    })
  }
}

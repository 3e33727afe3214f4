/**
 * Fetches one file into its `.part` and keeps account of it: which version, how far, what a later try goes on with. The same
 * for a film and for a part of an HLS recording. Tries once; what a failure means is others' to say.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { AttemptProgress } from './attempt-progress.ts'
import type { Fetch, Fetcher, FetchHead, FetchOrder, FetchOutcome } from './download-ports.ts'

type Parts = {
  readonly fetcher: Fetcher
  readonly progress: AttemptProgress
  /** Why a file of so many bytes can't be begun; null: it fits. */
  readonly noRoomFor: (bytes: number) => DailiesError | null
  /** Stores the version that `progress` names now, before its first byte is written. */
  readonly begun: (head: FetchHead) => void
}

export class PartFetch {
  readonly #parts: Parts
  #fetch: Fetch | null = null
  #aborted = false
  /** What was here of it is fetched again: bytes that don't get further than the last time are no progress. */
  #startedOver = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  abort(): void {
    this.#aborted = true
    this.#fetch?.abort()
  }

  async run(order: Omit<FetchOrder, 'resume'>): Promise<FetchOutcome> {
    if (this.#aborted) return { kind: 'aborted' }
    this.#startedOver = false
    const { fetcher, progress } = this.#parts
    const stop: { refusal: DailiesError | null; fault: { readonly error: unknown } | null } = {
      refusal: null,
      fault: null,
    }
    this.#fetch = fetcher.fetch(
      { ...order, resume: progress.record },
      {
        head: (head) => {
          // Thrown where the fetcher calls, it would count as the fetcher's own fault.
          try {
            stop.refusal = this.#begin(head)
          } catch (error) {
            stop.fault = { error }
          }
          if (stop.refusal !== null || stop.fault !== null) this.#fetch?.abort()
        },
        progress: (bytes, checkpoint) => progress.told(bytes, checkpoint),
      },
    )
    const outcome = await this.#fetch.outcome
    this.#fetch = null
    if (stop.fault !== null) throw stop.fault.error
    if (stop.refusal !== null) return { kind: 'failed', error: stop.refusal, newBytes: 0 }
    return outcome.kind === 'failed' && this.#startedOver ? { ...outcome, newBytes: 0 } : outcome
  }

  /** Answers why none of it may be written. */
  #begin(head: FetchHead): DailiesError | null {
    const { progress, noRoomFor, begun } = this.#parts
    const full = head.totalBytes === null ? null : noRoomFor(head.totalBytes)
    if (full !== null) return full
    this.#startedOver = progress.record !== null
    progress.begin(head)
    begun(head)
    return null
  }
}

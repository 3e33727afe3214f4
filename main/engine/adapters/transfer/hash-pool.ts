/** Several transfer workers that only hash: one thread makes about a GB a second at best, which many drives outdo. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import type { Fetcher } from '../../core/download/download-ports.ts'

export type Hasher = Pick<Fetcher, 'hash'> & {
  hashSmall(paths: readonly string[]): Promise<readonly ({ readonly bytes: number; readonly sha256: string } | null)[]>
  close(): Promise<void>
}

export class HashPool {
  readonly #makers: readonly (() => Hasher)[]
  readonly #members = new Map<() => Hasher, { readonly hasher: Hasher; busy: number }>()

  /** `threads` are started when they are needed. */
  constructor(make: () => Hasher, threads: number) {
    this.#makers = Array.from({ length: threads }, () => () => make())
  }

  /** How many at a time keep every thread at work while the next path is on its way. */
  get inFlight(): number {
    return this.#makers.length * 2
  }

  /** sha256 of a file; null: it isn't there. */
  async hash(path: string): Promise<Result<{ readonly bytes: number; readonly sha256: string } | null, DailiesError>> {
    return this.#with((hasher) => hasher.hash(path))
  }

  /** Several at once; null for one that isn't a plain, small file or can't be read: `hash` says why. */
  async hashSmall(
    paths: readonly string[],
  ): Promise<readonly ({ readonly bytes: number; readonly sha256: string } | null)[]> {
    return this.#with((hasher) => hasher.hashSmall(paths))
  }

  async #with<T>(ask: (hasher: Hasher) => Promise<T>): Promise<T> {
    const member = this.#leastBusy()
    member.busy += 1
    try {
      return await ask(member.hasher)
    } finally {
      member.busy -= 1
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#members.values()].map(({ hasher }) => hasher.close()))
  }

  #leastBusy(): { readonly hasher: Hasher; busy: number } {
    const idle = [...this.#members.values()].sort((one, other) => one.busy - other.busy)[0]
    const unused = this.#makers.find((make) => !this.#members.has(make))
    if (idle !== undefined && (idle.busy === 0 || unused === undefined)) return idle
    if (unused === undefined) throw new Error('A pool needs a thread at least')
    const started = { hasher: unused(), busy: 0 }
    this.#members.set(unused, started)
    return started
  }
}

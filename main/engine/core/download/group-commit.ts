/**
 * Writes of downloads that finish together, in one transaction: what a commit costs is shared. Gathered until the engine
 * has heard everything that has come in, so that it waits for nobody, and a single one isn't delayed.
 */

import type { Soon } from '../ports.ts'
import type { DownloadStore } from './download-ports.ts'

type Write = {
  readonly run: () => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export class GroupCommit {
  readonly #store: Pick<DownloadStore, 'together'>
  readonly #soon: Soon
  #waiting: Write[] = []

  constructor(store: Pick<DownloadStore, 'together'>, soon: Soon) {
    this.#store = store
    this.#soon = soon
  }

  /** Resolves when what `run` writes is committed; rejects with what it, and only it, threw. */
  commit(run: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ run, resolve, reject }) === 1) this.#soon(() => this.#flush())
    })
  }

  #flush(): void {
    const writes = this.#waiting
    this.#waiting = []
    if (this.#tryTogether(writes)) return
    // One of them is at fault, and the others aren't.
    for (const write of writes) this.#tryAlone(write)
  }

  #tryTogether(writes: readonly Write[]): boolean {
    if (writes.length === 1) return false
    try {
      this.#store.together(() => {
        for (const { run } of writes) run()
      })
    } catch {
      return false
    }
    for (const { resolve } of writes) resolve()
    return true
  }

  #tryAlone({ run, resolve, reject }: Write): void {
    try {
      this.#store.together(run)
      resolve()
    } catch (error) {
      reject(error)
    }
  }
}

/** How the engine and the library are doing, told whenever it changes: a window that waits must be able to say why. */
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Health } from '../../preload/contract/shell-events.ts'

export class HealthReport {
  readonly #tell: (health: Health) => void
  #now: Health = { engine: { kind: 'starting' }, library: null }

  constructor(tell: (health: Health) => void) {
    this.#tell = tell
  }

  now(): Health {
    return this.#now
  }

  engine(kind: Health['engine']['kind']): void {
    if (kind !== this.#now.engine.kind) this.#change({ engine: { kind } })
  }

  libraryFailed(path: string, error: DailiesError): void {
    const said = this.#now.library
    if (said?.path !== path || said.error.message !== error.message) this.#change({ library: { path, error } })
  }

  libraryOpened(): void {
    if (this.#now.library) this.#change({ library: null })
  }

  #change(some: Partial<Health>): void {
    this.#now = { ...this.#now, ...some }
    this.#tell(this.#now)
  }
}

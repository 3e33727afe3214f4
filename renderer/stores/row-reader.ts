/**
 * Reads the rows of what is on the screen, in batches, each once, and again when a change names it. Old rows stand until
 * the new ones are here, so nothing blinks. Keeps a few thousand; the list itself is only ids.
 */
import type { RecordingRow } from '../../preload/contract/recording.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

const batchSize = 200
const mostKept = 4000

export class RowReader {
  readonly #engine: Pick<EngineLink, 'call'>
  readonly #publish: (rows: ReadonlyMap<number, RecordingRow>) => void
  readonly #read: () => Promise<void>
  #rows = new Map<number, RecordingRow>()
  #fresh = new Set<number>()
  #wanted: readonly number[] = []
  #changes = 0
  #library = 0

  constructor(engine: Pick<EngineLink, 'call'>, publish: (rows: ReadonlyMap<number, RecordingRow>) => void) {
    this.#engine = engine
    this.#publish = publish
    this.#read = latestOnly(() => this.#readBatch())
  }

  want(ids: readonly number[]): void {
    this.#wanted = ids
    if (ids.some((id) => !this.#fresh.has(id))) void this.#read()
  }

  /** Rises with every change: whoever reads rows by other means says when he asked. */
  get changes(): number {
    return this.#changes
  }

  /** Rows that came with something else. `asked`: `changes` at that time; what has changed since is read again. */
  take(rows: readonly RecordingRow[], asked: number): void {
    const missing = rows.filter(({ id }) => !this.#fresh.has(id))
    if (missing.length === 0) return
    const all = new Map(this.#rows)
    for (const row of missing) {
      all.set(row.id, row)
      if (asked === this.#changes) this.#fresh.add(row.id)
    }
    this.#set(all)
  }

  /** null: all of them. */
  forget(ids: readonly number[] | null): void {
    this.#changes += 1
    if (ids === null) this.#fresh.clear()
    else for (const id of ids) this.#fresh.delete(id)
    this.want(this.#wanted)
  }

  forgetAll(): void {
    this.forget(null)
  }

  /** Of another library the same ids are others. */
  startOver(): void {
    this.#changes += 1
    this.#library += 1
    this.#fresh.clear()
    this.#wanted = []
    this.#set(new Map())
  }

  patch(ids: readonly number[], change: (row: RecordingRow) => RecordingRow): void {
    const rows = new Map(this.#rows)
    for (const id of ids) {
      const row = rows.get(id)
      if (row !== undefined) rows.set(id, change(row))
    }
    this.#set(rows)
  }

  async #readBatch(): Promise<void> {
    for (;;) {
      const ids = this.#wanted.filter((id) => !this.#fresh.has(id)).slice(0, batchSize)
      if (ids.length === 0) return
      // Marked before asking: a change that comes meanwhile unmarks it, and it is read once more.
      for (const id of ids) this.#fresh.add(id)
      const library = this.#library
      const answer = await this.#engine.call('library.rows', { ids })
      if (library !== this.#library) continue
      if (!answer.ok) {
        for (const id of ids) this.#fresh.delete(id)
        return
      }
      const rows = new Map(this.#rows)
      for (const row of answer.value) rows.set(row.id, row)
      this.#set(rows)
    }
  }

  #set(rows: Map<number, RecordingRow>): void {
    if (rows.size > mostKept) {
      const wanted = new Set(this.#wanted)
      for (const id of rows.keys()) {
        if (rows.size <= mostKept / 2) break
        if (wanted.has(id)) continue
        rows.delete(id)
        this.#fresh.delete(id)
      }
    }
    this.#rows = rows
    this.#publish(rows)
  }
}

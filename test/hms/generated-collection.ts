/** A collection that is computed, not held: an index gives an item, an id's seconds give back its index. */
import type { Collection } from './collection.ts'
import { idSeconds } from './object-id.ts'

export interface Computed<T> {
  /** Indexes run from 0, the newest, to `count` - 1. */
  count: number
  /** Undefined where there is no item at this index. */
  at(index: number): T | undefined
  /** The index of ids made in this second, or of the next older ones. */
  indexAt(seconds: number): number
}

export class GeneratedCollection<T extends { id: string }> implements Collection<T> {
  readonly #computed: Computed<T>

  constructor(computed: Computed<T>) {
    this.#computed = computed
  }

  get(id: string): T | undefined {
    const item = this.#inside(this.#computed.indexAt(idSeconds(id)))
    return item?.id === id ? item : undefined
  }

  *newestFirst(cursor: string | undefined): Iterable<T> {
    const first = cursor === undefined ? 0 : this.#computed.indexAt(idSeconds(cursor))
    for (let index = Math.max(0, first); index < this.#computed.count; index += 1) {
      const item = this.#computed.at(index)
      if (item !== undefined && (cursor === undefined || item.id < cursor)) yield item
    }
  }

  #inside(index: number): T | undefined {
    return index >= 0 && index < this.#computed.count ? this.#computed.at(index) : undefined
  }
}

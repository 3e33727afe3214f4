/**
 * Newest-first collections with a keyset cursor: one in memory, which tests change, and one layered over a generated
 * collection too large to hold. An id's order is its age, so the cursor may be an id that is no longer there.
 */

export interface Collection<T extends { id: string }> {
  get(id: string): T | undefined
  /** Items older than `cursor` (or the newest), newest first. */
  newestFirst(cursor: string | undefined): Iterable<T>
}

export function page<T extends { id: string }>(
  collection: Collection<T>,
  cursor: string | undefined,
  limit: number,
  matches: (item: T) => boolean,
): T[] {
  const found: T[] = []
  for (const item of collection.newestFirst(cursor)) {
    if (matches(item)) found.push(item)
    if (found.length === limit) break
  }
  return found
}

/** Items in memory over an optional generated collection; a deleted id hides the generated item. */
export class MutableCollection<T extends { id: string }> implements Collection<T> {
  readonly #items = new Map<string, T>()
  readonly #deleted = new Set<string>()
  readonly #below: Collection<T> | undefined
  #order: string[] | undefined

  constructor(below?: Collection<T>) {
    this.#below = below
  }

  put(item: T): T {
    this.#items.set(item.id, item)
    this.#deleted.delete(item.id)
    this.#order = undefined
    return item
  }

  delete(id: string): void {
    this.#items.delete(id)
    this.#deleted.add(id)
    this.#order = undefined
  }

  get(id: string): T | undefined {
    if (this.#deleted.has(id)) return undefined
    return this.#items.get(id) ?? this.#below?.get(id)
  }

  /** The items that were put here, newest first; not those of the generated collection. */
  own(): T[] {
    this.#order ??= [...this.#items.keys()].sort(descending)
    return this.#order.map((id) => this.#items.get(id)).filter((item) => item !== undefined)
  }

  *newestFirst(cursor: string | undefined): Iterable<T> {
    const own = this.own().filter((item) => cursor === undefined || item.id < cursor)
    let next = 0
    for (const item of this.#below?.newestFirst(cursor) ?? []) {
      for (let mine = own[next]; mine !== undefined && mine.id > item.id; mine = own[next]) {
        yield mine
        next += 1
      }
      if (!this.#deleted.has(item.id) && !this.#items.has(item.id)) yield item
    }
    yield* own.slice(next)
  }
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0
}

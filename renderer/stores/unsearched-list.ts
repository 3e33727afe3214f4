/** The list as it stood before a search: there at once when that is cleared. */
import type { LibraryFilter, LibrarySnapshot, LibrarySort } from '../../preload/contract/library.ts'
import { isSearch } from './filter.ts'

type Listed = {
  readonly filter: LibraryFilter
  readonly sort: LibrarySort
  readonly snapshot: LibrarySnapshot | null
  readonly asking: boolean
}

export class UnsearchedList {
  #kept: { readonly asked: string; readonly snapshot: LibrarySnapshot } | null = null

  /** What is on the screen before something else is asked for. That of a search isn't it, nor an answer that is awaited. */
  keep({ filter, sort, snapshot, asking }: Listed): void {
    if (isSearch(filter)) return
    this.#kept = asking || snapshot === null ? null : { asked: asText(filter, sort), snapshot }
  }

  /** null: it isn't known, or something else is asked for. */
  of(filter: LibraryFilter, sort: LibrarySort): LibrarySnapshot | null {
    return this.#kept?.asked === asText(filter, sort) ? this.#kept.snapshot : null
  }

  forget(): void {
    this.#kept = null
  }
}

const asText = (filter: LibraryFilter, sort: LibrarySort): string => JSON.stringify({ filter, sort })

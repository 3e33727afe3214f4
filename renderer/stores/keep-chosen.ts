/**
 * What is chosen, after the list has changed. A line may be gone and what it stood for still be there: a recording that
 * others of its session have joined, a session that lost all but one, a line that the search found once more. Those stay
 * chosen under their new line; else the keyboard would be on a neighbour that nobody has chosen. Pure.
 */
import { type ItemKey, itemAt, keyOfHit, type LibraryItem, type LibraryItems } from './library-items.ts'
import type { Selection } from './selection.ts'

export function keepChosen(before: LibraryItems, after: LibraryItems, selection: Selection): Selection {
  if (selection.focused === null && selection.keys.size === 0) return selection
  const standing = new Set(after.keys)
  const lines = new LinesNow(before, after, standing)
  const keys = new Set<ItemKey>()
  for (const key of selection.keys) {
    const now = lines.of(key)
    if (now !== null) keys.add(now)
  }
  const focused = lines.of(selection.focused) ?? nearest(before.keys, standing, selection.focused)
  const anchor = lines.of(selection.anchor) ?? focused
  const isSame =
    focused === selection.focused &&
    (anchor === selection.anchor || selection.anchor === null) &&
    keys.size === selection.keys.size &&
    [...keys].every((key) => selection.keys.has(key))
  return isSame ? selection : { keys, focused, anchor }
}

/**
 * Keeps it over a list's beginning, which a search shows until the rest is there: what stands only in the rest is chosen
 * again with it, unless something else was chosen meanwhile.
 */
export class ChoiceKeeper {
  /** What was chosen before the beginning was shown, and what of it that had. */
  #whole: { readonly items: LibraryItems; readonly selection: Selection; readonly shown: Selection } | null = null

  keep(before: LibraryItems, after: LibraryItems, selection: Selection, isBeginning: boolean): Selection {
    const from = this.#whole?.shown === selection ? this.#whole : { items: before, selection }
    const shown = keepChosen(from.items, after, from.selection)
    this.#whole = isBeginning ? { items: from.items, selection: from.selection, shown } : null
    return shown
  }
}

/** Finds the line in which something stands now. Few of them are looked for, if any: what that needs is made then. */
class LinesNow {
  readonly #before: LibraryItems
  readonly #after: LibraryItems
  readonly #standing: ReadonlySet<ItemKey>
  #byRecording: ReadonlyMap<number, ItemKey> | null = null
  #placesBefore: ReadonlyMap<ItemKey, number> | null = null

  constructor(before: LibraryItems, after: LibraryItems, standing: ReadonlySet<ItemKey>) {
    this.#before = before
    this.#after = after
    this.#standing = standing
  }

  of(key: ItemKey | null): ItemKey | null {
    if (key === null) return null
    // A hit's key counts within its search only.
    const isOfSameSearch = this.#before.hits === this.#after.hits
    if (this.#standing.has(key) && (isOfSameSearch || !isHitKey(key))) return key
    this.#placesBefore ??= placesOf(this.#before.keys)
    const item = itemAt(this.#before, this.#placesBefore.get(key) ?? -1)
    return item === null ? null : this.#lineOf(item)
  }

  #lineOf(item: LibraryItem): ItemKey | null {
    if (item.kind === 'hit') {
      const { recordingId, source, atMs, text } = item.hit
      const number = this.#after.hits.findIndex(
        (hit) => hit.recordingId === recordingId && hit.source === source && hit.atMs === atMs && hit.text === text,
      )
      const key = keyOfHit(number)
      if (number !== -1 && this.#standing.has(key)) return key
    }
    this.#byRecording ??= linesByRecording(this.#after)
    const ids = item.kind === 'group' ? item.members : [item.id]
    for (const id of ids) {
      const key = this.#byRecording.get(id)
      if (key !== undefined) return key
    }
    return null
  }
}

/** Of a hundred thousand that are looked for one by one, a scan each would take seconds. */
function placesOf(keys: Int32Array): ReadonlyMap<ItemKey, number> {
  const places = new Map<ItemKey, number>()
  keys.forEach((key, index) => {
    places.set(key, index)
  })
  return places
}

const isHitKey = (key: ItemKey): boolean => key <= keyOfHit(0)

/** A session's recordings stand in its one line, also while it is open. */
function linesByRecording(items: LibraryItems): ReadonlyMap<number, ItemKey> {
  const lines = new Map<number, ItemKey>()
  items.keys.forEach((key, index) => {
    const item = itemAt(items, index)
    if (item?.kind === 'recording') lines.set(item.id, key)
    else if (item?.kind === 'group') for (const id of item.members) lines.set(id, key)
  })
  return lines
}

function nearest(before: Int32Array, standing: ReadonlySet<ItemKey>, key: ItemKey | null): ItemKey | null {
  const from = key === null ? -1 : before.indexOf(key)
  if (from === -1) return null
  for (let distance = 1; distance < before.length; distance += 1) {
    for (const index of [from + distance, from - distance]) {
      const candidate = before[index]
      if (candidate !== undefined && standing.has(candidate)) return candidate
    }
  }
  return null
}

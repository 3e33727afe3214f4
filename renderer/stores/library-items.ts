/**
 * What stands in the list, line by line, made from the engine's ordered ids: a recording, a session with several
 * (a group that opens), its members, and under a recording the lines that a search found. No rows are needed for it, so
 * a hundred thousand lines cost two typed arrays.
 */
import type { LibrarySnapshot, SearchHit } from '../../preload/contract/library.ts'

/**
 * Identifies a line across snapshots. A recording: its id. A group: minus the id of its oldest recording, which stays
 * when newer ones join. A hit: `firstHitKey` and below. What changes its key all the same is followed (keep-chosen.ts).
 */
export type ItemKey = number
const firstHitKey = -(2 ** 30)
export const keyOfHit = (number: number): ItemKey => firstHitKey - number

export type LibraryItem =
  | { readonly kind: 'recording'; readonly id: number }
  | { readonly kind: 'group'; readonly id: number; readonly members: Int32Array; readonly open: boolean }
  | { readonly kind: 'member'; readonly id: number }
  | { readonly kind: 'hit'; readonly id: number; readonly hit: SearchHit }

export type LibraryItems = {
  readonly keys: Int32Array
  /** Index into `kinds` below. */
  readonly kinds: Uint8Array
  /** For a group or a member where its members start in `ids`; for a recording its place there; for a hit its number. */
  readonly places: Int32Array
  readonly ids: Int32Array
  /** By place in `ids`: how many stand together. Only read at a group's start. */
  readonly sizes: Int32Array
  readonly hits: readonly SearchHit[]
  /** Sorted by date, a group each: its line, and the minute it began. Else empty. */
  readonly groupLines: Int32Array
  readonly groupMinutes: Int32Array
}

const kinds = ['recording', 'group', 'group-open', 'member', 'hit'] as const
const [recordingKind, groupKind, openGroupKind, memberKind, hitKind] = [0, 1, 2, 3, 4]

export const noItems: LibraryItems = {
  keys: new Int32Array(),
  kinds: new Uint8Array(),
  places: new Int32Array(),
  ids: new Int32Array(),
  sizes: new Int32Array(),
  hits: [],
  groupLines: new Int32Array(),
  groupMinutes: new Int32Array(),
}

/** How many lines of one recording's hits are shown; the review room has the rest. */
export const hitsShown = 3

type OrderedIds = Pick<LibrarySnapshot, 'ids' | 'groupSizes' | 'groupMinutes'>

/** `expanded`: a group is open that the key of any of its recordings names, whichever is the oldest now. */
export function buildItems(
  snapshot: OrderedIds,
  expanded: ReadonlySet<ItemKey>,
  hits: readonly SearchHit[] = [],
): LibraryItems {
  const { ids, groupSizes, groupMinutes } = snapshot
  const most = 2 * ids.length + hits.length
  const keys = new Int32Array(most)
  const kindsOfItems = new Uint8Array(most)
  const places = new Int32Array(most)
  const sizes = new Int32Array(ids.length)
  const groupLines = new Int32Array(groupMinutes.length)
  const hitsOf = numbersByRecording(hits)
  let count = 0

  const add = (key: number, kind: number, place: number) => {
    keys[count] = key
    kindsOfItems[count] = kind
    places[count] = place
    count += 1
  }
  const hasHits = hits.length > 0
  const addHits = (id: number, shown: number) => {
    for (const number of hitsOf.get(id)?.slice(0, shown) ?? []) add(keyOfHit(number), hitKind, number)
  }

  // By numbers alone, no view of a part of the array: making 100,000 of those takes a tenth of a second.
  let start = 0
  for (let group = 0; group < groupSizes.length; group += 1) {
    const size = groupSizes[group] ?? 1
    const end = start + size
    sizes[start] = size
    groupLines[group] = count
    if (size === 1) {
      const id = ids[start] ?? 0
      add(id, recordingKind, start)
      if (hasHits) addHits(id, hitsShown)
    } else {
      const key = -(ids[end - 1] ?? 0)
      const open = expanded.size > 0 && isOpen(expanded, ids, start, end)
      add(key, open ? openGroupKind : groupKind, start)
      for (let place = start; place < end; place += 1) {
        const id = ids[place] ?? 0
        if (open) add(id, memberKind, place)
        if (hasHits) addHits(id, hitsShown)
      }
    }
    start = end
  }
  return {
    keys: keys.slice(0, count),
    kinds: kindsOfItems.slice(0, count),
    places: places.slice(0, count),
    ids,
    sizes,
    hits,
    groupLines,
    groupMinutes,
  }
}

function isOpen(expanded: ReadonlySet<ItemKey>, ids: Int32Array, start: number, end: number): boolean {
  for (let place = start; place < end; place += 1) if (expanded.has(-(ids[place] ?? 0))) return true
  return false
}

/** What is open once this session is, or isn't; by default it turns. The same set where the line isn't a session's. */
export function withGroup(
  items: LibraryItems,
  expanded: ReadonlySet<ItemKey>,
  key: ItemKey,
  open?: boolean,
): ReadonlySet<ItemKey> {
  const group = itemAt(items, indexOfKey(items, key))
  if (group?.kind !== 'group') return expanded
  const next = new Set(expanded)
  for (const id of group.members) next.delete(-id)
  if (open ?? !group.open) next.add(key)
  return next
}

/** The same recordings in the same order, under the same headings. Of 100,000 a fraction of a millisecond. */
export const isSameList = (one: OrderedIds, other: OrderedIds): boolean =>
  isSameArray(one.ids, other.ids) &&
  isSameArray(one.groupSizes, other.groupSizes) &&
  isSameArray(one.groupMinutes, other.groupMinutes)

function isSameArray(one: Int32Array, other: Int32Array): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false
  return true
}

function numbersByRecording(hits: readonly SearchHit[]): ReadonlyMap<number, number[]> {
  const numbers = new Map<number, number[]>()
  hits.forEach((hit, number) => {
    // A title's hit is the row itself.
    if (hit.source === 'title') return
    const known = numbers.get(hit.recordingId)
    if (known === undefined) numbers.set(hit.recordingId, [number])
    else known.push(number)
  })
  return numbers
}

export function itemAt(items: LibraryItems, index: number): LibraryItem | null {
  const place = items.places[index]
  const kind = items.kinds[index]
  if (place === undefined || kind === undefined) return null
  if (kind === hitKind) {
    const hit = items.hits[place]
    return hit === undefined ? null : { kind: 'hit', id: hit.recordingId, hit }
  }
  const id = items.ids[place]
  if (id === undefined) return null
  if (kind === groupKind || kind === openGroupKind) {
    const members = items.ids.subarray(place, place + (items.sizes[place] ?? 1))
    return { kind: 'group', id, members, open: kind === openGroupKind }
  }
  return { kind: kinds[kind] === 'member' ? 'member' : 'recording', id }
}

/** Where a line stands now; -1 if it is gone. A scan of a typed array: a hundred thousand in a fraction of a millisecond. */
export const indexOfKey = (items: LibraryItems, key: ItemKey | null): number =>
  key === null ? -1 : items.keys.indexOf(key)

export const isHit = (items: LibraryItems, index: number): boolean => items.kinds[index] === hitKind

/** The recordings that chosen lines stand for, each once, in the list's order. A group stands for all of its own. */
export function recordingsOf(items: LibraryItems, keys: ReadonlySet<ItemKey>): readonly number[] {
  const found = new Set<number>()
  if (keys.size === 0) return []
  items.keys.forEach((key, index) => {
    if (!keys.has(key)) return
    const item = itemAt(items, index)
    if (item?.kind === 'group') for (const id of item.members) found.add(id)
    else if (item !== null) found.add(item.id)
  })
  return [...found]
}

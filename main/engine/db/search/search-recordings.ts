/**
 * The palette: which recordings have what is looked for, a few lines of each and how many others there are, so that a long
 * meeting about the word leaves the others their place. And all that one recording has of it.
 */
import type { FoundIn, LibraryFilter, SearchOrder } from '../../../../preload/contract/library.ts'
import type { Db } from '../database.ts'
import { lineHit, titleHit } from './search-queries.ts'
import { type LibrarySearch, readSearch, readSearchWithin } from './search-scope.ts'
import { oncePerSession } from './search-sessions.ts'
import { knownSlot } from './search-slots.ts'
import type { SearchTerms } from './search-terms.ts'
import {
  best,
  bestIds,
  idsOfSlot,
  type LineRow,
  linesWalk,
  newest,
  newestIds,
  rowsOf,
  type TitleRow,
  titlesWalk,
} from './search-walk.ts'

/** At most so many `recordings`, and of `each` so many lines beside its title. `filter.text` is what is looked for. */
export type SearchAsk = {
  readonly filter: LibraryFilter
  readonly order: SearchOrder
  readonly recordings: number
  readonly each: number
}

/** `ids`: of the lines that are shown, of `count`. */
type Found = { title: TitleRow | null; ids: number[]; count: number }
/** Slot → what is found in that recording; in the order in which they are shown. */
type Recordings = Map<number, Found>

export function searchRecordings(db: Db, { filter, order, recordings, each }: SearchAsk, nowMs: number): FoundIn[] {
  const search = readSearchWithin(db, filter, nowMs)
  const find = order === 'newest' ? newestFirst : bestFirst
  return told(db, search.terms, new Map([...find(db, search, recordings, each)].slice(0, recordings)))
}

/** null: nobody has looked into it yet, or nothing is found. At most `limit` lines, the first. */
export function searchRecording(db: Db, recordingId: number, text: string, limit: number): FoundIn | null {
  const { terms } = readSearch(db, text)
  const slot = knownSlot(db, recordingId)
  if (slot === null || terms.lines === null) return null
  const ids = idsOfSlot(db, linesWalk(terms.lines), terms, slot)
  const found: Found = { title: null, ids: ids.slice(-limit), count: ids.length }
  return told(db, terms, new Map([[slot, found]]))[0] ?? null
}

/** Of a session's recordings: whoever types waits for it. */
const mostPassedOver = 2000

type Find = (db: Db, search: LibrarySearch, recordings: number, each: number) => Recordings

const newestFirst: Find = (db, search, recordings, each) => {
  const { terms } = search
  const found: Recordings = new Map()
  if (terms.titles !== null) {
    for (const title of oncePerSession(db, newest<TitleRow>(db, titlesWalk(), search), mostPassedOver)) {
      found.set(title.id, { title, ids: [], count: 0 })
      if (found.size === recordings) break
    }
  }
  if (terms.lines !== null) {
    const walk = linesWalk(terms.lines)
    let spoken = 0
    let last: number | null = null
    for (const id of newestIds(db, walk, search)) {
      const slot = walk.slotOf(id)
      if (slot !== last) spoken += 1
      if (spoken > recordings) break
      last = slot
      add(found, slot, id)
    }
  }
  // The first of each stand last.
  for (const one of found.values()) one.ids = one.ids.slice(-each)
  return new Map([...found].sort(([a], [b]) => b - a))
}

const bestFirst: Find = (db, search, recordings, each) => {
  const { terms } = search
  const found: Recordings = new Map()
  const titles = terms.titles === null ? [] : best<TitleRow>(db, titlesWalk(), search, recordings)
  for (const title of oncePerSession(db, titles)) found.set(title.id, { title, ids: [], count: 0 })
  if (terms.lines === null) return found
  const walk = linesWalk(terms.lines)
  for (const id of bestIds(db, walk, search)) {
    const slot = walk.slotOf(id)
    if (found.size < recordings || found.has(slot)) add(found, slot, id)
  }
  for (const one of found.values()) one.ids.splice(each)
  return found
}

function add(found: Recordings, slot: number, id: number): void {
  const one = found.get(slot)
  if (one === undefined) found.set(slot, { title: null, ids: [id], count: 1 })
  else {
    one.ids.push(id)
    one.count += 1
  }
}

function told(db: Db, terms: SearchTerms, found: Recordings): FoundIn[] {
  const rows = linesOf(db, terms, found)
  return [...found.values()].flatMap(({ title, ids, count }) => {
    const lines = ids.flatMap((id) => rows.get(id) ?? []).sort((a, b) => a.id - b.id)
    const hits = [...(title === null ? [] : titleHit(db, title)), ...lines.map(lineHit)]
    const [first] = hits
    return first === undefined ? [] : [{ recordingId: first.recordingId, hits, more: count - lines.length }]
  })
}

function linesOf(db: Db, terms: SearchTerms, found: Recordings): ReadonlyMap<number, LineRow> {
  const ids = [...found.values()].flatMap((one) => one.ids)
  const rows = terms.lines === null ? [] : rowsOf<LineRow>(db, linesWalk(terms.lines), terms, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

/** All that a search finds, however much: a recording at a time, so that nobody holds a whole library's lines. */

import type { SearchHit } from '../../../../preload/contract/library.ts'
import { wholeLibrary } from '../../../../preload/contract/library-terms.ts'
import type { Db } from '../database.ts'
import { lineHit, titleHit } from './search-queries.ts'
import { readSearchWithin } from './search-scope.ts'
import { oncePerSession } from './search-sessions.ts'
import { type LineRow, linesWalk, newest, slotOfLine, type TitleRow, titlesWalk } from './search-walk.ts'

/** The newest recordings first; of each its title, unless a newer one of its session has that, then its lines by time. */
export function* everyHit(db: Db, text: string, nowMs: number): Generator<SearchHit, void> {
  const search = readSearchWithin(db, { ...wholeLibrary, text }, nowMs)
  const { terms } = search
  const all = Number.POSITIVE_INFINITY
  const titles = terms.titles === null ? [] : newest<TitleRow>(db, titlesWalk(), search, all)
  const sessions = oncePerSession(db, titles)
  const lines = terms.lines === null ? [] : newest<LineRow>(db, linesWalk(terms.lines), search, all)
  const named = inRecordings(sessions, ({ id }) => id)
  const spoken = inRecordings(lines, ({ id }) => slotOfLine(id))
  let [title, said] = [named.next(), spoken.next()]
  while (!title.done || !said.done) {
    const slot = Math.max(slotIn(title), slotIn(said))
    if (!title.done && title.value.slot === slot) {
      for (const row of title.value.rows) yield* titleHit(db, row)
      title = named.next()
    }
    if (!said.done && said.value.slot === slot) {
      for (const row of said.value.rows.reverse()) yield lineHit(row)
      said = spoken.next()
    }
  }
}

type OfRecording<R> = { readonly slot: number; readonly rows: R[] }

const slotIn = <R>(next: IteratorResult<OfRecording<R>, void>): number =>
  next.done ? Number.NEGATIVE_INFINITY : next.value.slot

/** Rows that follow each other and are of one recording, together. */
function* inRecordings<R>(rows: Iterable<R>, slotOf: (row: R) => number): Generator<OfRecording<R>, void> {
  let together: OfRecording<R> | null = null
  for (const row of rows) {
    const slot = slotOf(row)
    if (together !== null && together.slot !== slot) {
      yield together
      together = null
    }
    together ??= { slot, rows: [] }
    together.rows.push(row)
  }
  if (together !== null) yield together
}

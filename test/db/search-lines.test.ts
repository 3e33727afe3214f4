// How lines come into the index: many at once, of one recording or several, each found where it stands.
import { expect, test } from 'vitest'
import { insertSearchLines, type LineSource } from '../../main/engine/db/search/search-lines.ts'
import { searchLibrary } from '../../main/engine/db/search/search-queries.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'
import { searchFor } from '../builders/search-ask.ts'

/** `word` and the line's number, a second each. */
const said = (recordingId: number, source: LineSource, word: string, count: number) => ({
  recordingId,
  source,
  lines: Array.from({ length: count }, (_, at) => ({
    atMs: at * 1000,
    speaker: at % 2 === 0 ? 'Maya' : null,
    saidAs: null,
    text: `${word} ${word}${at}`,
  })),
})

test('A recording’s transcript and chat come in together with those of others, every line once and at its time', () => {
  const library = new LibraryDatabase()
  const [older, newer] = [library.recording({ startedMs: now - day }), library.recording({ startedMs: now })]
  const texts = [
    said(older, 'transcript', 'honey', 120),
    said(older, 'chat', 'nectar', 3),
    said(older, 'summary', 'nothing', 0),
    said(newer, 'transcript', 'comb', 49),
  ]
  library.db.transaction(() => insertSearchLines(library.db, texts))()

  const find = (text: string) =>
    searchLibrary(library.db, searchFor(text, 50), now).hits.map(({ recordingId, source, atMs, speaker }) => ({
      recordingId,
      source,
      atMs,
      speaker,
    }))
  const found = (recordingId: number, source: LineSource, at: number) => [
    { recordingId, source, atMs: at * 1000, speaker: at % 2 === 0 ? 'Maya' : null },
  ]
  for (const at of [1, 49, 50, 99, 100, 119]) {
    expect(find(`"honey${at}"`)).toEqual(found(older, 'transcript', at))
  }
  for (const at of [0, 2]) expect(find(`"nectar${at}"`)).toEqual(found(older, 'chat', at))
  expect(find('"comb48"')).toEqual(found(newer, 'transcript', 48))
  expect(library.db.prepare('SELECT count(*) FROM search_lines').pluck().get()).toBe(172)
})

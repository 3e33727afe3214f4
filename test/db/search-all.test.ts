// What the command line searches: everything, in the order in which the search box shows it.
import { expect, test } from 'vitest'
import type { SearchLine } from '../../main/engine/core/review/recording-texts.ts'
import { everyHit } from '../../main/engine/db/search/search-all.ts'
import { SearchIndex } from '../../main/engine/db/search/search-index.ts'
import { searchLibrary } from '../../main/engine/db/search/search-queries.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'
import { searchFor } from '../builders/search-ask.ts'

test('every hit is told, the newest recordings first, of each its title and then its lines in the order of time', async () => {
  const library = new LibraryDatabase()
  const lines = new Map<number, SearchLine[]>()
  const recorded = (title: string | null, startedMs: number, count: number): number => {
    const id = library.recording({ title, startedMs }, [{ type: 'transcript', file: { name: 'transcript.txt' } }])
    lines.set(
      id,
      Array.from({ length: count }, (_, at) => ({ atMs: at * 1000, speaker: 'Ann', text: `Harbour ${at}` })),
    )
    return id
  }
  const old = recorded('At the harbour', now - 3 * day, 40)
  const long = recorded(null, now - 2 * day, 300)
  const titled = recorded('Harbour once more', now - day, 0)
  const index = new SearchIndex(
    library.db,
    {
      texts: async (id) => ({
        texts: [
          {
            file: { assetId: id, source: 'transcript', format: 'txt', path: 'x', sha256: 'a' },
            lines: lines.get(id) ?? [],
            people: null,
          },
        ],
        problems: [],
      }),
    },
    { poke: () => undefined },
    async () => true,
  )
  await index.importMissing()

  const hits = [...everyHit(library.db, 'harbour', now)]
  const shown = (of: typeof hits) => of.map(({ recordingId, source, atMs }) => [recordingId, source, atMs])
  const spoken = (id: number, count: number) => Array.from({ length: count }, (_, at) => [id, 'transcript', at * 1000])
  expect(shown(hits)).toEqual([[titled, 'title', null], ...spoken(long, 300), [old, 'title', null], ...spoken(old, 40)])
  expect([...everyHit(library.db, 'harbour 299', now)]).toMatchObject([{ recordingId: long, atMs: 299_000 }])
  const few = searchLibrary(library.db, searchFor('harbour'), now).hits
  expect(new Set(few.map(({ recordingId }) => recordingId))).toEqual(new Set([titled, long, old]))
})

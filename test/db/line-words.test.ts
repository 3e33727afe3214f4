// A word that is being typed is looked for as the whole words it may become: the same is found, without gathering it all first.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertSearchLines } from '../../main/engine/db/search/search-lines.ts'
import { readSearch } from '../../main/engine/db/search/search-scope.ts'
import { LibraryDatabase } from '../builders/library-database.ts'

function libraryThatSays(texts: readonly string[]): LibraryDatabase {
  const library = new LibraryDatabase()
  say(library, texts)
  return library
}

function say(library: LibraryDatabase, texts: readonly string[]): void {
  const lines = texts.map((text) => ({ atMs: null, speaker: 'Maya Markova', saidAs: null, text }))
  insertSearchLines(library.db, [{ recordingId: library.recording(), source: 'transcript', lines }])
}

const lookedFor = (library: LibraryDatabase, typed: string) => readSearch(library.db, typed).terms.lines?.match
const idsOf = (library: LibraryDatabase, match: string | null | undefined) =>
  library.db
    .prepare<[unknown], number>('SELECT rowid FROM search_lines_fts WHERE search_lines_fts MATCH ? ORDER BY rowid DESC')
    .pluck()
    .all(match)

test('Few words that begin so are asked for one by one; many, and beginnings of up to three letters, by the beginning', () => {
  const many = Array.from({ length: 17 }, (_, at) => `signal${at}`)
  const library = libraryThatSays(['The Market of marketing', 'first story', ...many])
  expect(lookedFor(library, 'MARKET')).toBe('("market" OR "marketing")')
  expect(lookedFor(library, 'speaker:mark')).toBe('{speaker} : (("market" OR "marketing" OR "markova"))')
  expect(lookedFor(library, 'the -mark')).toBe('("the") NOT (("market" OR "marketing" OR "markova"))')
  expect(lookedFor(library, '"first stor')).toBe('("first story")')
  expect(lookedFor(library, 'signal')).toBe('"signal"*')
  expect(lookedFor(library, 'mar')).toBe('"mar"*')
  expect(lookedFor(library, 'nobody')).toBe('"nobody"*')
  // Its end isn't a word of its own.
  expect(lookedFor(library, 'émarket')).toBe('"émarket"*')
})

test('a word that comes in later is found', () => {
  const library = libraryThatSays(['winter'])
  expect(lookedFor(library, 'wint')).toBe('("winter")')
  say(library, ['wintry'])
  expect(lookedFor(library, 'wint')).toBe('("winter" OR "wintry")')
})

test('whatever is said and typed, the same lines are found', () => {
  const library = new LibraryDatabase()
  const forget = library.db.prepare('DELETE FROM search_lines')
  const letters = fc.constantFrom(...'mamamaMA1áßİıK日_’ -\u0301\0'.split(''))
  const part = fc.array(letters, { maxLength: 5 }).map((all) => all.join(''))
  const said = fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(part, part, said, (before, end, around) => {
      const typed = `${before}mama${end}`
      say(
        library,
        around.map(([first, last]) => `${first}${typed}${last}`),
      )
      const match = lookedFor(library, `"${typed}`)
      expect(idsOf(library, match)).toEqual(idsOf(library, `"${typed.replaceAll('\0', '')}"*`))
      forget.run()
    }),
    { numRuns: 300 },
  )
})

/** Asks a library's search index as the read worker does. */
import { join } from 'node:path'
import { openDatabase } from '../../../main/engine/db/database.ts'
import { LibraryReader } from '../../../main/engine/db/library/library-queries.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import { percentile } from '../benchmark.ts'
import { argument, reply } from './talk.ts'

/** What the window asks for. */
const limit = 300
const rowsShown = 32
const rounds = 5
const kinds: Readonly<Record<string, readonly string[]>> = {
  'a title': ['morning', 'weekly rev', 'founders', 'harbour', 'office hours'],
  'a frequent word': ['the', 'people', 'market', 'winter', 'what'],
  'a rare word': ['zufiro', 'balkosu', 'minlanko', 'torvesra', 'wikozu'],
  'the first letters of a word': ['mo', 'har', 'wi', 'spea', 'zu'],
  'a phrase and who says it': ['"the market" speaker:maya', 'people speaker:tom', '"first story" speaker:leo'],
  'two words': ['market people', 'winter river', 'the bridge', 'first story', 'camera signal'],
}

const file = join(argument('library'), '.dailies', 'library.db')
const reading = openDatabase(file, { readonly: true, journal: 'wal' })
const reader = new LibraryReader(reading)
const measured = Object.entries(kinds).map(([kind, texts]) => {
  const all = Array.from({ length: rounds }, () => texts).flat()
  return { kind, firstMs: p95(all, first), listMs: p95(all, list) }
})
reading.close()
reply({ kinds: measured })
process.disconnect?.()

function list(text: string): void {
  reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, Date.now())
}

/** Hits, the list's beginning and its rows: what a window waits for. */
function first(text: string): void {
  const { list } = reader.find({ ...wholeLibrary, text }, { by: 'date', descending: true }, limit, Date.now())
  reader.rows([...list.ids.subarray(0, rowsShown)], Date.now())
}

function p95(texts: readonly string[], ask: (text: string) => void): number {
  const times = texts.map((text) => {
    const askedMs = performance.now()
    ask(text)
    return performance.now() - askedMs
  })
  return percentile(times, 0.95)
}

/** Fills a library's search index with generated sentences, then asks it as the read worker does. */
import { join } from 'node:path'
import { type Db, openDatabase } from '../../../main/engine/db/database.ts'
import { LibraryReader } from '../../../main/engine/db/library-queries.ts'
import { insertSearchLine } from '../../../main/engine/db/search-lines.ts'
import { nextLineId } from '../../../main/engine/db/search-slots.ts'
import { wholeLibrary } from '../../../preload/contract/library.ts'
import { mixer } from '../../hms/scale-numbers.ts'
import { personName, sentenceWords } from '../../hms/scale-words.ts'
import { percentile } from '../benchmark.ts'
import { argument, reply } from './talk.ts'

/** What the window asks for. */
const limit = 300
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
const db = openDatabase(file, { journal: 'wal' })
const startedMs = performance.now()
fill(db, Number(argument('sentences')))
const buildSeconds = (performance.now() - startedMs) / 1000
db.close()

const reading = openDatabase(file, { readonly: true, journal: 'wal' })
const reader = new LibraryReader(reading)
const measured = Object.entries(kinds).map(([kind, texts]) => {
  const all = Array.from({ length: rounds }, () => texts).flat()
  return { kind, hitsMs: p95(all, hits), listMs: p95(all, list) }
})
reading.close()
reply({ buildSeconds, kinds: measured })
process.disconnect?.()

function list(text: string): void {
  reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, Date.now())
}

function hits(text: string): void {
  reader.search({ filter: { ...wholeLibrary, text }, order: 'newest', limit }, Date.now())
}

function p95(texts: readonly string[], ask: (text: string) => void): number {
  const times = texts.map((text) => {
    const askedMs = performance.now()
    ask(text)
    return performance.now() - askedMs
  })
  return percentile(times, 0.95)
}

/** The same number of sentences a recording, as the import of its transcript would write them. */
function fill(target: Db, sentences: number): void {
  const mix = mixer(1)
  const ids = target.prepare<[], number>('SELECT id FROM recordings ORDER BY id DESC').pluck().all()
  const each = Math.ceil(sentences / ids.length)
  let left = sentences
  const write = target.transaction((id: number) => {
    const first = nextLineId(target, id)
    for (let line = 0; line < Math.min(each, left); line += 1) {
      const text = sentenceWords(mix, id, line).join(' ')
      const said = { atMs: line * 4000, speaker: personName(mix, id, line % 4), saidAs: null, text }
      insertSearchLine(target, first + line, id, 'transcript', said)
    }
  })
  target.transaction(() => {
    for (const id of ids) {
      write(id)
      left = Math.max(0, left - each)
    }
  })()
}

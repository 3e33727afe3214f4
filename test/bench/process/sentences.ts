/** Fills a library's search index with generated sentences. */
import { join } from 'node:path'
import { type Db, openDatabase } from '../../../main/engine/db/database.ts'
import { insertSearchLines } from '../../../main/engine/db/search/search-lines.ts'
import { mixer } from '../../hms/scale-numbers.ts'
import { personName, sentenceWords } from '../../hms/scale-words.ts'
import { argument, reply } from './talk.ts'

const recordingsAtOnce = 100

const db = openDatabase(join(argument('library'), '.dailies', 'library.db'), { journal: 'wal' })
const startedMs = performance.now()
fill(db, Number(argument('sentences')))
const seconds = (performance.now() - startedMs) / 1000
db.close()
reply({ seconds })
process.disconnect?.()

/** The same number of sentences a recording, as the import of its transcript would write them. */
function fill(target: Db, sentences: number): void {
  const mix = mixer(1)
  const ids = target.prepare<[], number>('SELECT id FROM recordings ORDER BY id DESC').pluck().all()
  const each = Math.ceil(sentences / ids.length)
  let left = sentences
  const said = (id: number) => {
    const lines = Array.from({ length: Math.min(each, left) }, (_, line) => ({
      atMs: line * 4000,
      speaker: personName(mix, id, line % 4),
      saidAs: null,
      text: sentenceWords(mix, id, line).join(' '),
    }))
    left -= lines.length
    return { recordingId: id, source: 'transcript', lines } as const
  }
  target.transaction(() => {
    for (let at = 0; at < ids.length; at += recordingsAtOnce) {
      insertSearchLines(target, ids.slice(at, at + recordingsAtOnce).map(said))
    }
  })()
}

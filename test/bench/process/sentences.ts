/** Fills a library's search index with generated sentences. */
import { join } from 'node:path'
import { type Db, openDatabase } from '../../../main/engine/db/database.ts'
import { insertSearchLine } from '../../../main/engine/db/search-lines.ts'
import { nextLineId } from '../../../main/engine/db/search-slots.ts'
import { mixer } from '../../hms/scale-numbers.ts'
import { personName, sentenceWords } from '../../hms/scale-words.ts'
import { argument, reply } from './talk.ts'

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

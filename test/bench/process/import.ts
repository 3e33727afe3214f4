/**
 * Writes transcripts into a library's folder and takes them into the search index as the engine does after a rebuild: read
 * and parsed in the read worker, written by the one writer.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { SearchIndex } from '../../../main/engine/db/search/search-index.ts'
import { ReadClient } from '../../../main/engine/reader/client.ts'
import { LibraryDatabase } from '../../builders/library-database.ts'
import { mixer } from '../../hms/scale-numbers.ts'
import { personName, sentenceWords } from '../../hms/scale-words.ts'
import { argument, reply } from './talk.ts'

const folder = argument('library')
const each = Number(argument('each'))
const recordings = Math.ceil(Number(argument('sentences')) / each)
const wordMs = 350
const mix = mixer(1)

mkdirSync(join(folder, '.dailies'), { recursive: true })
const databaseFile = join(folder, '.dailies/library.db')
const library = new LibraryDatabase(databaseFile)
library.db.transaction(() => {
  for (let at = 0; at < recordings; at += 1) writeRecording(at)
})()

const worker = pathToFileURL(join(import.meta.dirname, '../../../main/engine/reader/worker.ts'))
const reader = new ReadClient(worker, { databaseFile, library: folder })
const index = new SearchIndex(library.db, reader, { poke: () => undefined }, async () => true)
// The worker is there before the clock starts, as in the app.
await reader.overview(Date.now())
const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()
const cpu = process.cpuUsage()
const startedMs = performance.now()
await index.importMissing()
const seconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
loop.disable()
const lines = Number(library.db.prepare('SELECT count(*) FROM search_lines').pluck().get())
await reader.close()
library.db.close()
if (lines !== recordings * each) throw new Error(`${lines} of ${recordings * each} sentences came in`)
reply({ lines, seconds, cpuSeconds: (user + system) / 1e6, p99Ms: loop.percentile(99) / 1e6 })
process.disconnect?.()

function writeRecording(at: number): void {
  const name = `Room/${at}`
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'transcript.json'), transcript(at))
  // The newest first, as a first sync brings them.
  const startedMs = Date.UTC(2026, 0, 1) - at * 3_600_000
  library.recording({ folder: name, startedMs }, [
    { type: 'transcript', file: { name: 'transcript.json', sha256: String(at).padStart(64, '0') } },
  ])
}

/** As 100ms writes it: every word with its times. */
function transcript(at: number): string {
  let ms = 0
  const words: object[] = []
  for (let line = 0; line < each; line += 1) {
    const name = personName(mix, at, line % 4)
    const sentence = sentenceWords(mix, at, line)
    sentence.forEach((word, index) => {
      const end = index === sentence.length - 1 ? '.' : ''
      words.push({ word: word + end, name, peer_id: name, start_time: String(ms), end_time: String(ms + wordMs) })
      ms += wordMs
    })
  }
  return JSON.stringify({ words })
}

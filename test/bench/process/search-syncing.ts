/** How long the engine takes for the first results of what is typed while a first sync runs; letter by letter, as a window asks. */
import { setTimeout as delay } from 'node:timers/promises'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import { percentile } from '../benchmark.ts'
import { betweenKeysMs, lookMs, typedWords } from '../typed-words.ts'
import { connect, openEngine } from './engine.ts'
import { reply } from './talk.ts'

const limit = 300
const engine = await openEngine(workerFilesInSource(new URL('../../../main/engine/', import.meta.url)))
const { handlers } = engine.services
let phase = ''
engine.feed.onSyncStatus = (status) => {
  phase = status.phase.kind
}
connect(engine.services)
while (phase !== 'running') await delay(20)
const kinds: { kind: string; firstMs: number; asked: number }[] = []
for (const [kind, words] of Object.entries(typedWords)) {
  const times: number[] = []
  for (const word of words) {
    for (let letters = 1; letters <= word.length; letters += 1) {
      times.push(await first(word.slice(0, letters)))
      await delay(betweenKeysMs)
    }
    await delay(lookMs)
  }
  kinds.push({ kind, firstMs: percentile(times, 0.95), asked: times.length })
}
const phaseAtEnd = phase
await engine.close()
reply({ kinds, phaseAtEnd })
process.disconnect?.()

async function first(text: string): Promise<number> {
  const askedMs = performance.now()
  const filter = { ...wholeLibrary, text }
  const answer = await handlers['library.find']({ filter, sort: { by: 'date', descending: true }, limit })
  if (!answer.ok) throw new Error(answer.error.message)
  return performance.now() - askedMs
}

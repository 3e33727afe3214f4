// The read worker, but for the deaths that a file beside the library names, one a line: it dies of the next one at its
// first question, and lives on as the real one when none is left.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { ReadWorkerData } from '../../main/engine/reader/messages.ts'

const { library }: ReadWorkerData = workerData
const list = join(library, '..', 'deaths')
const [next = '', ...later] = readFileSync(list, 'utf8').split('\n')

if (next === '') await import('../../main/engine/reader/worker.ts')
else
  parentPort?.once('message', () => {
    writeFileSync(list, later.join('\n'))
    if (next === 'throws') throw new Error('The read worker broke')
    process.exit(1)
  })

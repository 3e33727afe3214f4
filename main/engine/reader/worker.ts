/** The read worker: a thread with its own read connection, so that no list, search or import holds up the engine. */
import { parentPort, workerData } from 'node:worker_threads'
import { LibraryFiles } from '../adapters/library-files.ts'
import { openDatabase } from '../db/database.ts'
import type { ReadAnswer, ReadQuestion, ReadWorkerData } from './messages.ts'
import { type ReadCalls, Reader } from './reader.ts'

const port = parentPort
if (port === null) throw new Error('The read worker was started as a program')

const { databaseFile, library }: ReadWorkerData = workerData
const db = openDatabase(databaseFile, { readonly: true, journal: 'wal' })
const reader: ReadCalls = new Reader(db, new LibraryFiles(library))

port.on('message', (question: ReadQuestion) => {
  if (question === 'close') {
    db.close()
    port.close()
    return
  }
  const answer = answerTo(question)
  port.postMessage(answer, transferable(answer))
})

function answerTo({ id, name, args }: Exclude<ReadQuestion, 'close'>): ReadAnswer {
  try {
    const call: unknown = Reflect.get(reader, name)
    if (typeof call !== 'function') throw new Error(`The read worker knows no ${name}`)
    return { id, ok: true, value: Reflect.apply(call, reader, args) }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** A list's ids move instead of being copied. */
function transferable(answer: ReadAnswer): ArrayBuffer[] {
  if (!answer.ok || typeof answer.value !== 'object' || answer.value === null) return []
  return Object.values(answer.value).flatMap((value) =>
    value instanceof Int32Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  )
}

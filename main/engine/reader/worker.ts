/** The read worker: a thread with its own read connection, so that no list, search or import holds up the engine. */
import { parentPort, workerData } from 'node:worker_threads'
import { codeOf } from '../adapters/error-code.ts'
import { LibraryFiles } from '../adapters/library/library-files.ts'
import { openDatabase } from '../db/database.ts'
import { ListReader } from './list-reader.ts'
import type { ReadAnswer, ReadQuestion, ReadWorkerData } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('The read worker was started as a program')

const { databaseFile, library }: ReadWorkerData = workerData
const db = openDatabase(databaseFile, { readonly: true, journal: 'wal' })
const files = new LibraryFiles(library)
const lists = new ListReader(db, files)

let whole: ListReader | null = null

/** Whoever reads transcripts, chats and markers comes with all that parses them: read when it is first wanted. */
const readerOf = async (name: string): Promise<ListReader> => {
  if (name in lists) return lists
  if (whole !== null) return whole
  const { Reader } = await import('./reader.ts')
  whole ??= new Reader(db, files)
  return whole
}

type Asked = Exclude<ReadQuestion, 'close'>

/** What a person looks at goes first; then the shorter before the longer: hits and counts (10 ms) before a list (100 ms). */
const urgency: Readonly<Record<string, number>> = {
  rows: 0,
  details: 0,
  review: 0,
  find: 1,
  search: 1,
  searchIn: 1,
  query: 3,
  texts: 4,
}
const urgencyOf = ({ name }: Asked): number => urgency[name] ?? 2
let waiting: Asked[] = []

port.on('message', (question: ReadQuestion) => {
  if (question === 'close') {
    waiting = []
    db.close()
    port.close()
    return
  }
  waiting.push(question)
  if (waiting.length === 1) setImmediate(answerNext)
})

/** One a turn of the event loop: what arrives meanwhile may be more urgent than what stands in line. */
async function answerNext(): Promise<void> {
  if (waiting.length === 0) return
  // Of an import a hundred stand in line: they aren't sorted for each.
  const next = waiting.reduce((first, each) => (urgencyOf(each) < urgencyOf(first) ? each : first))
  const answer = await answerTo(next)
  port?.postMessage(answer, transferable(answer))
  waiting = waiting.filter((each) => each !== next)
  if (waiting.length > 0) setImmediate(answerNext)
}

async function answerTo({ id, name, args }: Asked): Promise<ReadAnswer> {
  try {
    const reader = await readerOf(name)
    const call: unknown = Reflect.get(reader, name)
    if (typeof call !== 'function') throw new Error(`The read worker knows no ${name}`)
    return { id, ok: true, value: Reflect.apply(call, reader, args) }
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { id, ok: false, message, code: codeOf(error) }
  }
}

/** A list's ids move instead of being copied. */
function transferable(answer: ReadAnswer): ArrayBuffer[] {
  if (!answer.ok || typeof answer.value !== 'object' || answer.value === null) return []
  return Object.values(answer.value).flatMap((value) =>
    value instanceof Int32Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  )
}

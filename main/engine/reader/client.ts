/**
 * The engine's side of the read worker: typed calls, promises back. A worker that dies is started anew at the next
 * call; what it was asked is asked once more, then given up.
 */
import { Worker } from 'node:worker_threads'
import type { ReadAnswer, ReadQuestion, ReadWorkerData } from './messages.ts'
import type { ReadCalls } from './reader.ts'

type Asked = {
  readonly question: Exclude<ReadQuestion, 'close'>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  again: boolean
}

/** What went wrong in the thread; `code` as there. */
class ReadFailure extends Error {
  readonly code: string | null

  constructor(message: string, code: string | null) {
    super(message)
    this.code = code
  }
}

export class ReadClient {
  readonly #workerUrl: URL
  readonly #data: ReadWorkerData
  readonly #asked = new Map<number, Asked>()
  #worker: Worker | null = null
  #nextId = 1
  #closed = false

  /** `workerUrl`: `worker.ts` beside this in the source, the bundle's `read-worker.js` in the app. */
  constructor(workerUrl: URL, data: ReadWorkerData) {
    this.#workerUrl = workerUrl
    this.#data = data
  }

  readonly query = this.#call('query')
  readonly find = this.#call('find')
  readonly rows = this.#call('rows')
  readonly overview = this.#call('overview')
  readonly details = this.#call('details')
  readonly attention = this.#call('attention')
  readonly speakers = this.#call('speakers')
  readonly troubles = this.#call('troubles')
  readonly search = this.#call('search')
  readonly searchIn = this.#call('searchIn')
  readonly review = this.#call('review')
  readonly texts = this.#call('texts')
  readonly readMarkers = this.#call('readMarkers')
  readonly exportTranscript = this.#call('exportTranscript')

  /** Its thread takes as long to start as a library to open: both at once, and the first question needn't wait for it. */
  start(): void {
    this.#running()
  }

  /** Calls in flight fail; resolves when the thread and its connection are gone. */
  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#worker = null
    this.#failAll(new Error('The library was closed'))
    if (worker === null) return
    const gone = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage('close' satisfies ReadQuestion)
    await gone
  }

  #call<N extends keyof ReadCalls>(name: N): (...args: Parameters<ReadCalls[N]>) => Promise<ReturnType<ReadCalls[N]>> {
    return (...args) =>
      new Promise((resolve, reject) => {
        if (this.#closed) return reject(new Error('The library was closed'))
        const question = { id: this.#nextId, name, args }
        this.#nextId += 1
        // The worker answers a question of this name with this type: `Reader` implements `ReadCalls`.
        this.#asked.set(question.id, { question, resolve: resolve as (value: unknown) => void, reject, again: false })
        this.#running().postMessage(question)
      })
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#workerUrl, { workerData: this.#data, name: 'read' })
    this.#worker = worker
    let reason: Error | null = null
    worker.on('message', (answer: ReadAnswer) => this.#answered(answer))
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error : new Error(String(error))
    })
    worker.on('exit', () => this.#died(worker, reason ?? new Error('The read worker ended')))
    return worker
  }

  #answered(answer: ReadAnswer): void {
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    if (answer.ok) asked?.resolve(answer.value)
    else asked?.reject(new ReadFailure(answer.message, answer.code))
  }

  #died(worker: Worker, reason: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const [id, asked] of this.#asked) {
      if (asked.again) {
        this.#asked.delete(id)
        asked.reject(reason)
      } else {
        asked.again = true
        this.#running().postMessage(asked.question)
      }
    }
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#asked.values()) reject(error)
    this.#asked.clear()
  }
}

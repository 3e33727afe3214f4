/**
 * The engine's side of the transfer workers: calls go out, promises come back. A worker that dies takes its transfers with
 * it, never the engine: they fail, and a new one is started for the next call. The first worker does all there is to do on
 * files; others are started for fetches alone, for hashing is what a fast line waits for.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type {
  Fetch,
  FetchEvents,
  Fetcher,
  FetchOrder,
  FetchOutcome,
  FinishOrder,
  Measured,
  ReadText,
  Unpacking,
  Vouched,
} from '../../core/download/download-ports.ts'
import type { FolderToMake } from '../../core/ports.ts'
import { followReference } from '../http/transfer-redirect.ts'
import type { FetcherOptions } from './fetcher-options.ts'
import type { Pending, Thread } from './fetcher-thread.ts'
import { connectionCounts } from './spare-connections.ts'
import { workerLost } from './transfer-errors.ts'
import {
  inBatches,
  type WithoutId,
  type WorkerQuestion,
  type WorkerSetup,
  type WorkerWord,
  workerWords,
} from './transfer-messages.ts'
import { defaultTimeouts } from './transfer-timeouts.ts'

/** Of one core: two big files at a time fill it, hashed and written. */
const fetchesPerWorker = 2
const mostWorkers = 4

export class WorkerFetcher implements Fetcher {
  readonly follow = followReference
  readonly #options: FetcherOptions
  readonly #pending = new Map<number, Pending>()
  readonly #threads: Thread[] = []
  readonly #connectionCounts: Int32Array
  #lastId = 0
  #bytesPerS: number | null = null
  #closed = false

  constructor(options: FetcherOptions) {
    this.#options = options
    this.#connectionCounts = connectionCounts(this.#mostThreads)
  }

  fetch(order: FetchOrder, events: FetchEvents): Fetch {
    const id = this.#nextId()
    let aborted = false
    const outcome = (async (): Promise<FetchOutcome> => {
      const proxy = await this.#options.proxyFor(order.url)
      if (aborted) return { kind: 'aborted' }
      return new Promise((resolve) => {
        const lost = () => resolve({ kind: 'failed', error: workerLost, newBytes: 0 })
        if (this.#closed) return lost()
        const thread = this.#threadFor(order)
        const over = () => {
          thread.fetches -= 1
          this.#shareLimit()
        }
        this.#pending.set(id, {
          thread,
          answer: (word) => {
            if (word.kind !== 'fetched') return
            over()
            resolve(word.outcome)
          },
          events,
          lost: () => {
            over()
            lost()
          },
        })
        thread.fetches += 1
        this.#shareLimit()
        const { url, partPath, resume, small, mayBePage = null } = order
        const smallAtATime = small?.atATime ?? null
        thread.post({ kind: 'fetch', id, url, partPath, resume, proxy, smallAtATime, mayBePage })
      })
    })()
    return {
      outcome,
      abort: () => {
        aborted = true
        this.#pending.get(id)?.thread.post({ kind: 'abort', id })
      },
    }
  }

  async measure(url: string): Promise<Result<Measured, DailiesError>> {
    const proxy = await this.#options.proxyFor(url)
    const word = await this.#ask({ kind: 'measure', url, proxy })
    return word.kind === 'measured' ? ok(word) : err(errorIn(word))
  }

  async vouched(url: string, path: string): Promise<Result<Vouched | null, DailiesError>> {
    const proxy = await this.#options.proxyFor(url)
    const word = await this.#ask({ kind: 'vouch', url, proxy, path })
    return word.kind === 'vouched' ? ok(word.file) : err(errorIn(word))
  }

  async text(url: string, maxBytes: number): Promise<Result<ReadText, DailiesError>> {
    const proxy = await this.#options.proxyFor(url)
    const word = await this.#ask({ kind: 'text', url, proxy, maxBytes })
    return word.kind === 'read' ? ok(word) : err(errorIn(word))
  }

  async finish(order: FinishOrder): Promise<Result<{ doubt: string | null }, DailiesError>> {
    const word = await this.#ask({ kind: 'finish', order })
    return word.kind === 'finished' ? ok({ doubt: word.doubt }) : err(errorIn(word))
  }

  async hash(path: string): Promise<Result<{ bytes: number; sha256: string } | null, DailiesError>> {
    const word = await this.#ask({ kind: 'hash', path })
    return word.kind === 'hashed' ? ok(word.file) : err(errorIn(word))
  }

  /** sha256 of each; null for one that isn't a plain, small file or can't be read: `hash` says why. */
  async hashSmall(paths: readonly string[]): Promise<readonly ({ bytes: number; sha256: string } | null)[]> {
    const word = await this.#ask({ kind: 'hash-small', paths: [...paths] })
    return word.kind === 'hashed-small' ? word.files : paths.map(() => null)
  }

  async size(path: string): Promise<Result<number | null, DailiesError>> {
    const word = await this.#ask({ kind: 'size', path })
    return word.kind === 'sized' ? ok(word.bytes) : err(errorIn(word))
  }

  async write(path: string, text: string): Promise<Result<{ bytes: number; sha256: string }, DailiesError>> {
    const word = await this.#ask({ kind: 'write', path, text })
    return word.kind === 'written' ? ok(word.file) : err(errorIn(word))
  }

  stage(path: string, text: string): Promise<Result<null, DailiesError>> {
    return this.#do({ kind: 'stage', path, text })
  }

  makeFolder({ path, levels }: FolderToMake): Promise<Result<null, DailiesError>> {
    return this.#do({ kind: 'make-folder', path, levels })
  }

  syncFolder(path: string): Promise<Result<null, DailiesError>> {
    return this.#do({ kind: 'sync-folder', path })
  }

  discard(path: string): Promise<Result<null, DailiesError>> {
    return this.#do({ kind: 'discard', path })
  }

  async unpackedBytes(path: string): Promise<Result<number, DailiesError>> {
    const word = await this.#ask({ kind: 'unpacked-bytes', path })
    return word.kind === 'unpacked-bytes' ? ok(word.bytes) : err(errorIn(word))
  }

  unpack(path: string, folder: string): Unpacking {
    const id = this.#nextId()
    const told = this.#ask({ kind: 'unpack', path, folder }, id)
    const outcome = told.then((word) => (word.kind === 'unpacked' ? ok(word.unpacked) : err(errorIn(word))))
    return { outcome, abort: () => this.#pending.get(id)?.thread.post({ kind: 'abort', id }) }
  }

  limit(bytesPerS: number | null): void {
    if (this.#bytesPerS === bytesPerS) return
    this.#bytesPerS = bytesPerS
    for (const thread of this.#threads) this.#tellLimit(thread)
  }

  /** Abort what runs first: this takes the thread away under it. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()))
    for (const pending of this.#take(() => true)) pending.lost()
  }

  async #do(call: WithoutId<WorkerQuestion>): Promise<Result<null, DailiesError>> {
    const word = await this.#ask(call)
    return word.kind === 'done' ? ok(null) : err(errorIn(word))
  }

  #ask(call: WithoutId<WorkerQuestion>, id = this.#nextId()): Promise<WorkerWord> {
    return new Promise((resolve) => {
      const lost = () => resolve({ kind: 'refused', id, error: workerLost })
      if (this.#closed) return lost()
      const thread = this.#threads[0] ?? this.#start()
      this.#pending.set(id, { thread, answer: resolve, events: null, lost })
      thread.post({ ...call, id })
    })
  }

  get #mostThreads(): number {
    return this.#options.workers ?? Math.min(mostWorkers, availableParallelism())
  }

  #threadFor({ small }: FetchOrder): Thread {
    if (small) return this.#threads[0] ?? this.#start()
    const [idlest] = [...this.#threads].sort((a, b) => a.fetches - b.fetches)
    if (idlest !== undefined && (idlest.fetches < fetchesPerWorker || this.#threads.length >= this.#mostThreads))
      return idlest
    return this.#start()
  }

  /** The limit is one for all: each gets the share of it that its fetches have. */
  #shareLimit(): void {
    if (this.#bytesPerS !== null && this.#threads.length > 1)
      for (const thread of this.#threads) this.#tellLimit(thread)
  }

  #tellLimit({ post, fetches }: Thread): void {
    const all = this.#threads.reduce((sum, thread) => sum + thread.fetches, 0)
    const share = all === 0 ? 1 : Math.max(fetches, 1) / all
    post({ kind: 'limit', bytesPerS: this.#bytesPerS, share })
  }

  #start(): Thread {
    const place = this.#connectionCounts.findIndex((_, at) => this.#threads.every((it) => it.place !== at))
    const setup: WorkerSetup = {
      connectionCounts: this.#connectionCounts,
      place,
      certificates: [...this.#options.certificates()],
      timeouts: this.#options.timeouts ?? defaultTimeouts,
    }
    const worker = new Worker(this.#options.worker, { workerData: setup })
    const thread: Thread = { worker, place, post: inBatches((calls) => worker.postMessage(calls)), fetches: 0 }
    worker.on('message', (message: unknown) => {
      for (const word of workerWords.parse(message)) this.#hear(word)
    })
    worker.on('error', (error) => this.#options.log.error('transfer worker failed', { error }))
    worker.on('exit', () => this.#lose(thread))
    this.#threads.push(thread)
    if (this.#bytesPerS !== null) this.#tellLimit(thread)
    return thread
  }

  #hear(word: WorkerWord): void {
    if (word.kind === 'fault') {
      this.#options.log.error('transfer worker fault', { stack: word.stack })
      return
    }
    if (word.kind === 'progress') {
      for (const item of word.items) this.#pending.get(item.id)?.events?.progress(item.bytes, item.checkpoint)
      return
    }
    const pending = this.#pending.get(word.id)
    if (pending === undefined) return
    if (word.kind === 'head') {
      try {
        pending.events?.head(word.head)
        pending.thread.post({ kind: 'go', id: word.id })
      } catch (error) {
        // The version couldn't be stored, so not a byte of it may be written.
        this.#options.log.error('download not begun', { error })
        this.#pending.delete(word.id)
        pending.thread.post({ kind: 'abort', id: word.id })
        pending.lost()
      }
      return
    }
    if (word.kind === 'proxy-wanted') {
      const { id } = word
      void this.#options.proxyFor(word.origin).then((proxy) => pending.thread.post({ kind: 'proxy', id, proxy }))
      return
    }
    this.#pending.delete(word.id)
    pending.answer(word)
  }

  #lose(thread: Thread): void {
    const at = this.#threads.indexOf(thread)
    if (at >= 0) this.#threads.splice(at, 1)
    this.#connectionCounts[thread.place] = 0
    for (const pending of this.#take((it) => it.thread === thread)) pending.lost()
  }

  #take(which: (pending: Pending) => boolean): Pending[] {
    const taken = [...this.#pending].filter(([, pending]) => which(pending))
    for (const [id] of taken) this.#pending.delete(id)
    return taken.map(([, pending]) => pending)
  }

  #nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }
}

function errorIn(word: WorkerWord): DailiesError {
  return word.kind === 'refused' ? word.error : workerLost
}

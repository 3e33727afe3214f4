/**
 * One question of a GET and its answer, read by ourselves where it is of the plain kind (see `answer-head.ts`); any other
 * is given to undici, with the connection. To whoever asks it is as undici's `dispatch`, but for one thing: a chunk's memory
 * is used again unless the exchange was paused when it was handed over.
 */
import type { Dispatcher } from 'undici'
import type { TransferTimeouts } from '../transfer-timeouts.ts'
import { mayBePlain, mostHeadBytes, type PlainHead, parsePlainHead } from './answer-head.ts'
import type { Connection, Reader } from './connection.ts'
import type { Connections } from './connections.ts'
import { handOver } from './handed-over.ts'
import { LineError } from './line-error.ts'
import { type Question, questionText } from './question.ts'

const none = Buffer.alloc(0)

export class PlainExchange implements Reader, Dispatcher.DispatchController {
  aborted = false
  paused = false
  reason: Error | null = null
  readonly #question: Question
  readonly #text: string | null
  readonly #handler: Dispatcher.DispatchHandler
  readonly #connections: Connections
  readonly #timeouts: TransferTimeouts
  #connection: Connection | null = null
  #timer: NodeJS.Timeout | undefined
  /** Of the head, as long as it isn't whole. */
  #heard: Buffer = none
  #head: PlainHead | null = null
  #missing = 0
  /** What came while paused: of a secured connection there may be more than was asked for. */
  #waiting: Buffer[] = []
  #ended: { error: Error | null } | null = null
  #isReusable = true
  #isOver = false

  constructor(
    question: Question,
    handler: Dispatcher.DispatchHandler,
    connections: Connections,
    timeouts: TransferTimeouts,
  ) {
    this.#question = question
    this.#text = questionText(question)
    this.#handler = handler
    this.#connections = connections
    this.#timeouts = timeouts
  }

  start(): void {
    this.#handler.onRequestStart?.(this, null)
    if (this.#isOver) return
    if (this.#text === null) {
      this.abort(new LineError('UND_ERR_INVALID_ARG'))
      return
    }
    const kept = this.#connections.kept(this.#question.origin)
    if (kept === null) this.#open()
    // What has come on it uncalled for is seen before anything is asked: it would be taken for the answer.
    else setImmediate(() => this.#reuse(kept))
  }

  #open(): void {
    this.#connection = this.#connections.open(this.#question.origin, this)
  }

  #reuse(kept: Connection): void {
    if (this.#isOver) kept.leave()
    else if (kept.isOver) this.#open()
    else {
      this.#connection = kept
      kept.readBy(this)
      this.connected()
    }
  }

  connected(): void {
    this.#connection?.send(this.#text ?? '')
    this.#setTimer(this.#timeouts.headMs, () => new LineError('UND_ERR_HEADERS_TIMEOUT'))
  }

  read(bytes: Buffer): boolean {
    if (this.paused) this.#waiting.push(Buffer.from(bytes))
    else if (this.#head === null) this.#readHead(bytes)
    else this.#readBody(bytes)
    return !this.paused
  }

  closed(error: Error | null): void {
    if (this.#isOver) return
    if (this.paused) this.#ended = { error }
    else this.#fail(error ?? new LineError('UND_ERR_SOCKET'))
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    if (!this.paused || this.#isOver) return
    this.paused = false
    this.#timer?.refresh()
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.read(next)
      if (this.#mayNotGoOn()) return
    }
    if (this.#head !== null && this.#missing === 0) this.#complete()
    else if (this.#ended !== null) this.closed(this.#ended.error)
    else this.#connection?.resume()
  }

  abort(reason: Error): void {
    if (this.#isOver) return
    this.aborted = true
    this.reason = reason
    this.#fail(reason)
  }

  #readHead(bytes: Buffer): void {
    const heard = this.#heard.length === 0 ? bytes : Buffer.concat([this.#heard, bytes])
    const end = heard.subarray(0, mostHeadBytes).indexOf('\r\n\r\n')
    if (end < 0 && heard.length < mostHeadBytes && mayBePlain(heard.toString('latin1', 0, 9))) {
      this.#heard = Buffer.from(heard)
      return
    }
    const head = end < 0 ? null : parsePlainHead(heard.toString('latin1', 0, end))
    if (head === null) {
      this.#handOver(heard)
      return
    }
    this.#heard = none
    this.#head = head
    this.#missing = head.bodyBytes
    this.#setTimer(this.#timeouts.stallMs, () => new LineError('UND_ERR_BODY_TIMEOUT'))
    this.#handler.onResponseStart?.(this, head.status, { ...head.headers }, '')
    if (!this.#isOver) this.read(heard.subarray(end + 4))
  }

  #readBody(bytes: Buffer): void {
    const own = bytes.subarray(0, this.#missing)
    if (own.length < bytes.length) this.#isReusable = false
    this.#missing -= own.length
    this.#timer?.refresh()
    if (own.length > 0) this.#handler.onResponseData?.(this, own)
    if (this.#missing === 0 && !this.#mayNotGoOn()) this.#complete()
  }

  /** Whoever was called back may have paused or ended it. */
  #mayNotGoOn(): boolean {
    return this.paused || this.#isOver
  }

  #setTimer(ms: number, error: () => Error): void {
    clearTimeout(this.#timer)
    // While it is paused it is we who are late.
    this.#timer = setTimeout(() => {
      if (!this.paused) this.#connection?.destroy(error())
    }, ms)
  }

  #handOver(heard: Buffer): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    if (this.#connection === null) return
    void handOver(this.#connection, Buffer.from(heard), this.#question, this.#handler, this.#timeouts)
  }

  #complete(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    const keptMs = this.#isReusable ? (this.#head?.keptMs ?? null) : null
    if (this.#connection !== null && keptMs !== null) this.#connections.keep(this.#connection, keptMs)
    else this.#connection?.leave()
    this.#handler.onResponseEnd?.(this, {})
  }

  #fail(error: Error): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#waiting = []
    this.#connection?.leave()
    this.#handler.onResponseError?.(this, error)
  }
}

/**
 * An answer that isn't of the plain kind, given to undici with all that has come of it: to undici this is a connection on
 * which it asks and is answered. What it writes is dropped, for the question has been asked; so nothing is asked twice.
 */
import { Socket } from 'node:net'
import type { buildConnector, Dispatcher } from 'undici'
import type { TransferTimeouts } from '../transfer-timeouts.ts'
import type { Connection, Reader } from './connection.ts'
import type { Question } from './question.ts'

export async function handOver(
  connection: Connection,
  heard: Buffer,
  question: Question,
  handler: Dispatcher.DispatchHandler,
  timeouts: TransferTimeouts,
): Promise<void> {
  const socket = new HandedOver(connection, heard)
  connection.readBy(socket.ears)
  // Loaded for whom it is needed; a line that is cut meanwhile is told below.
  socket.on('error', () => {})
  const { Client } = await import('undici')
  const client = new Client(connection.origin, {
    headersTimeout: timeouts.headMs,
    bodyTimeout: timeouts.stallMs,
    // The connection ends with the answer.
    pipelining: 0,
    // Not at once: it is still looking for what to do next.
    connect: (_where, done) => queueMicrotask(() => connected(socket, done)),
  })
  client.dispatch(question, handler)
}

/** An error of its own kind would make undici try for ever. */
function connected(socket: HandedOver, done: buildConnector.Callback): void {
  if (socket.destroyed) done(new Error('The connection is over', { cause: socket.errored }), null)
  else done(null, socket)
}

class HandedOver extends Socket {
  readonly ears: Reader = {
    connected: () => {},
    read: (bytes) => this.#hear(Buffer.from(bytes)),
    closed: (error) => {
      if (error === null) this.#hear(null)
      else this.destroy(error)
    },
  }
  readonly #connection: Connection
  /** Until the question seems to have been asked: an answer to nothing would be refused. `null` in it: the end. */
  #early: (Buffer | null)[] | null

  constructor(connection: Connection, heard: Buffer) {
    super()
    this.#connection = connection
    this.#early = [heard]
  }

  override _read(): void {
    this.#connection.resume()
  }

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    // An end would be told at once, while undici is still asking.
    setImmediate(() => this.#play())
    done()
  }

  override _writev(_chunks: unknown, done: () => void): void {
    this._write(null, 'latin1', done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection.leave()
    super._destroy(error, done)
  }

  #play(): void {
    const early = this.#early ?? []
    this.#early = null
    for (const piece of early) this.push(piece)
  }

  #hear(piece: Buffer | null): boolean {
    if (this.#early === null) return this.push(piece)
    this.#early.push(piece)
    return true
  }
}

/**
 * A connection whose bytes come in one piece of memory that is used again and again: Node's `onread`. What is read from it
 * isn't its business. While nobody reads, it may be kept; a byte or an end that comes then makes it useless.
 */
import { connect as connectPlainly, isIP, type Socket } from 'node:net'
import { connect as connectSecurely, type SecureContext, type TLSSocket } from 'node:tls'
import { LineError } from './line-error.ts'

export interface Reader {
  /** It has just been connected. */
  connected(): void
  /** false: no more for now. The memory is the reader's until it has asked for more; otherwise only until this returns. */
  read(bytes: Buffer): boolean
  /** Nothing comes any more. null: the other side has ended it in order. */
  closed(error: Error | null): void
}

export type ConnectionOptions = {
  readonly connectMs: number
  readonly secureContext: () => SecureContext
  readonly session: Buffer | undefined
  readonly onSession: (session: Buffer) => void
}

/** For small files, and for whoever pauses: under a bandwidth limit large pieces would come seconds apart. */
const smallBytes = 64 * 1024
/** More saves next to nothing. */
const largeBytes = 512 * 1024

export class Connection {
  readonly origin: string
  readonly #socket: Socket
  #reader: Reader | null
  #memory = Buffer.allocUnsafeSlow(smallBytes)
  #error: Error | null = null
  #isOver = false

  /** `origin`: of a URL, http or https. */
  constructor(origin: string, options: ConnectionOptions, reader: Reader) {
    this.origin = origin
    this.#reader = reader
    const { hostname, port, protocol } = new URL(origin)
    const isSecure = protocol === 'https:'
    const where = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (isSecure ? 443 : 80)),
      onread: { buffer: () => this.#memory, callback: (count: number) => this.#read(count) },
    }
    this.#socket = isSecure ? this.#secure(where, options) : connectPlainly(where)
    const timer = setTimeout(() => this.destroy(new LineError('UND_ERR_CONNECT_TIMEOUT')), options.connectMs)
    this.#socket
      .setNoDelay(true)
      .setKeepAlive(true, 60_000)
      .once(isSecure ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer)
        this.#reader?.connected()
      })
      .on('error', (error) => {
        this.#error ??= error
      })
      .once('end', () => this.#socket.destroy())
      .once('close', () => {
        clearTimeout(timer)
        this.#isOver = true
        this.#reader?.closed(this.#error)
      })
  }

  get isOver(): boolean {
    return this.#isOver || this.#socket.destroyed
  }

  /** The process may end although it is kept. */
  rest(): void {
    this.#reader = null
    // It may have been paused to the end: what comes now must be seen.
    this.#socket.resume().unref()
  }

  readBy(reader: Reader): void {
    this.#reader = reader
    this.#socket.ref()
  }

  send(request: string): void {
    this.#socket.write(request, 'latin1')
  }

  /** After the reader wanted no more. */
  resume(): void {
    this.#socket.resume()
  }

  /** Its reader is told. */
  destroy(error: Error): void {
    this.#error ??= error
    this.#socket.destroy()
  }

  /** Its reader is told nothing more. */
  leave(): void {
    this.#reader = null
    this.#socket.destroy()
  }

  #read(count: number): boolean {
    if (this.#reader === null) {
      this.#socket.destroy()
      return false
    }
    const goOn = this.#reader.read(this.#memory.subarray(0, count))
    if (!goOn) this.#memory = Buffer.allocUnsafeSlow(smallBytes)
    else if (count === smallBytes && this.#memory.length === smallBytes)
      this.#memory = Buffer.allocUnsafeSlow(largeBytes)
    return goOn
  }

  #secure(where: { host: string; port: number }, options: ConnectionOptions): TLSSocket {
    const { session, onSession } = options
    return connectSecurely({
      ...where,
      secureContext: options.secureContext(),
      ALPNProtocols: ['http/1.1'],
      // An address isn't a name that a server could be asked for.
      ...(isIP(where.host) === 0 ? { servername: where.host } : {}),
      ...(session === undefined ? {} : { session }),
    }).on('session', onSession)
  }
}

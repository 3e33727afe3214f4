/** Connections straight to storage, kept for a while for the next request to the same origin. One request at a time each. */
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { Connection, type Reader } from './connection.ts'

/** Storage has one or two; a link's redirects may lead to others. */
const mostSessions = 20

type Kept = { readonly connection: Connection; readonly timer: NodeJS.Timeout }

export class Connections {
  readonly #certificates: readonly string[]
  readonly #connectMs: number
  readonly #kept = new Map<string, Kept[]>()
  /** Of TLS, by origin: the next handshake is shorter. */
  readonly #sessions = new Map<string, Buffer>()
  #context: SecureContext | null = null

  /** `certificates`: PEM, trusted beside Node's own. */
  constructor(certificates: readonly string[], connectMs: number) {
    this.#certificates = certificates
    this.#connectMs = connectMs
  }

  /** A kept one that hasn't ended; null: open one. It hasn't a reader yet. */
  kept(origin: string): Connection | null {
    const kept = this.#kept.get(origin)
    for (;;) {
      const last = kept?.pop()
      if (last === undefined) {
        this.#kept.delete(origin)
        return null
      }
      clearTimeout(last.timer)
      if (!last.connection.isOver) return last.connection
    }
  }

  open(origin: string, reader: Reader): Connection {
    return new Connection(
      origin,
      {
        connectMs: this.#connectMs,
        secureContext: () => this.#secureContext(),
        session: this.#sessions.get(origin),
        onSession: (session) => this.#remember(origin, session),
      },
      reader,
    )
  }

  keep(connection: Connection, ms: number): void {
    connection.rest()
    const timer = setTimeout(() => this.#drop(connection), ms).unref()
    this.#kept.set(connection.origin, [...(this.#kept.get(connection.origin) ?? []), { connection, timer }])
  }

  #drop(connection: Connection): void {
    const others = this.#kept.get(connection.origin)?.filter((kept) => kept.connection !== connection) ?? []
    if (others.length > 0) this.#kept.set(connection.origin, others)
    else this.#kept.delete(connection.origin)
    connection.leave()
  }

  /** Made once: reading a hundred certificates takes longer than a handshake. */
  #secureContext(): SecureContext {
    const trusted = this.#certificates.length === 0 ? {} : { ca: [...rootCertificates, ...this.#certificates] }
    this.#context ??= createSecureContext(trusted)
    return this.#context
  }

  #remember(origin: string, session: Buffer): void {
    this.#sessions.delete(origin)
    this.#sessions.set(origin, session)
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > mostSessions && oldest !== undefined) this.#sessions.delete(oldest)
  }
}

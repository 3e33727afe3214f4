/**
 * Connection pools of the transfer worker: one of our own straight to storage (docs/adr/0027), one of undici's a proxy. The
 * system's certificates are trusted beside Node's own.
 */
import { rootCertificates } from 'node:tls'
import type { Dispatcher } from 'undici'
import { proxyAgent } from '../http/proxy-agent.ts'
import { PlainDispatcher } from './plain-http/plain-dispatcher.ts'
import type { Question } from './plain-http/question.ts'
import type { TransferTimeouts } from './transfer-timeouts.ts'

export interface Asker {
  dispatch(question: Question, handler: Dispatcher.DispatchHandler): unknown
}

export class Dispatchers {
  readonly #pools = new Map<string | null, Promise<Asker>>()
  readonly #certificates: readonly string[]
  readonly #timeouts: TransferTimeouts

  constructor(certificates: readonly string[], timeouts: TransferTimeouts) {
    this.#certificates = certificates
    this.#timeouts = timeouts
  }

  /** `proxy` e.g. `http://proxy:3128`; null: a direct connection. */
  for(proxy: string | null): Promise<Asker> {
    let pool = this.#pools.get(proxy)
    if (pool === undefined) {
      pool = this.#open(proxy)
      this.#pools.set(proxy, pool)
    }
    return pool
  }

  async #open(proxy: string | null): Promise<Asker> {
    if (proxy === null) return new PlainDispatcher(this.#certificates, this.#timeouts)
    const tls = this.#certificates.length === 0 ? {} : { ca: [...rootCertificates, ...this.#certificates] }
    const connect = { ...tls, timeout: this.#timeouts.connectMs }
    const agent = await proxyAgent({
      // One request a connection at a time: a file's body would stand in the way of whatever is queued behind it.
      pipelining: 1,
      keepAliveTimeout: 10_000,
      uri: proxy,
      requestTls: connect,
      proxyTls: connect,
    })
    // Said with each request: behind a SOCKS proxy nothing else is heard.
    const patience = { headersTimeout: this.#timeouts.headMs, bodyTimeout: this.#timeouts.stallMs }
    return { dispatch: (question, handler) => agent.dispatch({ ...question, ...patience }, handler) }
  }
}

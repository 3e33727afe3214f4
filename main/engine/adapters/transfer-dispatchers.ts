/** Connection pools of the transfer worker, one a proxy. The system's certificates are trusted beside Node's own. */
import { rootCertificates } from 'node:tls'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import type { TransferTimeouts } from './transfer-timeouts.ts'

export class Dispatchers {
  readonly #pools = new Map<string | null, Dispatcher>()
  readonly #certificates: readonly string[]
  readonly #timeouts: TransferTimeouts

  constructor(certificates: readonly string[], timeouts: TransferTimeouts) {
    this.#certificates = certificates
    this.#timeouts = timeouts
  }

  /** `proxy` e.g. `http://proxy:3128`; null: a direct connection. */
  for(proxy: string | null): Dispatcher {
    let pool = this.#pools.get(proxy)
    if (pool === undefined) {
      pool = this.#open(proxy)
      this.#pools.set(proxy, pool)
    }
    return pool
  }

  #open(proxy: string | null): Dispatcher {
    const tls = this.#certificates.length === 0 ? {} : { ca: [...rootCertificates, ...this.#certificates] }
    const options = {
      headersTimeout: this.#timeouts.headMs,
      bodyTimeout: this.#timeouts.stallMs,
      // One request a connection at a time: a file's body would stand in the way of whatever is queued behind it.
      pipelining: 1,
      keepAliveTimeout: 10_000,
    }
    const connect = { ...tls, timeout: this.#timeouts.connectMs }
    if (proxy === null) return new Agent({ ...options, connect })
    return new ProxyAgent({ ...options, uri: proxy, requestTls: connect, proxyTls: connect })
  }
}

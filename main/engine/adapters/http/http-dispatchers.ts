/**
 * The connections that requests to the API go through: direct or by the proxy that the system wants for an address,
 * trusting the system's certificates beside Node's own. One pool a proxy, made when first needed.
 */
import type { Dispatcher } from 'undici'
import { proxyAgent } from './proxy-agent.ts'

const connectTimeoutMs = 15_000

export class SystemDispatchers {
  readonly #proxyFor: (url: string) => Promise<string | null>
  readonly #certificates: () => readonly string[]
  readonly #pools = new Map<string, Promise<Dispatcher>>()

  /** `certificates`: PEM, beside Node's own. */
  constructor(proxyFor: (url: string) => Promise<string | null>, certificates: () => readonly string[]) {
    this.#proxyFor = proxyFor
    this.#certificates = certificates
  }

  readonly dispatcherFor = async (url: URL): Promise<Dispatcher> => {
    const proxy = (await this.#proxyFor(url.origin)) ?? ''
    const known = this.#pools.get(proxy)
    if (known !== undefined) return known
    const pool = this.#makePool(proxy)
    this.#pools.set(proxy, pool)
    return pool
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()]
    this.#pools.clear()
    await Promise.all(pools.map(async (pool) => (await pool).destroy()))
  }

  /** Loaded when first needed: see `HttpClient`. */
  async #makePool(proxy: string): Promise<Dispatcher> {
    const { Agent } = await import('undici')
    const { rootCertificates } = await import('node:tls')
    const certificates = this.#certificates()
    const ca = certificates.length === 0 ? {} : { ca: [...rootCertificates, ...certificates] }
    const connect = { timeout: connectTimeoutMs, ...ca }
    return proxy === '' ? new Agent({ connect }) : proxyAgent({ uri: proxy, requestTls: connect, proxyTls: connect })
  }
}

/**
 * GET of JSON from an API: time-outs, a largest size, few requests at a time, redirects that never carry the
 * Authorization to another host. Knows HTTP and nothing of 100ms; retries nothing.
 */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Clock } from '../../core/ports.ts'
import { Turnstile } from '../../core/turnstile.ts'
import { mayLead } from '../http/reach.ts'
import { failedRequest, type HttpFailure, refusedAnswer, unreadable } from './http-failure.ts'

/** Which connection leads to a URL: direct, or through the proxy that the system wants. */
export type DispatcherFor = (url: URL) => Promise<Dispatcher>

export type HttpLimits = {
  readonly headersTimeoutMs: number
  readonly bodyTimeoutMs: number
  /** Of a request as a whole, slow trickles included. */
  readonly totalTimeoutMs: number
  /** Unpacked. A page of 100 recordings is about 100 kB. */
  readonly largestBytes: number
  /** Each link is a request: far away, that many in a round trip are all the small files that can come. */
  readonly concurrency: number
}

export const defaultLimits: HttpLimits = {
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  largestBytes: 32 * 1024 * 1024,
  concurrency: 4,
}

const mostRedirects = 3

type Answer = {
  readonly status: number
  readonly headers: Dispatcher.ResponseData['headers']
  readonly body: Buffer
  readonly receivedMs: number
}

export class HttpClient {
  readonly #dispatcherFor: DispatcherFor
  readonly #clock: Clock
  readonly #limits: HttpLimits
  readonly #onClock: (aheadMs: number) => void
  #undici: Promise<typeof import('undici')> | null = null
  readonly #turnstile = new Turnstile()

  /** `onClock` hears by how much this computer's clock is ahead of a server that was asked, answer by answer. */
  constructor(
    dispatcherFor: DispatcherFor,
    clock: Clock,
    limits: HttpLimits = defaultLimits,
    onClock: (aheadMs: number) => void = () => undefined,
  ) {
    this.#dispatcherFor = dispatcherFor
    this.#clock = clock
    this.#limits = limits
    this.#onClock = onClock
  }

  /**
   * The parsed body of a 2xx. `signal` ends the request, and its wait for a turn, as an offline failure; so does `unwanted`, when it
   * resolves.
   */
  async getJson(
    url: URL,
    authorization: string,
    signal: AbortSignal,
    unwanted?: Promise<unknown>,
  ): Promise<Result<unknown, HttpFailure>> {
    // Its time-outs end it too: signals put together by `AbortSignal.any` cost a quarter of what asking for a link does.
    const ending = new AbortController()
    const ended = () => err(failedRequest(ending.signal.reason, url.host))
    const answer = this.#turnstile.through(this.#limits.concurrency, async () =>
      ending.signal.aborted ? ended() : this.#get(url, authorization, ending),
    )
    return new Promise((resolve, reject) => {
      const stop = () => {
        ending.abort(signal.reason)
        resolve(ended())
      }
      if (signal.aborted) stop()
      unwanted?.then(stop, stop)
      signal.addEventListener('abort', stop, { once: true })
      answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
    })
  }

  async #get(start: URL, authorization: string, ending: AbortController): Promise<Result<unknown, HttpFailure>> {
    let url = start
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#fetch(url, url.origin === start.origin ? authorization : null, ending)
      if (!answer.ok) return answer
      const target = redirectTarget(answer.value, url)
      if (target === null || redirects === mostRedirects) return this.#read(answer.value, url, start)
      url = target
    }
  }

  async #fetch(url: URL, authorization: string | null, ending: AbortController): Promise<Result<Answer, HttpFailure>> {
    const limits = this.#limits
    const late = () => ending.abort(new DOMException('The answer took too long', 'TimeoutError'))
    const timer = setTimeout(late, limits.totalTimeoutMs)
    try {
      const dispatcher = await this.#dispatcherFor(url)
      // Not at the top: a megabyte of code that an engine which only shows its library would wait for at each start.
      this.#undici ??= import('undici')
      const { request } = await this.#undici
      const response = await request(url, {
        dispatcher,
        headersTimeout: limits.headersTimeoutMs,
        bodyTimeout: limits.bodyTimeoutMs,
        signal: ending.signal,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'br, gzip, deflate',
          ...(authorization === null ? {} : { authorization }),
        },
      })
      const receivedMs = this.#clock.nowMs()
      const body = await readBody(response, limits.largestBytes)
      if (body === null) return err(broken(url.host, 'with far more than was asked for'))
      return ok({ status: response.statusCode, headers: response.headers, body, receivedMs })
    } catch (error) {
      return err(failedRequest(error, url.host))
    } finally {
      clearTimeout(timer)
    }
  }

  async #read(answer: Answer, { host, origin }: URL, start: URL): Promise<Result<unknown, HttpFailure>> {
    const { status, headers } = answer
    const json = await parseBody(answer, this.#limits.largestBytes)
    if (json !== undefined && origin === start.origin) this.#hearClock(answer)
    if (status >= 200 && status < 300) {
      return json === undefined ? err({ ...broken(host, 'with something that is no data'), status }) : ok(json)
    }
    const serverDateMs = dateOf(headers)
    const head = { status, host, serverDateMs, retryAfter: one(headers['retry-after']), body: json }
    return err(refusedAnswer(head, this.#clock.nowMs()))
  }

  /** Of a refusal as well: a wrong clock is why credentials made here are refused. Something in between, or a cache, isn't heard. */
  #hearClock({ status, headers, receivedMs }: Answer): void {
    const dateMs = dateOf(headers)
    const isOwn = ((status >= 200 && status < 300) || status === 401) && one(headers['age']) === null
    if (isOwn && dateMs !== null) this.#onClock(receivedMs - dateMs)
  }
}

function broken(host: string, how: string): HttpFailure {
  return { error: unreadable(host, how), status: null, serverDateMs: null, said: '' }
}

function redirectTarget(answer: Answer, from: URL): URL | null {
  const location = one(answer.headers['location'])
  if (location === null || ![301, 302, 303, 307, 308].includes(answer.status)) return null
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (target === null || !mayLead(from, target)) return null
  return target.protocol === 'https:' || (target.protocol === 'http:' && from.protocol === 'http:') ? target : null
}

/** null: longer than allowed. */
async function readBody(response: Dispatcher.ResponseData, largestBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response.body) {
    const bytes: unknown = chunk
    if (!Buffer.isBuffer(bytes)) continue
    size += bytes.length
    if (size > largestBytes) {
      response.body.destroy()
      return null
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

const unpackers: Readonly<Record<string, (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> = {
  br: promisify(brotliDecompress),
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
}

/** undefined: not JSON, whatever it called itself. */
async function parseBody(answer: Answer, largestBytes: number): Promise<unknown> {
  const encoding = one(answer.headers['content-encoding'])?.trim().toLowerCase() ?? 'identity'
  const unpack = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined
  try {
    const plain = unpack === undefined ? answer.body : await unpack(answer.body, { maxOutputLength: largestBytes })
    return JSON.parse(plain.toString('utf8'))
  } catch {
    return undefined
  }
}

function dateOf(headers: Answer['headers']): number | null {
  const ms = Date.parse(one(headers['date']) ?? '')
  return Number.isFinite(ms) ? ms : null
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}

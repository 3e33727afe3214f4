/**
 * One HTTP request and its answer, as callbacks instead of a stream: the body's chunks are handled synchronously as they
 * come off the socket. Follows nothing, retries nothing.
 */
import type { Dispatcher } from 'undici'
import type { AnswerHead } from '../../core/download/storage-answer.ts'
import type { Asker } from './transfer-dispatchers.ts'

export interface BodySink {
  /**
   * A promise holds the connection until it resolves; until then the chunk is the sink's, else only until this returns: its
   * memory is used again. Throwing ends the exchange with that error.
   */
  take(chunk: Buffer): Promise<void> | null
}

/** What to do with the body: hand it over, keep up to so many bytes of it as text, or nothing. */
export type BodyUse =
  | { readonly kind: 'sink'; readonly sink: BodySink }
  | { readonly kind: 'text'; readonly maxBytes: number }

export type Exchanged =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'broken'; readonly error: unknown; readonly headSeen: boolean }

export type ExchangeRequest = {
  readonly dispatcher: Asker
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly onHead: (head: AnswerHead) => BodyUse
  readonly signal: AbortSignal
}

const enough = new Error('enough of the body')

export function exchange(request: ExchangeRequest): Promise<Exchanged> {
  const { promise, resolve } = withResolvers<Exchanged>()
  let use: BodyUse = { kind: 'text', maxBytes: 0 }
  let headSeen = false
  let failed: { error: unknown } | null = null
  let abort: (() => void) | null = null
  const kept: Buffer[] = []
  let keptBytes = 0
  // Pending while the sink works on a chunk; the connection is paused until it resolves.
  let busy: Promise<void> | null = null

  const finish = (outcome: Exchanged) => {
    request.signal.removeEventListener('abort', onAbort)
    // The sink may still be working on the last chunk.
    if (busy === null) resolve(outcome)
    else void busy.then(() => resolve(failed ? { kind: 'broken', error: failed.error, headSeen } : outcome))
  }
  const onAbort = () => abort?.()
  request.signal.addEventListener('abort', onAbort)

  const hand = (controller: Dispatcher.DispatchController, sink: BodySink, chunk: Buffer) => {
    try {
      const work = sink.take(chunk)
      if (work === null) return
      controller.pause()
      busy = work.then(
        () => {
          busy = null
          controller.resume()
        },
        (error: unknown) => {
          failed = { error }
          controller.abort(enough)
        },
      )
    } catch (error) {
      failed = { error }
      controller.abort(enough)
    }
  }

  request.dispatcher.dispatch(
    {
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: 'GET',
      headers: request.headers,
    },
    {
      onRequestStart(controller) {
        abort = () => controller.abort(new Error('aborted'))
        if (request.signal.aborted) abort()
      },
      onResponseStart(controller, status, headers) {
        if (status < 200) return
        headSeen = true
        try {
          use = request.onHead({ status, headers: flat(headers) })
        } catch (error) {
          failed = { error }
          controller.abort(enough)
        }
      },
      onResponseData(controller, chunk) {
        if (use.kind === 'sink') return hand(controller, use.sink, chunk)
        kept.push(Buffer.from(chunk))
        keptBytes += chunk.length
        // An error's text is short; whatever is longer isn't worth the connection.
        if (keptBytes >= use.maxBytes) controller.abort(enough)
      },
      onResponseEnd() {
        finish({ kind: 'answered', text: textOf(kept) })
      },
      onResponseError(_controller, error) {
        if (failed !== null) finish({ kind: 'broken', error: failed.error, headSeen })
        else if (error === enough) finish({ kind: 'answered', text: textOf(kept) })
        else finish({ kind: 'broken', error, headSeen })
      },
    },
  )
  return promise
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8')
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  const entries = Object.entries(headers)
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]),
  )
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

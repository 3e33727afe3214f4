/**
 * What went wrong with a request to the API, in the words of DailiesError. A message says what happened, what it means
 * and what to do; it never holds a token or a link's query.
 */
import { z } from 'zod'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { longestPauseMs, parseRetryAfter } from '../../core/download/retry-after.ts'
import { proxyRefuses, proxyWantsSignIn, unusableProxyCode, unusableProxyWords } from '../http/proxy-agent.ts'
import { redactText } from './recordings-api-redaction.ts'

export type HttpFailure = {
  readonly error: DailiesError
  /** null: no answer came. */
  readonly status: number | null
  /** By the `Date` header: tells a wrong secret from a wrong clock. */
  readonly serverDateMs: number | null
  /** The API's own words (`message` and `details`), redacted. */
  readonly said: string
}

export type AnswerHead = {
  readonly status: number
  readonly host: string
  readonly serverDateMs: number | null
  readonly retryAfter: string | null
  readonly body: unknown
}

const apiError = z.object({
  message: z.string().catch(''),
  details: z.array(z.string()).catch([]),
})

/** An answer of 3xx–5xx. `body` is undefined where it wasn't JSON. */
export function refusedAnswer(answer: AnswerHead, nowMs: number): HttpFailure {
  const parsed = apiError.safeParse(answer.body)
  const said = parsed.success ? [parsed.data.message, ...parsed.data.details].filter((part) => part !== '') : []
  const words = redactText(said.join(': ')).slice(0, 300)
  return {
    error: errorOf(answer, words, nowMs),
    status: answer.status,
    serverDateMs: answer.serverDateMs,
    said: words,
  }
}

function errorOf(answer: AnswerHead, said: string, nowMs: number): DailiesError {
  const { status, host } = answer
  const quoted = said === '' ? '' : ` It says: “${said}”.`
  if (status === 401) {
    const message = `${host} doesn’t accept these credentials.${quoted} Check them and connect again.`
    return { kind: 'unauthorized', message, reason: 'other' }
  }
  if (status === 403) {
    // A firewall's page is not the API's answer: nothing is wrong with the credentials.
    if (answer.body === undefined) return unreadable(host, 'with a page that forbids the way to it')
    return {
      kind: 'forbidden',
      message: `These credentials don’t have permission for this at ${host}.${quoted} Connect with others that have it.`,
    }
  }
  if (status === 404 || status === 410) {
    return { kind: 'gone', message: `${host} doesn’t have this (any more).${quoted}` }
  }
  if (status === 429) {
    const retryAfterMs = retryDelayMs(answer.retryAfter, said, nowMs)
    return { kind: 'rate-limited', message: `${host} asks for a pause: too many requests.`, retryAfterMs }
  }
  if (status === 407) {
    return proxyRefuses(host)
  }
  if (status >= 500) {
    const retryAfterMs = answer.retryAfter === null ? null : retryDelayMs(answer.retryAfter, '', nowMs)
    if (status === 503 && retryAfterMs !== null) {
      return { kind: 'rate-limited', message: `${host} is busy and asks for a pause.`, retryAfterMs }
    }
    return { kind: 'server', message: `${host} has a problem of its own (${status}).${quoted}`, status }
  }
  if (status < 400) return { kind: 'unreadable', message: `${host} redirects to somewhere that doesn’t answer.` }
  return { kind: 'server', message: `${host} didn’t understand the request (${status}).${quoted}`, status }
}

/** `Retry-After` as seconds or a date (RFC 9110 §10.2.3), else the seconds in the API's own sentence; null for neither. */
export function retryDelayMs(header: string | null, said: string, nowMs: number): number | null {
  const inHeader = parseRetryAfter(header, nowMs)
  if (inHeader !== null) return inHeader
  const inWords = /retry (?:after|in) (\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec(?:onds?)?|m|min(?:utes?)?)?\b/i.exec(
    said,
  )
  if (inWords === null) return null
  const unit = (inWords[2] ?? 's').toLowerCase()
  const unitMs = unit === 'ms' || unit.startsWith('milli') ? 1 : unit.startsWith('m') ? 60_000 : 1000
  return Math.min(longestPauseMs, Number(inWords[1]) * unitMs)
}

export function unreadable(host: string, how: string): DailiesError {
  const message = `${host} answered ${how}. A sign-in page of the network, a proxy or a wrong API address can be behind it.`
  return { kind: 'unreadable', message }
}

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|SSL/
const slowCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/** An exception of undici: no answer, or one that broke off. */
export function failedRequest(error: unknown, host: string): HttpFailure {
  return { error: connectionError(codesOf(error), host), status: null, serverDateMs: null, said: '' }
}

function connectionError(codes: readonly string[], host: string): DailiesError {
  if (codes.some((code) => certificateCodes.test(code))) {
    const message = `This computer doesn’t trust the certificate of ${host}. Check its clock and the network’s proxy.`
    return { kind: 'offline', message }
  }
  if (codes.includes(unusableProxyCode)) return { kind: 'offline', message: unusableProxyWords }
  if (codes.some((code) => slowCodes.has(code) || code === 'TimeoutError')) {
    return { kind: 'server', message: `${host} took too long to answer. It is tried again later.`, status: null }
  }
  if (codes.some((code) => code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HTTPParserError')) {
    return unreadable(host, 'with something that is no proper answer')
  }
  if (codes.includes('UND_ERR_RES_CONTENT_LENGTH_MISMATCH') || codes.includes('UND_ERR_RESPONSE')) {
    return { kind: 'unreadable', message: `The answer of ${host} broke off.` }
  }
  if (codes.includes(proxyWantsSignIn)) return proxyRefuses(host)
  if (codes.includes('ENOTFOUND') || codes.includes('EAI_AGAIN')) {
    return { kind: 'offline', message: `${host} can’t be found: this computer seems to be offline.` }
  }
  if (codes.includes('ECONNREFUSED')) {
    const message = `Nothing answers at ${host}. The server may be down, the address wrong, or a firewall in between.`
    return { kind: 'offline', message }
  }
  return { kind: 'offline', message: `${host} can’t be reached: this computer seems to be offline.` }
}

const withCode = z.object({ code: z.string().catch(''), name: z.string().catch(''), cause: z.unknown() })

/** The codes of an error, its causes and (happy eyeballs) its several attempts. */
function codesOf(error: unknown, depth = 0): string[] {
  if (depth > 4 || typeof error !== 'object' || error === null) return []
  const several = error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one, depth + 1)) : []
  const read = withCode.safeParse({
    code: Reflect.get(error, 'code'),
    name: Reflect.get(error, 'name'),
    cause: Reflect.get(error, 'cause'),
  })
  return read.success ? [read.data.code, read.data.name, ...codesOf(read.data.cause, depth + 1), ...several] : several
}

/**
 * Makes the headers of a request for a file and judges the answer's head: is the body the whole object, the rest of it,
 * or something that must never be written? Pure; the transfer acts on it.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import {
  parseContentRange,
  parseHttpDate,
  parseLength,
  rangeFrom,
  sameVersion,
  strongValidator,
  type Validator,
} from './byte-range.ts'
import { overlapBytes, type ResumeRecord } from './resume.ts'
import { parseRetryAfter } from './retry-after.ts'

export type AnswerHead = {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** What was asked for: everything, or everything from `offset` on if the object is still that version. */
export type Asked = { readonly offset: number; readonly record: ResumeRecord } | null

/**
 * What is missing after so many bytes of that version, with some that are here, to be compared: of few no more than half, or
 * a line that lets little through would never bring anything else.
 */
export function restAfter(bytes: number, record: ResumeRecord | null): Asked {
  const overlap = Math.min(overlapBytes, Math.ceil(bytes / 2))
  return record && { offset: bytes === record.totalBytes ? bytes : bytes - overlap, record }
}

export type AnswerVerdict =
  | { readonly kind: 'whole'; readonly totalBytes: number | null; readonly validator: Validator | null }
  | { readonly kind: 'rest'; readonly totalBytes: number }
  | { readonly kind: 'redirect'; readonly location: string }
  /** The range can't be had as it was asked for: ask again for everything. */
  | { readonly kind: 'ask-whole' }
  /** An edge that takes only dates in `If-Range`: the version is the same, yet it sent everything. */
  | { readonly kind: 'ask-by-date' }
  /** The body says why (a storage error in XML): read it, bounded, and call `errorOfStorage`. */
  | { readonly kind: 'error-body' }
  | { readonly kind: 'not-the-file'; readonly error: DailiesError }

/** The request's headers. Nothing that identifies anybody: the link is all that storage gets to know. */
export function askingFor(asked: Asked, byDate: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' }
  if (asked === null) return headers
  const { etag, lastModified } = asked.record.validator
  const condition = byDate ? lastModified : (etag ?? lastModified)
  if (condition === null) return headers
  return { ...headers, range: rangeFrom(asked.offset), 'if-range': condition }
}

/** For the bytes [first, end), if the object is still that version. */
export function askingForPiece({ validator }: ResumeRecord, first: number, end: number): Record<string, string> {
  const condition = validator.etag ?? validator.lastModified
  const range = `bytes=${first}-${end - 1}`
  const headers = { accept: '*/*', 'accept-encoding': 'identity', range }
  return condition === null ? headers : { ...headers, 'if-range': condition }
}

/** Exactly the bytes [first, end) of that version, by the answer's own word: unlike a rest, a piece has nothing to be compared with. */
export function isPiece(head: AnswerHead, record: ResumeRecord, first: number, end: number): boolean {
  if (head.status !== 206 || (wrongEncoding(head) ?? headIsPage(head)) !== null) return false
  const range = parseContentRange(head.headers['content-range'] ?? '')
  if (range?.kind !== 'part' || range.first !== first || range.last !== end - 1) return false
  return range.total === record.totalBytes && sameVersion(record.validator, validatorOf(head))
}

const redirects = [301, 302, 303, 307, 308]

/** `pageIsFile`: a page or an XML document that comes is what was asked for. */
export function judgeAnswer(
  head: AnswerHead,
  asked: Asked,
  askedByDate: boolean,
  { pageIsFile = false }: { readonly pageIsFile?: boolean } = {},
): AnswerVerdict {
  const { status, headers } = head
  if (redirects.includes(status)) {
    const location = headers['location']
    return location ? { kind: 'redirect', location } : { kind: 'not-the-file', error: server(status) }
  }
  if (status === 416) return asked === null ? { kind: 'error-body' } : { kind: 'ask-whole' }
  if (status !== 200 && status !== 206) return { kind: 'error-body' }

  const wrong = wrongEncoding(head) ?? (pageIsFile ? null : headIsPage(head))
  if (wrong !== null) return { kind: 'not-the-file', error: wrong }
  const validator = validatorOf(head)
  if (status === 206) return judgePart(head, asked, validator)

  if (asked !== null && !askedByDate && canAskByDate(asked.record, validator)) return { kind: 'ask-by-date' }
  return { kind: 'whole', totalBytes: parseLength(headers['content-length']), validator }
}

function judgePart(head: AnswerHead, asked: Asked, validator: Validator | null): AnswerVerdict {
  const range = parseContentRange(head.headers['content-range'] ?? '')
  if (asked === null) return { kind: 'not-the-file', error: server(206) }
  if (range?.kind !== 'part' || range.first !== asked.offset) return { kind: 'ask-whole' }
  const { record } = asked
  // A 206 may leave the validator out (RFC 9110 §15.3.7), but one that it names must be ours.
  if (validator !== null && !sameVersion(record.validator, validator)) return { kind: 'ask-whole' }
  const totalBytes = range.total ?? record.totalBytes
  if (totalBytes === null || range.last !== totalBytes - 1) return { kind: 'ask-whole' }
  if (record.totalBytes !== null && record.totalBytes !== totalBytes) return { kind: 'ask-whole' }
  return { kind: 'rest', totalBytes }
}

function canAskByDate(record: ResumeRecord, answered: Validator | null): boolean {
  const { etag, lastModified } = record.validator
  return etag !== null && lastModified !== null && answered?.etag === etag && answered.lastModified === lastModified
}

/** Which version storage had, and when that was: its own `Date`, milliseconds; null: it gave none. */
export type Sighting = { readonly validator: Validator | null; readonly seenMs: number | null }

export function sightingOf(head: AnswerHead): Sighting {
  return { validator: validatorOf(head), seenMs: parseHttpDate(head.headers['date'] ?? '') }
}

function validatorOf(head: AnswerHead): Validator | null {
  const { etag, date } = head.headers
  return strongValidator({ etag, lastModified: head.headers['last-modified'], date })
}

function wrongEncoding({ status, headers }: AnswerHead): DailiesError | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase()
  if (!encoding || encoding === 'identity') return null
  const message = `The storage sent the file compressed (${encoding}) although the plain bytes were asked for, so they can’t be checked. It is tried again.`
  return { kind: 'server', status, message }
}

/**
 * Whether a page or an XML document is the file itself, of a kind that may be one. Storage's checksum says so, or the length
 * that the API has on record: a network's sign-in page has neither.
 */
export function isVouchedFor(
  { headers }: AnswerHead,
  checksum: Checksum | null,
  recordedBytes: number | null,
): boolean {
  if (checksum !== null) return true
  const range = parseContentRange(headers['content-range'] ?? '')
  const bytes = range?.kind === 'part' ? range.total : parseLength(headers['content-length'])
  return bytes !== null && bytes === recordedBytes
}

/** A good status with a body that isn't the file: a network's sign-in page, a storage error. */
function headIsPage(head: AnswerHead): DailiesError | null {
  const type = head.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/html' || type === 'application/xhtml+xml') return webPage
  if (type === 'application/xml' || type === 'text/xml') return { ...server(head.status), message: errorAsFile }
  return null
}

const webPage: DailiesError = {
  kind: 'offline',
  message:
    'A web page came instead of the file. The network probably wants you to sign in: open a browser, sign in, and downloading goes on by itself.',
}
const errorAsFile = 'The storage sent an error message instead of the file. It is tried again.'

/** Some networks don't label theirs. */
export function bodyIsPage(firstBytes: string): DailiesError | null {
  const text = firstBytes
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 64)
    .toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return webPage
  if (text.startsWith('<?xml') || text.startsWith('<error>')) return { ...server(200), message: errorAsFile }
  return null
}

/** A refusal in the bucket's dialect (S3, GCS, OSS, Azure: XML with a code and a message). */
export function errorOfStorage(head: AnswerHead, body: string, nowMs: number): DailiesError {
  const { status } = head
  if (status === 404 || status === 410) {
    return {
      kind: 'gone',
      message:
        'The file is no longer in storage. 100ms deletes what it hosts after 15 days, so it can’t be had any more.',
    }
  }
  if (status === 400 && /ExpiredToken|RequestExpired|token has expired/i.test(body)) return linkExpired
  // A signed link that is refused is one that has run out, or whose signer's credentials have: a new one will tell.
  if (status === 401 || status === 403) return linkExpired
  if (status === 429 || status === 503) {
    const retryAfterMs = parseRetryAfter(head.headers['retry-after'] ?? null, nowMs)
    if (status === 429 || retryAfterMs !== null) {
      return {
        kind: 'rate-limited',
        message: 'The storage asks to slow down. Downloads go on after a pause.',
        retryAfterMs,
      }
    }
  }
  return server(status)
}

const linkExpired: DailiesError = {
  kind: 'link-expired',
  message: 'The storage no longer accepts the link to this file. A new one is fetched; what has arrived is kept.',
}

function server(status: number): DailiesError {
  return { kind: 'server', status, message: `The storage answered with status ${status}. It is tried again.` }
}

/** What storage gives to compare the finished bytes with. Lower-case hex. */
export type Checksum = { readonly kind: 'md5' | 'crc32c'; readonly hex: string; readonly certain: boolean }

/**
 * `x-goog-hash` (Google's storage) names its hashes. An S3 ETag is the MD5 of the object only if that was uploaded in one
 * piece and isn't encrypted with a key of KMS or the customer; nothing says so for certain.
 */
export function checksumOf(
  headers: AnswerHead['headers'],
  base64ToHex: (text: string) => string | null,
): Checksum | null {
  for (const kind of ['md5', 'crc32c'] as const) {
    const named = new RegExp(`(?:^|[,\\s])${kind}=([A-Za-z0-9+/]+=*)`).exec(headers['x-goog-hash'] ?? '')
    const hex = named?.[1] === undefined ? null : base64ToHex(named[1])
    if (hex?.length === (kind === 'md5' ? 32 : 8)) return { kind, hex, certain: true }
  }
  const isS3 = headers['server'] === 'AmazonS3' || headers['x-amz-request-id'] !== undefined
  const encrypted =
    headers['x-amz-server-side-encryption']?.startsWith('aws:kms') === true ||
    headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined
  const md5 = /^"([0-9a-f]{32})"$/.exec(headers['etag'] ?? '')?.[1]
  return isS3 && !encrypted && md5 !== undefined ? { kind: 'md5', hex: md5, certain: false } : null
}

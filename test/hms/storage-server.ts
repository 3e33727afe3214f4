/**
 * The storage host: pre-signed links to a bucket, and the CDN of unzipped room-vods (`/cdn/…`, unsigned). It answers in
 * S3's dialect (XML errors, never the API's envelope), with honest ranges and validators unless a fault says otherwise.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { sliceOf } from './byte-range.ts'
import { type ByteSource, generatedBytes, heldBytes } from './byte-source.ts'
import { deliver, find } from './delivery.ts'
import type { Faults, StorageFault } from './faults.ts'
import { CAPTIVE_PORTAL, resetConnection } from './http-host.ts'
import type { ObjectStore, StoredObject } from './object-store.ts'
import { decodedPath, type Host, type LoggedRequest, type RequestLog } from './request-log.ts'
import { refuseLink } from './signed-link.ts'

export interface StorageContext {
  objects: ObjectStore
  faults: Faults
  requests: RequestLog
  linkSecret: string
  now(): number
  mirrorUrl(): string
}

export function storageHandler(context: StorageContext, host: Host) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://storage')
    const method = request.method ?? 'GET'
    const entry = context.requests.start(host, method, url, request.headers)
    const faults = context.faults.strike('storage', method, entry.path)

    if (find(faults, 'hang')) return
    if (find(faults, 'reset')) return resetConnection(response)
    const late = find(faults, 'late')
    if (late) await delay(late.ms)
    if (response.destroyed) return

    const key = decodedPath(url).slice(1)
    const answered = answerWithFault(faults, entry, response, context, url, host)
    if (answered) return
    if (method !== 'GET' && method !== 'HEAD') {
      return xml(response, entry, 405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
    }
    const refusal = key.startsWith('cdn/') ? undefined : refuseLink(url, key, context.linkSecret, context.now())
    if (refusal) return xml(response, entry, 403, refusal.code, refusal.message)
    const object = context.objects.get(key)
    if (object === undefined) return xml(response, entry, 404, 'NoSuchKey', 'The specified key does not exist.')
    await sendObject(context, request, response, entry, object, faults)
  }
}

function answerWithFault(
  faults: StorageFault[],
  entry: LoggedRequest,
  response: ServerResponse,
  context: StorageContext,
  url: URL,
  host: Host,
): boolean {
  const status = find(faults, 'status')
  const portal = find(faults, 'html')
  const redirect = find(faults, 'redirect')
  if (find(faults, 'expired')) {
    xml(response, entry, 403, 'AccessDenied', 'Request has expired')
  } else if (status) {
    const headers = status.retryAfter === undefined ? {} : { 'retry-after': String(status.retryAfter) }
    xml(response, entry, status.status, status.code ?? codeOf(status.status), status.message ?? 'A fault.', headers)
  } else if (portal) {
    finish(response, entry, portal.status ?? 200, { 'content-type': 'text/html; charset=utf-8' }, CAPTIVE_PORTAL)
  } else if (redirect && host !== 'mirror') {
    const location = redirect.to ?? `${context.mirrorUrl()}${url.pathname}${url.search}`
    finish(response, entry, redirect.status ?? 307, { location }, '')
  } else return false
  return true
}

async function sendObject(
  context: StorageContext,
  request: IncomingMessage,
  response: ServerResponse,
  entry: LoggedRequest,
  object: StoredObject,
  faults: StorageFault[],
): Promise<void> {
  const replaced = find(faults, 'body')
  let source: ByteSource = replaced ? heldBytes(Buffer.from(replaced.body)) : object.source
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': object.contentType,
    'last-modified': object.lastModified.toUTCString(),
    etag: object.etag,
    server: 'AmazonS3',
  }
  changeValidators(headers, faults, context.requests.count())
  if (find(faults, 'gzip')) {
    source = heldBytes(gzipSync(source.read(0, source.size)))
    headers['content-encoding'] = 'gzip'
  }

  const asked = honoursRange(request, headers, faults) ? sliceOf(request.headers.range, source.size) : 'whole'
  if (asked === 'unsatisfiable') {
    const range = { 'content-range': `bytes */${source.size}` }
    return xml(response, entry, 416, 'InvalidRange', 'The requested range is not satisfiable', range)
  }
  let { start, length } = asked === 'whole' ? { start: 0, length: source.size } : asked
  const shift = find(faults, 'other-range')?.shift ?? 0
  if (asked !== 'whole') {
    start = Math.min(start + shift, source.size - 1)
    length = Math.min(length, source.size - start)
    headers['content-range'] = `bytes ${start}-${start + length - 1}/${source.size}`
  }
  if (!find(faults, 'no-length')) headers['content-length'] = String(length)
  Object.assign(headers, find(faults, 'headers')?.headers)

  entry.status = asked === 'whole' ? 200 : 206
  response.writeHead(
    entry.status,
    Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
  )
  if (request.method === 'HEAD') return void response.end()
  const wrong = find(faults, 'wrong-bytes')
  if (wrong && asked !== 'whole') source = shifted(source, wrong.shift)
  await deliver(response, source, start, length, faults, entry)
}

function honoursRange(request: IncomingMessage, headers: Record<string, string>, faults: StorageFault[]): boolean {
  if (find(faults, 'ignores-range') || find(faults, 'gzip')) return false
  const condition = request.headers['if-range']
  if (typeof condition !== 'string') return true
  if (condition.startsWith('W/')) return false
  if (!condition.startsWith('"')) return condition === headers['last-modified']
  return condition === headers['etag'] && !find(faults, 'if-range-by-date-only')
}

function changeValidators(headers: Record<string, string>, faults: StorageFault[], changes: number): void {
  const change = find(faults, 'validators')
  if (change === undefined) return
  if (change.etag === 'weak') headers['etag'] = `W/${headers['etag']}`
  if (change.etag === 'changing') headers['etag'] = `"${changes.toString(16).padStart(32, '0')}"`
  if (change.etag === 'none') delete headers['etag']
  if (change.lastModified === 'none') delete headers['last-modified']
  if (change.lastModified === 'changing') headers['last-modified'] = new Date(changes * 1000).toUTCString()
}

function shifted(source: ByteSource, shift: number): ByteSource {
  const other = generatedBytes(source.size + shift, 0x5eed)
  return {
    size: source.size,
    read: (offset, length) =>
      offset + length + shift <= source.size ? source.read(offset + shift, length) : other.read(offset + shift, length),
  }
}

function codeOf(status: number): string {
  const codes: Record<number, string> = {
    400: 'BadRequest',
    403: 'AccessDenied',
    404: 'NoSuchKey',
    416: 'InvalidRange',
    429: 'TooManyRequests',
    500: 'InternalError',
    503: 'SlowDown',
  }
  return codes[status] ?? 'Fault'
}

function xml(
  response: ServerResponse,
  entry: LoggedRequest,
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  finish(response, entry, status, { 'content-type': 'application/xml', ...headers }, body)
}

function finish(
  response: ServerResponse,
  entry: LoggedRequest,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  entry.status = status
  entry.bytes = Buffer.byteLength(body)
  response.writeHead(status, { 'content-length': String(entry.bytes), ...headers })
  response.end(body)
}

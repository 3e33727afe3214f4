/**
 * One workspace's API (server-side/v2 of 100ms's reference): reads lists and single objects, and turns what comes back
 * into core/model.ts. It signs in, tries a refused request once more with a fresh token, as 100ms's SDK does, and says in
 * a person's words why credentials are refused. It doesn't wait or retry otherwise.
 */
import { setMaxListeners } from 'node:events'
import { z } from 'zod'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Page, Stream, UpstreamAsset, UpstreamRecording, UpstreamRoom, UpstreamSession } from '../../core/model.ts'
import type { Clock, PresignedUrl, RecordingsApi } from '../../core/ports.ts'
import { mayLead } from '../http/reach.ts'
import { isFetchable } from '../http/transfer-redirect.ts'
import type { HttpClient } from './http-client.ts'
import { type HttpFailure, unreadable } from './http-failure.ts'
import type { TokenSource } from './management-token.ts'
import { itemParsers, parsePage } from './recordings-api-page.ts'
import { redact } from './recordings-api-redaction.ts'
import { type Parsed, parseAsset, parseRecording, parseRoom, parseSession } from './recordings-api-schemas.ts'
import { refusedCredentials } from './refused-credentials.ts'

type ListAddress = { readonly path: string; readonly query: Readonly<Record<string, string>> }

const lists: Readonly<Record<Stream, ListAddress>> = {
  rooms: { path: 'rooms', query: {} },
  'disabled-rooms': { path: 'rooms', query: { enabled: 'false' } },
  recordings: { path: 'recordings', query: {} },
  'live-streams': { path: 'live-streams', query: {} },
  'external-streams': { path: 'external-streams', query: {} },
  'recording-assets': { path: 'recording-assets', query: {} },
  sessions: { path: 'sessions', query: { active: 'false' } },
  'active-sessions': { path: 'sessions', query: { active: 'true' } },
}
const jobPaths: Readonly<Record<UpstreamRecording['kind'], string>> = {
  recording: 'recordings',
  'live-stream': 'live-streams',
  'external-stream': 'external-streams',
}

const presigned = z.object({
  url: z.url({ protocol: /^https?$/ }),
  expiry: z.coerce.number().positive().nullable().catch(null),
})

export class HttpRecordingsApi implements RecordingsApi {
  readonly #baseUrl: string
  readonly #tokens: TokenSource
  readonly #http: HttpClient
  readonly #clock: Clock
  readonly #ended = new AbortController()
  /** Where the last link led: nearly all lead there. */
  #safeOrigin: string | null = null

  /** `baseUrl` as `https://api.100ms.live/v2`, without a slash at its end. */
  constructor(baseUrl: string, tokens: TokenSource, http: HttpClient, clock: Clock) {
    this.#baseUrl = baseUrl
    this.#tokens = tokens
    this.#http = http
    this.#clock = clock
    // Every request listens to it until it is over; older versions of Node warn of more than ten.
    setMaxListeners(0, this.#ended.signal)
  }

  /** Ends what is running; for a workspace that is disconnected. */
  close(): void {
    this.#ended.abort()
  }

  async page<S extends Stream>(
    stream: S,
    cursor: string | null,
    limit: number,
  ): Promise<Result<Page<S>, DailiesError>> {
    const { path, query } = lists[stream]
    const start = cursor === null ? {} : { start: cursor }
    const answer = await this.#get([path], { ...query, limit: String(limit), ...start })
    if (!answer.ok) return answer
    const page = parsePage(answer.value, limit, itemParsers[stream])
    return page.ok ? page : err(unreadable(this.#host, `with something that is no list of ${path}`))
  }

  recording(kind: UpstreamRecording['kind'], upstreamId: string): Promise<Result<UpstreamRecording, DailiesError>> {
    return this.#object([jobPaths[kind], upstreamId], (raw) => parseRecording(kind, raw))
  }

  asset(upstreamId: string): Promise<Result<UpstreamAsset, DailiesError>> {
    return this.#object(['recording-assets', upstreamId], (raw) => parseAsset(raw, null))
  }

  room(upstreamId: string): Promise<Result<UpstreamRoom, DailiesError>> {
    return this.#object(['rooms', upstreamId], parseRoom)
  }

  session(upstreamId: string): Promise<Result<UpstreamSession, DailiesError>> {
    return this.#object(['sessions', upstreamId], parseSession)
  }

  /** `expiry` is how long the link lives, in seconds, not a time; it counts from before the request. */
  async presign(assetUpstreamId: string, unwanted?: Promise<unknown>): Promise<Result<PresignedUrl, DailiesError>> {
    const askedMs = this.#clock.nowMs()
    const answer = await this.#get(['recording-assets', assetUpstreamId, 'presigned-url'], {}, unwanted)
    if (!answer.ok) return err(refusedLink(answer.error))
    const read = presigned.safeParse(answer.value)
    if (!read.success) return err(unreadable(this.#host, 'with something that is no link'))
    const { url, expiry } = read.data
    if (!this.#isSafe(new URL(url))) return err(unreadable(this.#host, 'with a link that isn’t safe to fetch from'))
    return ok({ url, expiresMs: expiry === null ? null : askedMs + expiry * 1000 })
  }

  #isSafe(link: URL): boolean {
    if (link.origin === this.#safeOrigin) return true
    const isSafe = isFetchable(link) && mayLead(new URL(this.#baseUrl), link)
    if (isSafe) this.#safeOrigin = link.origin
    return isSafe
  }

  get #host(): string {
    return new URL(this.#baseUrl).host
  }

  async #object<T>(path: readonly string[], parse: (raw: unknown) => Parsed<T>): Promise<Result<T, DailiesError>> {
    const answer = await this.#get(path, {})
    if (!answer.ok) return answer
    const parsed = parse(redact(answer.value))
    return parsed.ok ? ok(parsed.value.item) : err({ kind: 'unreadable', message: parsed.error.reason })
  }

  async #get(
    path: readonly string[],
    query: Readonly<Record<string, string>>,
    unwanted?: Promise<unknown>,
  ): Promise<Result<unknown, DailiesError>> {
    // `..` as an id would be another address; half a surrogate pair can't be part of one.
    if (path.some((part) => part === '' || part === '.' || part === '..' || /\p{Surrogate}/u.test(part))) {
      return err({ kind: 'gone', message: `${this.#host} can’t have an object without a proper id.` })
    }
    const url = new URL(`${this.#baseUrl}/${path.map(encodeURIComponent).join('/')}`)
    url.search = new URLSearchParams(query).toString()
    const first = await this.#attempt(url, unwanted)
    if (first.ok) return first
    const isRefused = first.error.status === 401 || first.error.status === 403
    if (!isRefused || !this.#tokens.renew()) return err(this.#explained(first.error))
    const second = await this.#attempt(url, unwanted)
    return second.ok ? second : err(this.#explained(second.error))
  }

  async #attempt(url: URL, unwanted?: Promise<unknown>): Promise<Result<unknown, HttpFailure>> {
    const token = await this.#tokens.token()
    return this.#http.getJson(url, `Bearer ${token}`, this.#ended.signal, unwanted)
  }

  #explained(failure: HttpFailure): DailiesError {
    return failure.error.kind === 'unauthorized'
      ? refusedCredentials(failure, this.#tokens, this.#clock.nowMs())
      : failure.error
  }
}

/**
 * HIPAA workspaces hand out no links (docs: HIPAA-workspace; the answer's form isn't documented, but others of theirs say so).
 * Without that word a 403 is about the credentials, and others may get the link.
 */
function refusedLink(error: DailiesError): DailiesError {
  const isRefusal = ['forbidden', 'server'].includes(error.kind) && /hipaa/i.test(error.message)
  if (!isRefusal) return error
  const message = '100ms hands out no link for this file. It is in your own storage; fetch it from there.'
  return { kind: 'refused', message, storedAt: null }
}

/** Requests whose answer is kept in memory: the length of an object, the text of a playlist. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { parseContentRange, parseLength } from '../../core/download/byte-range.ts'
import type { Measured, ReadText } from '../../core/download/download-ports.ts'
import {
  type AnswerHead,
  bodyIsPage,
  type Checksum,
  checksumOf,
  errorOfStorage,
  judgeAnswer,
  sightingOf,
} from '../../core/download/storage-answer.ts'
import { redirectTarget } from '../http/transfer-redirect.ts'
import type { Dispatchers } from './transfer-dispatchers.ts'
import { endlessRedirects, networkError } from './transfer-errors.ts'
import { exchange } from './transfer-exchange.ts'
import { base64ToHex } from './transfer-hashes.ts'

type Link = { readonly url: string; readonly proxy: string | null }
export type SmallWorld = {
  readonly dispatchers: Dispatchers
  /** Of another host than the link's. */
  readonly proxyFor: (url: URL) => Promise<string | null>
}
type Answer = { readonly head: AnswerHead; readonly text: string; readonly url: string }

const maxRedirects = 6
/** Of one request as a whole: an answer that comes drop by drop is never quite late. */
const totalTimeoutMs = 120_000

/**
 * The whole object's length and version by the first byte of it: a link that is signed for GET answers HEAD with 403.
 * `totalBytes` null: storage doesn't say.
 */
export async function measure(world: SmallWorld, link: Link): Promise<Result<Measured, DailiesError>> {
  const measured = await measureWithChecksum(world, link)
  if (!measured.ok) return measured
  const { checksum: _, ...rest } = measured.value
  return ok(rest)
}

/** The same, with what the whole object can be compared with; null: storage gives nothing. */
export async function measureWithChecksum(
  world: SmallWorld,
  link: Link,
): Promise<Result<Measured & { readonly checksum: Checksum | null }, DailiesError>> {
  const answer = await get(world, link, { range: 'bytes=0-0' }, 1024)
  if (!answer.ok) return answer
  const { status, headers } = answer.value.head
  const range = parseContentRange(headers['content-range'] ?? '')
  const checksum = checksumOf(headers, base64ToHex)
  const measured = (totalBytes: number | null) => ok({ ...sightingOf(answer.value.head), totalBytes, checksum })
  // Of an empty object there is no first byte.
  if (status === 416) return measured(range?.kind === 'unsatisfied' ? range.total : 0)
  if (status === 206) return measured(range?.kind === 'part' ? range.total : null)
  const verdict = judgeAnswer(answer.value.head, null, false)
  if (verdict.kind === 'not-the-file') return err(verdict.error)
  if (status !== 200) return err(errorOfStorage(answer.value.head, answer.value.text, Date.now()))
  return measured(parseLength(headers['content-length']))
}

export async function readText(
  world: SmallWorld,
  link: Link,
  maxBytes: number,
): Promise<Result<ReadText, DailiesError>> {
  const answer = await get(world, link, {}, maxBytes)
  if (!answer.ok) return answer
  const { head, text, url } = answer.value
  const verdict = judgeAnswer(head, null, false)
  if (verdict.kind === 'not-the-file') return err(verdict.error)
  if (verdict.kind !== 'whole') return err(errorOfStorage(head, text, Date.now()))
  const page = bodyIsPage(text.slice(0, 256))
  if (page !== null) return err(page)
  const length = parseLength(head.headers['content-length'])
  if (length !== null && length > maxBytes) {
    return err({ kind: 'unreadable', message: 'The playlist is far larger than a playlist can be.' })
  }
  return ok({ ...sightingOf(head), text, url })
}

async function get(
  world: SmallWorld,
  link: Link,
  headers: Record<string, string>,
  maxBytes: number,
): Promise<Result<Answer, DailiesError>> {
  let url = new URL(link.url)
  let { proxy } = link
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const seen: { head: AnswerHead | null } = { head: null }
    const exchanged = await exchange({
      dispatcher: await world.dispatchers.for(proxy),
      url,
      headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
      onHead: (head) => {
        seen.head = head
        return { kind: 'text', maxBytes }
      },
      signal: AbortSignal.timeout(totalTimeoutMs),
    })
    if (exchanged.kind === 'broken' || seen.head === null) {
      return err(networkError(exchanged.kind === 'broken' ? exchanged.error : null, seen.head !== null))
    }
    const verdict = judgeAnswer(seen.head, null, false)
    if (verdict.kind !== 'redirect') return ok({ head: seen.head, text: exchanged.text, url: url.href })
    const target = redirectTarget(url, verdict.location)
    if (!target.ok) return target
    if (target.value.host !== url.host) proxy = await world.proxyFor(target.value)
    url = target.value
  }
  return err(endlessRedirects)
}

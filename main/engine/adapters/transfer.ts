/**
 * Fetches one file into its `.part`: resumes what may be resumed, follows redirects by hand, and never writes a byte that
 * isn't of the object. Runs in the transfer worker, where writing and hashing a chunk as it comes off the socket is the
 * fastest there is and stands in nobody's way. Naming the finished file isn't done here.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { FetchHead, FetchOrder, FetchOutcome } from '../core/download-ports.ts'
import { type Checkpoint, type ResumeRecord, resumePlan } from '../core/resume.ts'
import {
  type AnswerHead,
  type Asked,
  askingFor,
  bodyIsPage,
  checksumOf,
  errorOfStorage,
  judgeAnswer,
} from '../core/storage-answer.ts'
import type { TokenBucket } from '../core/token-bucket.ts'
import type { Dispatchers } from './transfer-dispatchers.ts'
import { cutShort, diskError, endlessRedirects, networkError } from './transfer-errors.ts'
import { type BodyUse, exchange } from './transfer-exchange.ts'
import { FileHashes } from './transfer-hashes.ts'
import { PartFile } from './transfer-part-file.ts'
import { redirectTarget } from './transfer-redirect.ts'

/** Bodies up to this are kept in one buffer and written in one piece: chats, transcripts, summaries, segments. */
const smallBytes = 1024 * 1024
/** Fetched again on resume and compared: it may only reject what the validator accepted. */
const overlapBytes = 64 * 1024
const checkpointEveryMs = 1000
/** Redirects, questions asked anew, and one try on a fresh connection, all together. */
const maxRequests = 12
const errorTextBytes = 16 * 1024

export type TransferOrder = FetchOrder & { readonly proxy: string | null }

export type TransferWorld = {
  readonly dispatchers: Dispatchers
  readonly bucket: TokenBucket
  readonly boot: string
  /** Of another host than the link's. */
  readonly proxyFor: (url: URL) => Promise<string | null>
}

/** What an exchange made of its answer, beyond the answer itself. */
type Turn =
  | { readonly kind: 'received' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'ask-whole' }
  | { readonly kind: 'ask-by-date' }
  | { readonly kind: 'error-body'; readonly head: AnswerHead }
  | { readonly kind: 'not-the-file'; readonly error: DailiesError }

export class Transfer {
  readonly #order: TransferOrder
  readonly #world: TransferWorld
  readonly #onHead: (head: FetchHead) => Promise<void>
  readonly #stop = new AbortController()
  #part: PartFile | null = null
  #hashes = new FileHashes('unknown')
  #newBytes = 0
  /** What the answer's head said; until there is one, what is known from before. */
  #totalBytes: number | null = null
  #validator: ResumeRecord['validator'] | null = null
  #contentType: string | null = null
  #small: Buffer[] | null = null
  #smallBytes = 0
  /** A whole object's head has come, its first byte hasn't: what lies there is still the old version's. */
  #unbegun: FileHashes | null = null
  #reported = -1
  #checkpointMs = 0

  constructor(order: TransferOrder, world: TransferWorld, onHead: (head: FetchHead) => Promise<void>) {
    this.#order = order
    this.#world = world
    this.#onHead = onHead
  }

  abort(): void {
    this.#stop.abort()
  }

  /** What has changed since the last call; `last`: with a checkpoint, whatever the time. */
  report(nowMs: number, last: boolean): { readonly bytes: number; readonly checkpoint: Checkpoint | null } | null {
    const bytes = (this.#part?.bytes ?? 0) + this.#smallBytes
    if (bytes === this.#reported && !last) return null
    this.#reported = bytes
    // In memory yet: shown, but nothing that a later try could build on.
    if (this.#small !== null) return { bytes, checkpoint: null }
    if (bytes === 0 || (!last && nowMs - this.#checkpointMs < checkpointEveryMs)) return { bytes, checkpoint: null }
    this.#checkpointMs = nowMs
    return { bytes, checkpoint: { bytes, sha256: this.#hashes.sha256() } }
  }

  async run(): Promise<FetchOutcome> {
    let isComplete = false
    try {
      this.#part = new PartFile(this.#order.partPath)
      const outcome = await this.#fetch(this.#part)
      isComplete = outcome.kind === 'complete'
      return this.#stop.signal.aborted && outcome.kind === 'failed' ? { kind: 'aborted' } : outcome
    } catch (error) {
      const known = diskError(error, this.#order.partPath)
      if (known === null) throw error
      return this.#failed(known)
    } finally {
      if (isComplete) this.#part?.close()
      else this.#part?.closeUnlessBegun()
    }
  }

  async #fetch(part: PartFile): Promise<FetchOutcome> {
    let asked = await this.#prepare(part)
    if (asked !== null && asked.record.totalBytes === part.bytes) return this.#complete(part)
    let url = new URL(this.#order.url)
    let { proxy } = this.#order
    let byDate = false
    let freshConnections = 1
    for (let requests = 0; requests < maxRequests; requests += 1) {
      const turn: { value: Turn } = { value: { kind: 'received' } }
      const exchanged = await exchange({
        dispatcher: this.#world.dispatchers.for(proxy),
        url,
        headers: askingFor(asked, byDate),
        onHead: (head) => this.#judge(part, head, asked, byDate, turn),
        signal: this.#stop.signal,
      })
      if (this.#stop.signal.aborted) return { kind: 'aborted' }
      const { value } = turn
      if (exchanged.kind === 'broken' && value.kind === 'received') {
        const onDisk = diskError(exchanged.error, this.#order.partPath)
        if (onDisk !== null) return this.#failed(onDisk)
        // A kept connection may have been closed by the other side just as it was used again.
        if (!exchanged.headSeen && freshConnections-- > 0) continue
        return this.#failed(networkError(exchanged.error, exchanged.headSeen))
      }
      switch (value.kind) {
        case 'received':
          this.#replaceByEmpty(part)
          this.#writeSmall(part)
          if (this.#totalBytes !== null && part.bytes !== this.#totalBytes) return this.#failed(cutShort)
          return this.#complete(part)
        case 'redirect': {
          const target = redirectTarget(url, value.location)
          if (!target.ok) return this.#failed(target.error)
          if (target.value.host !== url.host) proxy = await this.#world.proxyFor(target.value)
          url = target.value
          break
        }
        case 'ask-by-date':
          byDate = true
          break
        case 'ask-whole':
          asked = null
          break
        case 'error-body':
          return this.#failed(
            errorOfStorage(value.head, exchanged.kind === 'answered' ? exchanged.text : '', Date.now()),
          )
        case 'not-the-file':
          return this.#failed(value.error)
      }
    }
    return this.#failed(endlessRedirects)
  }

  /** Hashes what is there already. null: start over. */
  async #prepare(part: PartFile): Promise<Asked> {
    const plan = resumePlan(this.#order.resume, part.bytes, this.#world.boot)
    if (plan.kind === 'from-start') return null
    const { offset, record } = plan
    const vouchedFor = record.checkpoint?.bytes ?? 0
    const take = (slice: Buffer) => this.#hashes.update(slice)
    await part.each(0, vouchedFor, take)
    if (record.checkpoint !== null && this.#hashes.sha256() !== record.checkpoint.sha256) return null
    await part.each(vouchedFor, offset, take)
    if (offset < part.bytes) part.cutTo(offset)
    this.#totalBytes = record.totalBytes
    this.#validator = record.validator
    return { offset: offset === record.totalBytes ? offset : Math.max(0, offset - overlapBytes), record }
  }

  #judge(part: PartFile, head: AnswerHead, asked: Asked, byDate: boolean, turn: { value: Turn }): BodyUse {
    const verdict = judgeAnswer(head, asked, byDate)
    this.#contentType = head.headers['content-type'] ?? null
    switch (verdict.kind) {
      case 'whole': {
        this.#totalBytes = verdict.totalBytes
        this.#validator = verdict.validator
        const checksum = checksumOf(head.headers, (text) => Buffer.from(text, 'base64').toString('hex'))
        const inOnePiece = this.#order.resume === null && (verdict.totalBytes ?? smallBytes + 1) <= smallBytes
        this.#unbegun = new FileHashes(checksum)
        return { kind: 'sink', sink: this.#wholeSink(part, this.#unbegun, inOnePiece, turn) }
      }
      case 'rest':
        this.#totalBytes = verdict.totalBytes
        this.#hashes.expect(checksumOf(head.headers, (text) => Buffer.from(text, 'base64').toString('hex')))
        return { kind: 'sink', sink: this.#restSink(part, asked?.offset ?? 0, turn) }
      case 'error-body':
        turn.value = { kind: 'error-body', head }
        return { kind: 'text', maxBytes: errorTextBytes }
      default:
        turn.value = verdict
        // A whole object that isn't wanted is cut off; a redirect's few words are read, and its connection kept.
        return { kind: 'text', maxBytes: verdict.kind === 'redirect' ? errorTextBytes : 1 }
    }
  }

  #wholeSink(part: PartFile, hashes: FileHashes, inOnePiece: boolean, turn: { value: Turn }) {
    const begin = async (chunk: Buffer) => {
      // In this order, so that the database never names a version that the bytes on disk aren't of.
      part.cutTo(0)
      this.#newBytes = 0
      this.#hashes = hashes
      await this.#onHead({ totalBytes: this.#totalBytes, validator: this.#validator, boot: this.#world.boot })
      // Whoever stopped it may have done so because the version couldn't be stored.
      if (!this.#stop.signal.aborted) await this.#append(part, chunk)
    }
    const take = (chunk: Buffer): Promise<void> | null => {
      if (this.#unbegun === null) return this.#small === null ? this.#append(part, chunk) : this.#keep(chunk)
      const page = bodyIsPage(chunk.toString('latin1', 0, 256))
      if (page !== null) {
        turn.value = { kind: 'not-the-file', error: page }
        throw new Error('not the file')
      }
      this.#unbegun = null
      if (!inOnePiece) return begin(chunk)
      part.cutTo(0)
      this.#hashes = hashes
      this.#small = []
      this.#smallBytes = 0
      return this.#keep(chunk)
    }
    return { take }
  }

  #restSink(part: PartFile, from: number, turn: { value: Turn }) {
    let known = part.read(from, part.bytes - from)
    return {
      take: (chunk: Buffer): Promise<void> | null => {
        const overlap = Math.min(known.length, chunk.length)
        if (overlap > 0 && !chunk.subarray(0, overlap).equals(known.subarray(0, overlap))) {
          turn.value = { kind: 'ask-whole' }
          throw new Error('another version')
        }
        known = known.subarray(overlap)
        return overlap === chunk.length ? null : this.#append(part, chunk.subarray(overlap))
      },
    }
  }

  #append(part: PartFile, chunk: Buffer): Promise<void> | null {
    part.append(chunk)
    this.#hashes.update(chunk)
    this.#newBytes += chunk.length
    return this.#pace(chunk.length)
  }

  #keep(chunk: Buffer): Promise<void> | null {
    this.#small?.push(chunk)
    this.#smallBytes += chunk.length
    return this.#pace(chunk.length)
  }

  /** An empty object has no chunk that would begin it. */
  #replaceByEmpty(part: PartFile): void {
    if (this.#unbegun === null) return
    part.cutTo(0)
    this.#hashes = this.#unbegun
    this.#unbegun = null
  }

  #writeSmall(part: PartFile): void {
    if (this.#small === null) return
    const body = Buffer.concat(this.#small)
    this.#small = null
    this.#smallBytes = 0
    part.append(body)
    this.#hashes.update(body)
  }

  #pace(bytes: number): Promise<void> | null {
    const waitMs = this.#world.bucket.take(bytes, Date.now())
    // Shorter waits than a timer is exact for add up to one that is worth making.
    if (waitMs < 10) return null
    return delay(waitMs, undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  async #complete(part: PartFile): Promise<FetchOutcome> {
    await part.sync()
    const sha256 = this.#hashes.sha256()
    return {
      kind: 'complete',
      bytes: part.bytes,
      sha256,
      totalBytes: this.#totalBytes,
      validator: this.#validator,
      boot: this.#world.boot,
      contentType: this.#contentType,
      checked: this.#hashes.check(),
      isPlaylist: part.read(0, 7).toString('latin1') === '#EXTM3U',
    }
  }

  /** What has no strong validator is fetched again from the start: it is no progress. */
  #failed(error: DailiesError): FetchOutcome {
    return { kind: 'failed', error, newBytes: this.#validator === null ? 0 : this.#newBytes }
  }
}

/**
 * Fetches one file into its `.part`: resumes what may be resumed, follows redirects by hand, and never writes a byte that
 * isn't of the object. Runs in the transfer worker, where writing and hashing a chunk as it comes off the socket is the
 * fastest there is and stands in nobody's way. Naming the finished file isn't done here.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { FetchHead, FetchOutcome } from '../../core/download/download-ports.ts'
import { smallBytes } from '../../core/download/queue-policy.ts'
import { type ResumeRecord, resumePlan } from '../../core/download/resume.ts'
import {
  type AnswerHead,
  type Asked,
  askingFor,
  checksumOf,
  errorOfStorage,
  isVouchedFor,
  judgeAnswer,
  restAfter,
  sightingOf,
} from '../../core/download/storage-answer.ts'
import { redirectTarget } from '../http/transfer-redirect.ts'
import { FetchAhead, type Source } from './fetch-ahead.ts'
import { TransferBody } from './transfer-body.ts'
import { cutShort, diskError, endlessRedirects, networkError } from './transfer-errors.ts'
import { type BodyUse, type Exchanged, type ExchangeRequest, exchange } from './transfer-exchange.ts'
import { base64ToHex } from './transfer-hashes.ts'
import { PartFile } from './transfer-part-file.ts'
import { type Told, TransferReport } from './transfer-report.ts'
import { restSink } from './transfer-rest.ts'
import { type WholeBody, wholeSink } from './transfer-whole.ts'
import type { TransferOrder, TransferWorld, Turn } from './transfer-world.ts'

/** Redirects, questions asked anew, and one try on a fresh connection, all together. */
const maxRequests = 12
const errorTextBytes = 16 * 1024

export class Transfer {
  readonly #order: TransferOrder
  readonly #world: TransferWorld
  readonly #onHead: (head: FetchHead) => Promise<void>
  readonly #stop = new AbortController()
  #body: TransferBody | null = null
  #ahead: FetchAhead | null = null
  /** What the answer's head said; until there is one, what is known from before. */
  #totalBytes: number | null = null
  #validator: ResumeRecord['validator'] | null = null
  #seenMs: number | null = null
  #url: URL
  #proxy: string | null
  /** What is here is hashed, or nothing is: from then on its bytes and its hash are of the same length. */
  #isPrepared = false
  readonly #report = new TransferReport()

  constructor(order: TransferOrder, world: TransferWorld, onHead: (head: FetchHead) => Promise<void>) {
    this.#order = order
    this.#world = world
    this.#onHead = onHead
    this.#url = new URL(order.url)
    this.#proxy = order.proxy
  }

  abort(): void {
    this.#stop.abort()
    this.#ahead?.stop()
  }

  /** What has changed since the last call; null: nothing. `last`: with a checkpoint, whatever the time. */
  report(nowMs: number, last: boolean): Told | null {
    const body = this.#body
    if (body === null || !this.#isPrepared) return null
    return this.#report.of(body, body.bytes + (this.#ahead?.bytesAfter(body.part.bytes) ?? 0), nowMs, last)
  }

  async run(): Promise<FetchOutcome> {
    let isComplete = false
    try {
      const { partPath, resume, smallAtATime } = this.#order
      const part = new PartFile(partPath, { isFresh: resume === null && smallAtATime !== null })
      const body = new TransferBody(part, this.#world.pace, this.#stop.signal)
      this.#body = body
      this.#ahead = new FetchAhead(partPath, this.#world, (bytes) => body.pace(bytes))
      const outcome = await this.#fetch(body)
      isComplete = outcome.kind === 'complete'
      return this.#stop.signal.aborted && outcome.kind === 'failed' ? { kind: 'aborted' } : outcome
    } catch (error) {
      const known = diskError(error, this.#order.partPath)
      if (known === null) throw error
      return this.#failed(known)
    } finally {
      await this.#ahead?.end().finally(() => this.#body?.close({ isComplete }))
    }
  }

  async #fetch(body: TransferBody): Promise<FetchOutcome> {
    let asked = await this.#prepare(body)
    if (this.#stop.signal.aborted) return { kind: 'aborted' }
    this.#isPrepared = asked !== null || body.part.bytes === 0
    if (asked !== null && this.#totalBytes === body.part.bytes) return this.#complete(body)
    let byDate = false
    let freshConnections = 1
    for (let requests = 0; requests < maxRequests; requests += 1) {
      const turn: { value: Turn } = { value: { kind: 'received' } }
      this.#ahead?.lookAnew()
      const exchanged = await this.#exchange({
        dispatcher: await this.#world.dispatchers.for(this.#proxy),
        url: this.#url,
        headers: askingFor(asked, byDate),
        onHead: (head) => this.#judge(body, head, asked, byDate, turn),
        signal: this.#stop.signal,
      })
      if (this.#stop.signal.aborted) return { kind: 'aborted' }
      const { value } = turn
      if (exchanged.kind === 'broken' && value.kind === 'received') {
        const onDisk = diskError(exchanged.error, this.#order.partPath)
        if (onDisk !== null) return this.#failed(onDisk)
        // A kept connection may have been closed by the other side just as it was used again.
        if (!exchanged.headSeen && freshConnections-- > 0) continue
        await this.#keepSmall(body)
        return this.#failed(networkError(exchanged.error, exchanged.headSeen))
      }
      switch (value.kind) {
        case 'received':
          body.begin(false)
          if (this.#totalBytes !== null && body.bytes !== this.#totalBytes) return this.#failed(cutShort)
          return this.#complete(body)
        case 'met-piece':
          await this.#ahead?.absorb(body.part, (slice) => body.append(slice), this.#source())
          if (this.#stop.signal.aborted) return { kind: 'aborted' }
          if (body.part.bytes === this.#totalBytes) return this.#complete(body)
          asked = restAfter(body.part.bytes, this.#record())
          break
        case 'redirect': {
          const target = redirectTarget(this.#url, value.location)
          if (!target.ok) return this.#failed(target.error)
          if (target.value.host !== this.#url.host) this.#proxy = await this.#world.proxyFor(target.value)
          this.#url = target.value
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

  #exchange(request: ExchangeRequest): Promise<Exchanged> {
    const { smallAtATime } = this.#order
    const run = () => exchange(request)
    return smallAtATime === null ? run() : this.#world.smallOnes.through(smallAtATime, run)
  }

  /** Hashes what is there already, pieces that it has reached included. null: start over. */
  async #prepare(body: TransferBody): Promise<Asked> {
    const { resume } = this.#order
    const { part } = body
    const plan = resumePlan(resume, part.bytes, this.#world.boot)
    if (plan.kind === 'from-start') {
      if (resume !== null || part.bytes > 0) await this.#ahead?.discard()
      return null
    }
    const { offset, record } = plan
    const vouchedFor = record.checkpoint?.bytes ?? 0
    await body.hashFrom(0, vouchedFor)
    if (this.#stop.signal.aborted) return null
    if (record.checkpoint !== null && body.sha256() !== record.checkpoint.sha256) {
      await this.#ahead?.discard()
      return null
    }
    await body.hashFrom(vouchedFor, offset)
    if (this.#stop.signal.aborted) return null
    if (offset < part.bytes) part.cutTo(offset)
    this.#totalBytes = record.totalBytes
    this.#validator = record.validator
    // After a restart of the computer nothing vouches for the pieces.
    if (record.boot !== this.#world.boot) await this.#ahead?.discard()
    else if (record.totalBytes !== null) this.#ahead?.find(record.totalBytes)
    await this.#ahead?.absorb(part, (slice) => body.append(slice), null)
    return restAfter(part.bytes, record)
  }

  /** The version that is being fetched, as a later request would name it. */
  #record(): Source['record'] | null {
    if (this.#validator === null || this.#totalBytes === null) return null
    const { boot } = this.#world
    return { validator: this.#validator, totalBytes: this.#totalBytes, boot, checkpoint: null, checkedAgainst: null }
  }

  #judge(body: TransferBody, head: AnswerHead, asked: Asked, byDate: boolean, turn: { value: Turn }): BodyUse {
    const { resume, mayBePage } = this.#order
    const checksum = checksumOf(head.headers, base64ToHex)
    const pageIsFile = mayBePage !== null && isVouchedFor(head, checksum, mayBePage.recordedBytes)
    const verdict = judgeAnswer(head, asked, byDate, { pageIsFile })
    this.#seenMs = sightingOf(head).seenMs
    switch (verdict.kind) {
      case 'whole': {
        this.#totalBytes = verdict.totalBytes
        this.#validator = verdict.validator
        // Kept in one buffer and written in one piece: chats, transcripts, summaries, segments.
        const inOnePiece = resume === null && (verdict.totalBytes ?? smallBytes + 1) <= smallBytes
        body.awaitWhole(checksum)
        return { kind: 'sink', sink: this.#wholeSink(body, { inOnePiece, pageIsFile }, turn) }
      }
      case 'rest':
        this.#totalBytes = verdict.totalBytes
        body.expect(checksum)
        return {
          kind: 'sink',
          sink: restSink(body.part, asked?.offset ?? 0, {
            take: (chunk) => this.#take(body, chunk, turn),
            refuse: () => {
              turn.value = { kind: 'ask-whole' }
            },
          }),
        }
      case 'error-body':
        turn.value = { kind: 'error-body', head }
        return { kind: 'text', maxBytes: errorTextBytes }
      default:
        turn.value = verdict
        // A whole object that isn't wanted is cut off; a redirect's few words are read, and its connection kept.
        return { kind: 'text', maxBytes: verdict.kind === 'redirect' ? errorTextBytes : 1 }
    }
  }

  #wholeSink(body: TransferBody, how: WholeBody, turn: { value: Turn }) {
    return wholeSink(body, how, {
      begin: async (chunk) => {
        // In this order, so that the database never names a version that the bytes on disk aren't of.
        body.begin(false)
        if (await this.#announce()) await this.#take(body, chunk, turn)
      },
      take: (chunk) => this.#take(body, chunk, turn),
      refuse: (error) => {
        turn.value = { kind: 'not-the-file', error }
      },
    })
  }

  /** Another version's bytes are about to be written. false: they mustn't be; it may not have been possible to store that. */
  async #announce(): Promise<boolean> {
    await this.#ahead?.discard()
    const { boot } = this.#world
    await this.#onHead({ totalBytes: this.#totalBytes, validator: this.#validator, boot, seenMs: this.#seenMs })
    return !this.#stop.signal.aborted
  }

  /** What has come of a small one is worth something to a later try, if that can be sure of the version. */
  async #keepSmall(body: TransferBody): Promise<void> {
    if (!body.isInMemory || body.bytes === 0 || this.#validator === null) return
    if (await this.#announce()) body.spill()
  }

  #take(body: TransferBody, chunk: Buffer, turn: { value: Turn }): Promise<void> | null {
    this.#isPrepared = true
    const missing = (this.#ahead?.limit ?? Number.POSITIVE_INFINITY) - body.part.bytes
    if (chunk.length >= missing) {
      void body.take(chunk.subarray(0, missing))
      turn.value = { kind: 'met-piece' }
      throw new Error('the rest is here')
    }
    const pause = body.take(chunk)
    this.#ahead?.look(chunk.length, body.part.bytes, () => this.#source())
    return pause
  }

  /** Where more of this version can be had; null: it has no strong validator, or no length. */
  #source(): Source | null {
    const record = this.#record()
    return record && { url: this.#url, proxy: this.#proxy, record }
  }

  async #complete(body: TransferBody): Promise<FetchOutcome> {
    await body.store(this.#world.disk)
    if (this.#order.resume !== null || this.#ahead?.hasBegun) await this.#ahead?.discard()
    return {
      kind: 'complete',
      ...{ bytes: body.bytes, sha256: body.sha256(), boot: this.#world.boot, checked: body.check() },
      ...{ totalBytes: this.#totalBytes, validator: this.#validator, seenMs: this.#seenMs },
      isPlaylist: body.part.read(0, 7).toString('latin1') === '#EXTM3U',
    }
  }

  /** What has no strong validator is fetched again from the start: it is no progress. */
  #failed(error: DailiesError): FetchOutcome {
    const newBytes = (this.#body?.newBytes ?? 0) + (this.#ahead?.newBytes ?? 0)
    return { kind: 'failed', error, newBytes: this.#validator === null ? 0 : newBytes }
  }
}

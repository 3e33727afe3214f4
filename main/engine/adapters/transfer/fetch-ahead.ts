/**
 * Several ranges of one file at once, for servers that give each connection only so much (docs/adr/0024). The `.part` stays
 * a prefix of the file; what comes ahead of it lies in pieces beside it and is appended when the prefix reaches them. A
 * piece is of the prefix's version or it isn't kept; when a connection fails, the one at the front goes on alone.
 */
import { setImmediate } from 'node:timers/promises'
import { isWorthSplitting, type PlannedPiece, planPieces } from '../../core/download/pieces.ts'
import { overlapBytes, type ResumeRecord } from '../../core/download/resume.ts'
import { type AnswerHead, askingForPiece, isPiece } from '../../core/download/storage-answer.ts'
import { AheadPiece } from './ahead-piece.ts'
import { findPieces, removePieces } from './piece-files.ts'
import { type BodySink, exchange } from './transfer-exchange.ts'
import type { PartFile } from './transfer-part-file.ts'
import { restSink } from './transfer-rest.ts'
import type { TransferWorld } from './transfer-world.ts'

/** Of one file, with the one at the front; what browsers open to a host is six. */
const connectionsPerFile = 6
/** What a connection gives is known after so long, and looked at no more often. */
const rateEveryMs = 50
/** Appended at once; between two slices the connections of the thread get their turn. */
const sliceBytes = 1024 * 1024
/** Why connections are ended; making one of their own for each of thousands of files takes its time. */
const ended = new Error('ended')

type AheadWorld = Pick<TransferWorld, 'dispatchers' | 'connections' | 'pace'>

export type Source = {
  readonly url: URL
  readonly proxy: string | null
  /** The version that the prefix is of, with its length. */
  readonly record: ResumeRecord & { readonly totalBytes: number }
}

export class FetchAhead {
  readonly #partPath: string
  readonly #world: AheadWorld
  readonly #pace: (bytes: number) => Promise<void> | null
  #stop = new AbortController()
  #pieces: AheadPiece[] = []
  #lanes = new Set<Promise<void>>()
  #borrowed = 0
  #begun = false
  #newBytes = 0
  #onMove: (() => void) | null = null
  /** What the disk refused another connection; the one at the front fails with it. */
  #refused: { readonly error: unknown } | null = null
  #rate = { sinceMs: 0, bytes: 0 }

  /** `pace` is told of every chunk; its promise holds the connection. */
  constructor(partPath: string, world: AheadWorld, pace: (bytes: number) => Promise<void> | null) {
    this.#partPath = partPath
    this.#world = world
    this.#pace = pace
  }

  /** The prefix needn't be fetched beyond this by the connection at the front. */
  get limit(): number {
    const [piece] = this.#pieces
    return piece === undefined ? Number.POSITIVE_INFINITY : piece.first + overlapBytes
  }

  /** That are here beyond the prefix, which ends at `front`. */
  bytesAfter(front: number): number {
    let bytes = 0
    let covered = front
    for (const piece of this.#pieces) {
      const end = piece.first + piece.bytes
      bytes += Math.max(0, end - Math.max(covered, piece.first))
      covered = Math.max(covered, end)
    }
    return bytes
  }

  /** Fetched by this one, and kept. */
  get newBytes(): number {
    return this.#newBytes
  }

  get hasBegun(): boolean {
    return this.#begun
  }

  /** What an earlier try has left. */
  find(totalBytes: number): void {
    const found = findPieces(this.#partPath).filter(({ first, bytes }) => first + bytes <= totalBytes)
    this.#pieces = found.map((piece) => this.#piece({ ...piece, end: piece.first + piece.bytes }))
  }

  /** Another connection is at the front. */
  lookAnew(): void {
    this.#rate = { sinceMs: 0, bytes: 0 }
  }

  /**
   * Told of what the connection at the front has brought; the file's prefix ends at `front` now. Opens more where that one is
   * slow, unless a person's limit is why.
   */
  look(bytes: number, front: number, source: () => Source | null): void {
    this.#throwIfRefused()
    if (this.#begun || this.#world.pace.isLimited) return
    const nowMs = Date.now()
    // The first chunk says when the line began to give, not how much it gives.
    if (this.#rate.sinceMs === 0) this.#rate.sinceMs = nowMs
    else this.#rate.bytes += bytes
    const elapsedMs = nowMs - this.#rate.sinceMs
    if (elapsedMs < rateEveryMs) return
    const from = source()
    const restBytes = (from?.record.totalBytes ?? 0) - front
    if (from !== null && isWorthSplitting(this.#rate.bytes, elapsedMs, restBytes)) this.#begin(from, front)
    this.#rate = { sinceMs: nowMs, bytes: 0 }
  }

  /** What the others fail at is left to the one at the front. */
  #begin(source: Source, front: number): void {
    const { connections } = this.#world
    this.#begun = true
    this.#borrowed = connections.take(connectionsPerFile - 1)
    if (this.#borrowed === 0) return
    const found = this.#pieces.map(({ first, bytes }) => ({ first, bytes }))
    const planned = planPieces(front, source.record.totalBytes, found, this.#borrowed + 1)
    this.#pieces = planned.map((piece) => this.#piece(piece))
    for (let lane = 0; lane < this.#borrowed; lane += 1) this.#open(source)
  }

  /**
   * Appends what the prefix has reached, while it grows; the connection that was at the front joins the others meanwhile.
   * Resolves when somebody must go on at the end of the prefix, or when nothing is missing any more.
   */
  async absorb(part: PartFile, take: (slice: Buffer) => void, source: Source | null): Promise<void> {
    if (source !== null && this.#lanes.size > 0) this.#open(source)
    for (;;) {
      this.#throwIfRefused()
      const [piece] = this.#pieces
      if (piece === undefined || part.bytes < this.limit || this.#stop.signal.aborted) return
      if (!piece.isChecked && piece.bytes >= overlapBytes) {
        if (!piece.agrees(part)) return this.#giveUp()
        piece.isChecked = true
      }
      const known = piece.isChecked ? piece.first + piece.bytes - part.bytes : 0
      if (known > 0) {
        take(piece.read(part.bytes, Math.min(known, sliceBytes)))
        await setImmediate()
      } else if (part.bytes >= piece.end || this.#lanes.size === 0) this.#drop(piece)
      else await this.#move()
    }
  }

  /** A server that labels ranges wrongly. */
  async #giveUp(): Promise<void> {
    await this.discard()
    this.#begun = true
  }

  stop(): void {
    this.#stop.abort(ended)
    this.#moved()
  }

  /** Nothing is written any more when it resolves. */
  async end(): Promise<void> {
    this.stop()
    await Promise.all(this.#lanes)
    const closings = await Promise.allSettled(this.#pieces.map(async (piece) => piece.close()))
    const refused = closings.find(({ status }) => status === 'rejected')
    if (refused?.status === 'rejected') throw refused.reason
  }

  /** Nor is anything left. Where it has begun once it doesn't again: the server isn't one for it. */
  async discard(): Promise<void> {
    await this.end()
    this.#stop = new AbortController()
    this.#pieces = []
    removePieces(this.#partPath)
  }

  #open(source: Source): void {
    const lane = this.#run(source)
      .finally(() => {
        this.#lanes.delete(lane)
        if (this.#lanes.size < this.#borrowed) {
          this.#borrowed -= 1
          this.#world.connections.giveBack()
        }
        if (this.#lanes.size === 0) this.#dropEmpty()
      })
      .catch((error: unknown) => {
        this.#refused ??= { error }
      })
      .finally(() => this.#moved())
    this.#lanes.add(lane)
  }

  /** Until nothing is left to be taken, or something goes wrong: then there is one connection fewer. */
  async #run(source: Source): Promise<void> {
    for (;;) {
      const piece = this.#pieces.find(({ isRunning, isWhole }) => !isRunning && !isWhole)
      if (piece === undefined) return
      piece.isRunning = true
      const isWhole = await this.#fetch(piece, source)
      piece.isRunning = false
      if (!isWhole) return
      piece.close()
    }
  }

  async #fetch(piece: AheadPiece, { url, proxy, record }: Source): Promise<boolean> {
    // A piece that an earlier try began must fit to what comes now.
    const from = Math.max(0, piece.bytes - overlapBytes)
    const first = piece.first + from
    let accepted = false
    await exchange({
      dispatcher: await this.#world.dispatchers.for(proxy),
      url,
      headers: askingForPiece(record, first, piece.end),
      onHead: (head: AnswerHead) => {
        accepted = isPiece(head, record, first, piece.end)
        return accepted ? { kind: 'sink', sink: this.#sink(piece, from) } : { kind: 'text', maxBytes: 1 }
      },
      signal: this.#stop.signal,
    })
    return accepted && piece.isWhole
  }

  #sink(piece: AheadPiece, from: number): BodySink {
    return restSink(piece.file, from, {
      take: (chunk) => {
        if (this.#stop.signal.aborted) return null
        piece.append(chunk)
        this.#newBytes += chunk.length
        this.#moved()
        return this.#pace(chunk.length)
      },
      refuse: () => {},
    })
  }

  #piece(planned: PlannedPiece): AheadPiece {
    return new AheadPiece(this.#partPath, planned)
  }

  #throwIfRefused(): void {
    if (this.#refused !== null) throw this.#refused.error
  }

  /** Nobody fetches them any more, so the one at the front needn't stop there. */
  #dropEmpty(): void {
    const isWorthless = ({ bytes }: AheadPiece) => bytes < overlapBytes
    for (const piece of this.#pieces.filter(isWorthless)) piece.remove()
    this.#pieces = this.#pieces.filter((piece) => !isWorthless(piece))
  }

  /** All that it has is part of the prefix now. */
  #drop(piece: AheadPiece): void {
    piece.remove()
    this.#pieces.shift()
  }

  #move(): Promise<void> {
    return new Promise((resolve) => {
      this.#onMove = resolve
    })
  }

  #moved(): void {
    this.#onMove?.()
    this.#onMove = null
  }
}

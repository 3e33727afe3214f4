/**
 * Several ranges of one file at once, for servers that give each connection only so much (docs/adr/0024). The `.part` stays
 * a prefix of the file; what comes ahead of it lies in pieces beside it and is appended when the prefix reaches them. A
 * piece is of the prefix's version or it isn't kept; when a connection fails, the one at the front goes on alone.
 */
import { rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { isWorthSplitting, type PlannedPiece, planPieces } from '../../core/download/pieces.ts'
import { overlapBytes, type ResumeRecord } from '../../core/download/resume.ts'
import { type AnswerHead, askingForPiece, isPiece } from '../../core/download/storage-answer.ts'
import { findPieces, piecePath, removePieces } from './piece-files.ts'
import { type BodySink, exchange } from './transfer-exchange.ts'
import { PartFile } from './transfer-part-file.ts'
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

type Piece = {
  readonly first: number
  readonly end: number
  bytes: number
  isRunning: boolean
  isChecked: boolean
  file: PartFile | null
}

export class FetchAhead {
  readonly #partPath: string
  readonly #world: AheadWorld
  readonly #pace: (bytes: number) => Promise<void> | null
  #stop = new AbortController()
  #pieces: Piece[] = []
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
    this.#pieces = found.map((piece) => toPiece({ ...piece, end: piece.first + piece.bytes }))
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
    this.#pieces = planPieces(front, source.record.totalBytes, found, this.#borrowed + 1).map(toPiece)
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
        if (!this.#agrees(piece, part)) return this.#giveUp()
        piece.isChecked = true
      }
      const known = piece.isChecked ? piece.first + piece.bytes - part.bytes : 0
      if (known > 0) {
        const slice = this.#fileOf(piece).read(part.bytes - piece.first, Math.min(known, sliceBytes))
        if (slice.length === 0) throw new Error('Somebody has shortened a piece')
        take(slice)
        await setImmediate()
      } else if (part.bytes >= piece.end || this.#lanes.size === 0) this.#drop(piece)
      else await this.#move()
    }
  }

  #agrees(piece: Piece, part: PartFile): boolean {
    return this.#fileOf(piece).read(0, overlapBytes).equals(part.read(piece.first, overlapBytes))
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
    const closings = await Promise.allSettled(this.#pieces.map(async (piece) => this.#close(piece)))
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
      const piece = this.#pieces.find(({ first, end, bytes, isRunning }) => !isRunning && bytes < end - first)
      if (piece === undefined) return
      piece.isRunning = true
      const isWhole = await this.#fetch(piece, source)
      piece.isRunning = false
      if (!isWhole) return
      this.#close(piece)
    }
  }

  async #fetch(piece: Piece, { url, proxy, record }: Source): Promise<boolean> {
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
    return accepted && piece.bytes === piece.end - piece.first
  }

  #sink(piece: Piece, from: number): BodySink {
    const file = this.#fileOf(piece)
    return restSink(file, from, {
      take: (chunk) => {
        if (this.#stop.signal.aborted) return null
        file.append(chunk)
        piece.bytes += chunk.length
        this.#newBytes += chunk.length
        this.#moved()
        return this.#pace(chunk.length)
      },
      refuse: () => {},
    })
  }

  #fileOf(piece: Piece): PartFile {
    if (piece.file !== null) return piece.file
    const file = new PartFile(piecePath(this.#partPath, piece.first))
    piece.file = file
    if (file.bytes < piece.bytes) throw new Error('Somebody has shortened a piece')
    if (file.bytes > piece.bytes) file.cutTo(piece.bytes)
    return file
  }

  /** What can't be closed may not all have come to the disk: it isn't kept. */
  #close(piece: Piece): void {
    const { file } = piece
    piece.file = null
    try {
      file?.close()
    } catch (error) {
      piece.bytes = 0
      rmSync(piecePath(this.#partPath, piece.first), { force: true })
      throw error
    }
  }

  #throwIfRefused(): void {
    if (this.#refused !== null) throw this.#refused.error
  }

  /** Nobody fetches them any more, so the one at the front needn't stop there. */
  #dropEmpty(): void {
    const isWorthless = ({ bytes }: Piece) => bytes < overlapBytes
    for (const piece of this.#pieces.filter(isWorthless)) this.#remove(piece)
    this.#pieces = this.#pieces.filter((piece) => !isWorthless(piece))
  }

  /** All that it has is part of the prefix now. */
  #drop(piece: Piece): void {
    this.#remove(piece)
    this.#pieces.shift()
  }

  #remove(piece: Piece): void {
    this.#close(piece)
    rmSync(piecePath(this.#partPath, piece.first), { force: true })
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

function toPiece(planned: PlannedPiece): Piece {
  return { ...planned, isRunning: false, isChecked: false, file: null }
}

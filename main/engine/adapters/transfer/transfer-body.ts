/**
 * What a transfer makes of the bytes that come: the `.part`, its hashes, and what is kept in memory until it is whole. It
 * knows which bytes are the object's; how they are asked for isn't its business.
 */
import type { Checkpoint } from '../../core/download/resume.ts'
import type { Checksum } from '../../core/download/storage-answer.ts'
import type { DiskTurns } from './disk-turns.ts'
import type { Pace } from './pace.ts'
import { type Checked, FileHashes } from './transfer-hashes.ts'
import type { PartFile } from './transfer-part-file.ts'
import { WriteBehind } from './write-behind.ts'

export class TransferBody {
  readonly part: PartFile
  readonly #pace: Pace
  readonly #signal: AbortSignal
  readonly #writeBehind: WriteBehind
  #hashes = new FileHashes('unknown')
  #newBytes = 0
  #small: Buffer[] | null = null
  #smallBytes = 0
  /** A whole object's head has come, its first byte hasn't: what lies there is still the old version's. */
  #unbegun: FileHashes | null = null

  constructor(part: PartFile, pace: Pace, signal: AbortSignal) {
    this.part = part
    this.#pace = pace
    this.#signal = signal
    this.#writeBehind = new WriteBehind(() => part.handle)
  }

  get bytes(): number {
    return this.part.bytes + this.#smallBytes
  }

  /** In memory yet: shown, but nothing that a later try could build on. */
  get isInMemory(): boolean {
    return this.#small !== null
  }

  get isUnbegun(): boolean {
    return this.#unbegun !== null
  }

  get newBytes(): number {
    return this.#newBytes
  }

  checkpoint(): Checkpoint {
    return { bytes: this.part.bytes, sha256: this.#hashes.sha256() }
  }

  /** Of what is there already. Ends early when the transfer is aborted: its hash is of no use then. */
  hashFrom(from: number, to: number): Promise<void> {
    return this.part.each(from, to, this.#signal, (slice) => this.#hashes.update(slice))
  }

  sha256(): string {
    return this.#hashes.sha256()
  }

  check(): Checked | null {
    return this.#hashes.check()
  }

  expect(checksum: Checksum | null): void {
    this.#hashes.expect(checksum)
  }

  /** The whole object comes, whenever its first byte does. */
  awaitWhole(checksum: Checksum | null): void {
    this.#unbegun = new FileHashes(checksum)
  }

  /** Its first byte is here; `inOnePiece`: it is kept in memory until it is whole. An empty object has none to begin it. */
  begin(inOnePiece: boolean): void {
    if (this.#unbegun === null) return
    this.part.cutTo(0)
    this.#newBytes = 0
    this.#hashes = this.#unbegun
    this.#unbegun = null
    if (inOnePiece) this.#small = []
  }

  /** A promise: the bandwidth limit wants a pause. */
  take(chunk: Buffer): Promise<void> | null {
    if (this.#small === null) {
      this.append(chunk)
      this.#newBytes += chunk.length
    } else {
      // Its memory is used again.
      this.#small.push(Buffer.from(chunk))
      this.#smallBytes += chunk.length
    }
    return this.pace(chunk.length)
  }

  append(chunk: Buffer): void {
    this.part.append(chunk)
    this.#hashes.update(chunk)
    this.#writeBehind.wrote(chunk.length)
  }

  /** All of it is here. Resolves when it is on the disk. */
  async store(disk: DiskTurns): Promise<void> {
    const small = this.#small
    if (small === null) {
      await this.#writeBehind.over()
      // A large one is synced beside the turns: others needn't wait until all of it is written.
      return this.part.sync()
    }
    return disk.file(() => {
      this.#small = null
      this.#smallBytes = 0
      this.append(Buffer.concat(small))
      return this.part.handle
    })
  }

  /** It won't be whole in this try: what has come of it is written for a later one. */
  spill(): void {
    const small = this.#small ?? []
    this.#small = null
    this.#smallBytes = 0
    for (const chunk of small) {
      this.append(chunk)
      this.#newBytes += chunk.length
    }
  }

  /** It stays as it is, complete or not. */
  async close({ isComplete }: { readonly isComplete: boolean }): Promise<void> {
    await this.#writeBehind.rest()
    if (isComplete) this.part.close()
    else this.part.closeUnlessBegun()
  }

  pace(bytes: number): Promise<void> | null {
    return this.#pace.take(bytes, this.#signal)
  }
}

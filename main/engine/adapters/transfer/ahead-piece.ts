/**
 * A run of bytes of a file that lies ahead of its `.part`, in a file of its own, which is open while somebody writes or
 * reads it. Synchronous; throws what `node:fs` throws.
 */
import { rmSync } from 'node:fs'
import type { PlannedPiece } from '../../core/download/pieces.ts'
import { overlapBytes } from '../../core/download/resume.ts'
import { piecePath } from './piece-files.ts'
import { PartFile } from './transfer-part-file.ts'

export class AheadPiece {
  /** [first, end) of the whole file. */
  readonly first: number
  readonly end: number
  /** A connection fetches it. */
  isRunning = false
  /** It is of the prefix's version, as far as where both have the same bytes tells. */
  isChecked = false
  readonly #path: string
  #bytes: number
  #file: PartFile | null = null

  constructor(partPath: string, { first, end, bytes }: PlannedPiece) {
    this.first = first
    this.end = end
    this.#bytes = bytes
    this.#path = piecePath(partPath, first)
  }

  /** So many are here, from the first. */
  get bytes(): number {
    return this.#bytes
  }

  get isWhole(): boolean {
    return this.#bytes === this.end - this.first
  }

  /** Opened, and as long as it is known to be. */
  get file(): PartFile {
    if (this.#file !== null) return this.#file
    const file = new PartFile(this.#path)
    this.#file = file
    if (file.bytes < this.#bytes) throw new Error('Somebody has shortened a piece')
    if (file.bytes > this.#bytes) file.cutTo(this.#bytes)
    return file
  }

  append(chunk: Uint8Array): void {
    this.file.append(chunk)
    this.#bytes += chunk.length
  }

  /** `at`: of the whole file. */
  read(at: number, length: number): Buffer {
    const slice = this.file.read(at - this.first, length)
    if (slice.length === 0) throw new Error('Somebody has shortened a piece')
    return slice
  }

  /** Where it overlaps the prefix. */
  agrees(part: PartFile): boolean {
    return this.file.read(0, overlapBytes).equals(part.read(this.first, overlapBytes))
  }

  /** What can't be closed may not all have come to the disk: it isn't kept. */
  close(): void {
    const file = this.#file
    this.#file = null
    try {
      file?.close()
    } catch (error) {
      this.#bytes = 0
      rmSync(this.#path, { force: true })
      throw error
    }
  }

  remove(): void {
    this.close()
    rmSync(this.#path, { force: true })
  }
}

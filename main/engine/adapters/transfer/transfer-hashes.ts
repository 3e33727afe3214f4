/** Hashes a file's bytes as they pass: SHA-256 for us, and what storage gave one of, to compare. */
import { createHash, type Hash } from 'node:crypto'
import type { Checksum } from '../../core/download/storage-answer.ts'
import { Crc32c } from './crc32c.ts'

export const base64ToHex = (text: string): string => Buffer.from(text, 'base64').toString('hex')

export type Checked = { readonly kind: Checksum['kind']; readonly agrees: boolean; readonly certain: boolean }

export class FileHashes {
  readonly #sha256 = createHash('sha256')
  #md5: Hash | null
  #crc32c: Crc32c | null
  #expected: Checksum | null = null

  /** `other`: whether to prepare for a checksum that isn't known yet: a resumed file's head comes after its beginning. */
  constructor(other: 'unknown' | Checksum | null) {
    this.#md5 = other === 'unknown' || other?.kind === 'md5' ? createHash('md5') : null
    this.#crc32c = other !== 'unknown' && other?.kind === 'crc32c' ? new Crc32c() : null
    if (other !== 'unknown') this.#expected = other
  }

  /** Says what the whole will be compared with, once that is known. A kind that wasn't prepared for isn't compared. */
  expect(checksum: Checksum | null): void {
    this.#expected = checksum
    if (checksum?.kind !== 'md5') this.#md5 = null
    if (checksum?.kind !== 'crc32c') this.#crc32c = null
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes)
    this.#md5?.update(bytes)
    this.#crc32c?.update(bytes)
  }

  /** Of the bytes so far; more may follow. */
  sha256(): string {
    return this.#sha256.copy().digest('hex')
  }

  /** Ends it. null: there was nothing to compare with. */
  check(): Checked | null {
    if (this.#expected === null) return null
    const { kind, hex, certain } = this.#expected
    const found = kind === 'md5' ? this.#md5?.digest('hex') : this.#crc32c?.hex()
    return found === undefined ? null : { kind, agrees: found === hex, certain }
  }
}

/** How far one attempt is, and what is to be stored of that: the version, its bytes, the point up to which they are hashed. */
import type { Validator } from './byte-range.ts'
import type { DownloadJob, DownloadProgressItem, FetchedFile, FetchHead } from './download-ports.ts'
import type { Checkpoint, ResumeRecord } from './resume.ts'

/** Nothing is ever the same version as this, so nothing is resumed against it. */
const noValidator: Validator = { etag: null, lastModified: null }

type Begun = Pick<DownloadJob, 'assetId' | 'resume' | 'sizeBytes' | 'bytesHere'>

export class AttemptProgress {
  readonly #assetId: number
  #record: ResumeRecord | null
  #bytes: number
  #totalBytes: number | null
  #unsaved = false

  constructor({ assetId, resume, sizeBytes, bytesHere }: Begun) {
    this.#assetId = assetId
    this.#record = resume
    this.#bytes = bytesHere
    this.#totalBytes = resume?.totalBytes ?? sizeBytes
  }

  /** null: what is here can't be gone on with. */
  get record(): ResumeRecord | null {
    return this.#record
  }

  get bytes(): number {
    return this.#bytes
  }

  get totalBytes(): number | null {
    return this.#totalBytes
  }

  /** What is to be stored since the last call. */
  takeUnsaved(): DownloadProgressItem | null {
    if (!this.#unsaved || this.#record === null) return null
    this.#unsaved = false
    return { assetId: this.#assetId, bytes: this.#bytes, record: this.#record }
  }

  /** A version's bytes are about to come. */
  begin({ validator, totalBytes, boot }: FetchHead): void {
    this.#record = validator && { validator, totalBytes, boot, checkpoint: null, checkedAgainst: null }
    this.#totalBytes = totalBytes ?? this.#totalBytes
    this.#bytes = 0
  }

  told(bytes: number, checkpoint: Checkpoint | null): void {
    this.#bytes = bytes
    this.#unsaved = true
    if (this.#record !== null && checkpoint !== null) this.#record = { ...this.#record, checkpoint }
  }

  /** All of it is here: its hash alone will recognise it after a crash, with a validator or without. Answers what is to be stored. */
  whole(file: FetchedFile, checkedAgainst: 'md5' | 'crc32c' | null): DownloadProgressItem & { record: ResumeRecord } {
    const { bytes, sha256, boot } = file
    const validator = file.validator ?? this.#record?.validator ?? noValidator
    const record = { validator, totalBytes: bytes, boot, checkpoint: { bytes, sha256 }, checkedAgainst }
    this.#record = record
    this.#bytes = bytes
    this.#unsaved = false
    return { assetId: this.#assetId, bytes, record }
  }

  forget(): void {
    this.#record = null
    this.#bytes = 0
    this.#unsaved = false
  }
}

/**
 * What a half-fetched file may be resumed with, and from where. A `.part` is worth something only with the validator of
 * the version its bytes are of; that is stored before the first byte of a version is written. Pure.
 */
import type { Validator } from './byte-range.ts'

/** Fetched again on resume, and where pieces meet, and compared: it may only reject what the validator accepted. */
export const overlapBytes = 64 * 1024

/** A point up to which the bytes of the `.part` have been hashed. */
export type Checkpoint = { readonly bytes: number; readonly sha256: string }

/** Kept in `downloads.validator` for as long as the download isn't done. */
export type ResumeRecord = {
  readonly validator: Validator
  /** Length of the whole object, as storage said; null: it didn't. */
  readonly totalBytes: number | null
  readonly checkpoint: Checkpoint | null
  /** Which start of the computer the bytes were written under. */
  readonly boot: string
  /** Which upstream checksum agreed with the finished bytes; set with the last checkpoint. */
  readonly checkedAgainst: 'md5' | 'crc32c' | null
}

/** Of a file of which nothing is known but its bytes: it is recognised by them, and never gone on with. */
export function wholeRecord(whole: Checkpoint): ResumeRecord {
  const validator = { etag: null, lastModified: null }
  return { validator, totalBytes: whole.bytes, checkpoint: whole, boot: '', checkedAgainst: null }
}

/** All of it has been fetched and hashed, under whichever name it lies. */
export const isWhole = ({ checkpoint, totalBytes }: ResumeRecord): boolean =>
  checkpoint !== null && checkpoint.bytes === totalBytes

export type ResumePlan =
  | { readonly kind: 'from-start' }
  /** Keep `offset` bytes if those up to the checkpoint still hash to what they did. */
  | { readonly kind: 'resume'; readonly offset: number; readonly record: ResumeRecord }

/**
 * `partBytes`: length of the `.part`, 0 if there is none. After a crash of the process the file's length can be trusted,
 * for every write had reached the system. After a restart of the computer it can't: a file may have its length and not
 * its bytes; then only what a checkpoint vouches for is kept.
 */
export function resumePlan(record: ResumeRecord | null, partBytes: number, boot: string): ResumePlan {
  if (record === null || partBytes === 0) return { kind: 'from-start' }
  const { checkpoint, totalBytes } = record
  if (checkpoint !== null && partBytes < checkpoint.bytes) return { kind: 'from-start' }
  if (totalBytes !== null && partBytes > totalBytes) return { kind: 'from-start' }
  const offset = record.boot === boot ? partBytes : (checkpoint?.bytes ?? 0)
  return offset === 0 ? { kind: 'from-start' } : { kind: 'resume', offset, record }
}

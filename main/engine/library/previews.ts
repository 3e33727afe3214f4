/**
 * The pictures of the library's files: says which are to be made next and keeps those that the window has made. Makes
 * none itself: Node has no decoder.
 */
import type { MediaGrant } from '../../../preload/contract/control.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type {
  BegunPreview,
  MadePreview,
  PreviewInfo,
  PreviewJob,
  PreviewState,
} from '../../../preload/contract/preview.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import type { PreviewStore } from '../adapters/library/preview-store.ts'
import type { Changes } from '../core/ports.ts'
import type { Db } from '../db/database.ts'
import type { PreviewRepository } from '../db/library/preview-repository.ts'
import { playableFiles } from '../db/library/review-queries.ts'
import { playableSource } from '../reader/review.ts'

export type PreviewParts = {
  readonly db: Db
  readonly files: LibraryFiles
  readonly writable: boolean
  readonly store: PreviewStore
  readonly rows: PreviewRepository
  readonly changes: Changes
  /** What the person wants to stay free on the drive. */
  readonly minFreeBytes: () => number
  /** The version of Dailies: what one has failed at, a newer one tries again. */
  readonly maker: string
}

/** Files whose pictures are there already are only noted; more of them than this wait for the next question. */
const mostNotedAtOnce = 100

export class Previews {
  readonly #parts: PreviewParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: PreviewParts) {
    this.#parts = parts
  }

  /**
   * Somebody may have deleted the cache, brought the database here without it, or installed a newer Dailies. For those who make
   * pictures.
   */
  open(): void {
    const { writable, store, rows, maker } = this.#parts
    if (!writable) return
    if (store.isEmpty()) rows.wantAllAgain()
    rows.wantFailedOfOlder(maker)
  }

  /** null: nothing to do but `except`, or no room for it. */
  next(except: readonly number[]): { readonly job: PreviewJob; readonly grant: MediaGrant } | null {
    const { writable, files, rows, minFreeBytes, maker } = this.#parts
    const freeBytes = files.freeBytes()
    if (!writable || (freeBytes !== null && freeBytes < minFreeBytes())) return null
    for (let turn = 0; turn < mostNotedAtOnce; turn += 1) {
      const assetId = rows.next(except)
      if (assetId === null) return null
      const found = this.#job(assetId)
      if (found === null) rows.notWanted(assetId, maker)
      else if (this.#kept(assetId, found.job.key) === null) return found
    }
    return null
  }

  of(assetId: number): { readonly state: PreviewState; readonly grant: MediaGrant | null } | null {
    const row = this.#parts.rows.row(assetId)
    const found = this.#job(assetId)
    if (row === null || found === null) return null
    const { job, grant } = found
    const info = this.#kept(assetId, job.key)
    if (info !== null) return { state: { kind: 'made', key: job.key, info }, grant: null }
    if (row.state === 'failed' && row.key === job.key)
      return { state: { kind: 'failed', reason: row.reason ?? '' }, grant: null }
    // Noted as made, and gone; or of a file that has been replaced.
    if (row.state !== 'wanted' && this.#parts.writable) this.#parts.rows.wanted(assetId)
    return { state: { kind: 'wanted', job }, grant }
  }

  save(made: MadePreview): Promise<Result<null, DailiesError>> {
    return this.#parts.writable ? this.#inTurn(() => this.#save(made)) : Promise.resolve(err(readOnly))
  }

  /** Pictures that aren't finished, so that whoever makes them next goes on from here. */
  keep(assetId: number, key: string, begun: BegunPreview): Promise<Result<null, DailiesError>> {
    return this.#parts.writable ? this.#inTurn(() => this.#keep(assetId, key, begun)) : Promise.resolve(err(readOnly))
  }

  async #save(made: MadePreview): Promise<Result<null, DailiesError>> {
    const { store, rows } = this.#parts
    const { assetId, key, info } = made
    // Another library may have been opened, or the file replaced, while they were made.
    const row = rows.row(assetId)
    if (row === null || rows.keyOf(assetId) !== key) return err(outdated)
    const written = await store.write(made)
    if (!written.ok) return written
    if (row.key !== null && row.key !== key && !rows.isShared(row.key, assetId)) await store.drop(row.key)
    this.#note(assetId, key, info)
    return ok(null)
  }

  async #keep(assetId: number, key: string, begun: BegunPreview): Promise<Result<null, DailiesError>> {
    const { store, rows } = this.#parts
    if (rows.row(assetId)?.state !== 'wanted' || rows.keyOf(assetId) !== key) return err(outdated)
    return store.writeBegun(key, begun)
  }

  /** One after the other: what is begun must not take the place of what is finished. */
  #inTurn(run: () => Promise<Result<null, DailiesError>>): Promise<Result<null, DailiesError>> {
    const turn = this.#turn.then(run)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Remembered: this version doesn't try the same file again. */
  failed(assetId: number, key: string, reason: string): void {
    const { writable, rows, maker } = this.#parts
    if (writable && rows.keyOf(assetId) === key) rows.failed(assetId, key, reason, maker)
  }

  /** Pictures that lie there already, from before a rebuild, of the same file elsewhere, or simply made. */
  #kept(assetId: number, key: string): PreviewInfo | null {
    const { writable, store, rows } = this.#parts
    const info = store.read(key)
    const row = rows.row(assetId)
    if (info !== null && writable && (row?.state !== 'made' || row.key !== key)) this.#note(assetId, key, info)
    return info
  }

  #note(assetId: number, key: string, info: PreviewInfo): void {
    const { rows, changes } = this.#parts
    rows.made(assetId, key, info.poster)
    const recordingId = rows.recordingOf(assetId)
    if (info.poster && recordingId !== null) changes.poke({ recordingIds: [recordingId] })
  }

  #job(assetId: number): { readonly job: PreviewJob; readonly grant: MediaGrant } | null {
    const { db, files, rows } = this.#parts
    const recordingId = rows.recordingOf(assetId)
    const key = rows.keyOf(assetId)
    if (recordingId === null || key === null) return null
    const file = playableFiles(db, recordingId).find((each) => each.assetId === assetId && each.arrivingBytes === null)
    const source = file === undefined ? null : playableSource(files, file)
    if (source === null) return null
    const { url, kind } = source.shown
    return { job: { assetId, key, url, kind, begun: this.#parts.store.readBegun(key) }, grant: source.grant }
  }
}

const readOnly: DailiesError = {
  kind: 'folder',
  message: 'This library can only be read here, so pictures of its recordings are not kept.',
}
const outdated: DailiesError = {
  kind: 'not-found',
  message: 'The file has changed since these pictures were made, so they were not kept.',
}

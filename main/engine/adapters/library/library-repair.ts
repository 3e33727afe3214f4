/**
 * Makes good what a verification found, as far as 100ms still has it: the file stands in line to be downloaded again. A
 * changed one is set aside first, never thrown away: only its owner knows who changed it, and why.
 */
import type { BulkEvent } from '../../core/download/download-commands.ts'
import type { DownloadStore } from '../../core/download/download-ports.ts'
import { wholeRecord } from '../../core/download/resume.ts'
import type { Sidecars } from '../../core/ports.ts'
import type { VerifyQueries } from '../../db/download/verify-queries.ts'
import type { RebuildRepository } from '../../db/writings/rebuild-repository.ts'
import type { LibraryFiles } from './library-files.ts'
import type { Finding } from './library-verify.ts'
import type { ExpectedFile } from './verify-folder.ts'

export type Repair =
  /** `asideName`: where the changed file is now; null: there was none. */
  | { readonly kind: 'queued'; readonly asideName: string | null }
  | { readonly kind: 'sidecar-written' }
  /** Nothing is known to be wrong with it. */
  | { readonly kind: 'left' }
  /** 100ms doesn't have it any more, or the database doesn't know it. */
  | { readonly kind: 'not-to-be-had' }
  | { readonly kind: 'failed'; readonly reason: string }

export type RepairParts = {
  readonly files: LibraryFiles
  readonly queries: VerifyQueries
  readonly rows: RebuildRepository
  readonly store: Pick<DownloadStore, 'beginVersion'> & { tell(assetIds: readonly number[], event: BulkEvent): unknown }
  readonly sidecars: Sidecars
}

export class LibraryRepair {
  readonly #parts: RepairParts

  constructor(parts: RepairParts) {
    this.#parts = parts
  }

  repair(finding: Exclude<Finding, { state: 'extra' }>): Repair {
    const { queries, sidecars } = this.#parts
    if (finding.state === 'unreadable') return { kind: 'left' }
    const recordingId = queries.recordingIn(finding.folder)
    if (recordingId === null) return { kind: 'not-to-be-had' }
    if (finding.state === 'sidecar') {
      const saved = sidecars.saveRecording(recordingId)
      return saved.ok ? { kind: 'sidecar-written' } : { kind: 'failed', reason: saved.error.message }
    }
    const assetId = queries.stillUpstream(recordingId, finding.file.identity)
    return assetId === null ? { kind: 'not-to-be-had' } : this.#fetchAgain(finding, recordingId, assetId)
  }

  #fetchAgain(finding: Extract<Finding, { file: unknown }>, recordingId: number, assetId: number): Repair {
    const { files, queries, rows, store } = this.#parts
    const aside = finding.state === 'missing' ? null : asideName(files, placeAside(finding.folder, finding.file))
    const zip = queries.archiveOf(assetId, finding.file.path.slice(finding.folder.length + 1))
    if (aside !== null) {
      const moved = files.rename(finding.file.path, aside)
      if (!moved.ok) return { kind: 'failed', reason: moved.error.message }
    }
    rows.transaction(() => {
      rows.filesAreMissing(assetId, recordingId)
      // It needn't be fetched again: what is wrong comes out of it once more. It is looked at before that.
      if (zip !== null) store.beginVersion(assetId, wholeRecord(zip), zip.bytes)
      store.tell([assetId], 'retry')
      rows.refresh([recordingId])
    })
    return { kind: 'queued', asideName: aside }
  }
}

/** The folder of an HLS recording is Dailies's to fill and to replace: what is set aside stands beside it, `vod · 2 · 00003`. */
function placeAside(folder: string, { path, type }: ExpectedFile): string {
  const name = path.slice(folder.length + 1)
  return type === 'room-vod' ? `${folder}/${name.replaceAll('/', ' · ')}` : path
}

/** `composite (changed).mp4`, or with a number where that is taken. */
function asideName(files: LibraryFiles, path: string): string {
  const [, stem = path, extension = ''] = /^(.*?[^/])(\.[^./]+)?$/.exec(path) ?? []
  for (let count = 1; ; count += 1) {
    const name = `${stem} (changed${count === 1 ? '' : ` ${count}`})${extension}`
    if (files.kindOf(name) === 'nothing') return name
  }
}

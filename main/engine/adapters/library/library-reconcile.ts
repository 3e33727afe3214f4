/**
 * Makes the database agree with the disk after the two were apart: a power cut took the last commits, or someone moved
 * or deleted files outside of Dailies. The disk is right. Files that no record knows are left where they are.
 */
import { recordingSidecarName } from '../../core/names/file-name.ts'
import type { Sidecars } from '../../core/ports.ts'
import { largestSidecarBytes, parseRecordingSidecar, type SidecarAsset } from '../../core/sidecar.ts'
import type { BelievedFile, PresenceRepository, RecordedSize } from '../../db/download/presence-repository.ts'
import type { RebuildRepository } from '../../db/writings/rebuild-repository.ts'
import type { LibraryFiles } from './library-files.ts'
import { isMissing } from './missing-file.ts'
import { hasAllFiles, isAsRecorded } from './sidecar-scan.ts'

const recordingsAtOnce = 50
/** More than may wait for their sidecar at a time, however many files they have. */
const recordingsLookedBackAt = 64

export class LibraryReconcile {
  readonly #files: LibraryFiles
  readonly #believed: PresenceRepository
  readonly #rows: RebuildRepository

  constructor(files: LibraryFiles, believed: PresenceRepository, rows: RebuildRepository) {
    this.#files = files
    this.#believed = believed
    this.#rows = rows
  }

  /** Before the queue starts: downloads that finished, as the sidecar says, though the database missed it. */
  finishInterrupted(): void {
    for (const { recordingId, folder } of this.#believed.interrupted()) {
      const workspaceId = this.#believed.workspaceOf(recordingId)
      const unfinished = this.#believed.unfinished(recordingId)
      const finished = this.#assetsInSidecar(folder).filter(
        (asset) => unfinished.has(asset.identity) && hasAllFiles(this.#files, folder, asset),
      )
      if (finished.length === 0 || workspaceId === null) continue
      this.#rows.transaction(() => {
        for (const asset of finished) this.#rows.asset(workspaceId, recordingId, asset, true)
        this.#rows.refresh([recordingId])
      })
    }
  }

  /** A crash between a download's row and its sidecar leaves the sidecar behind; one that is up to date isn't written. */
  saveLatestSidecars(sidecars: Sidecars): void {
    for (const recordingId of this.#believed.lastFinished(recordingsLookedBackAt)) sidecars.saveRecording(recordingId)
  }

  /** Files that lie here though their downloads are called removed: they count again. Answers their recordings. */
  restoreRemoved(sidecars: Sidecars): readonly number[] {
    const recorded = this.#believed.filesOfRemoved()
    const isHere = (file: RecordedSize): boolean => isAsRecorded(this.#files, `${file.folder}/${file.name}`, file)
    if (recorded.length === 0 || !this.#files.isPresent()) return []
    const lacking = new Set(recorded.filter((file) => !isHere(file)).map(({ assetId }) => assetId))
    const recordingIds = [...new Set(recorded.map(({ recordingId }) => recordingId))]
    this.#rows.transaction(() => {
      for (const { assetId, recordingId } of recorded) {
        if (lacking.has(assetId)) this.#rows.filesAreMissing(assetId, recordingId)
        else this.#rows.recordedAreHere(assetId)
      }
      this.#rows.refresh(recordingIds)
    })
    for (const recordingId of recordingIds) sidecars.saveRecording(recordingId)
    return recordingIds
  }

  /** Answers the recordings of which something is missing, of all or of these. Stops where the whole library goes away. */
  async markMissing(recordingIds: readonly number[] | null = null): Promise<readonly number[]> {
    const marked: number[] = []
    for (const believed of this.#believedFiles(recordingIds)) {
      const missing = believed.filter(({ folder, name }) => isMissing(this.#files, `${folder}/${name}`))
      if (missing.length > 0) {
        if (!this.#files.isPresent()) return marked
        const lacking = [...new Set(missing.map(({ recordingId }) => recordingId))]
        this.#rows.transaction(() => {
          for (const { assetId, recordingId } of missing) this.#rows.filesAreMissing(assetId, recordingId)
          this.#rows.refresh(lacking)
        })
        marked.push(...lacking)
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    return marked
  }

  *#believedFiles(recordingIds: readonly number[] | null): Iterable<readonly BelievedFile[]> {
    if (recordingIds !== null) {
      for (let at = 0; at < recordingIds.length; at += recordingsAtOnce) {
        yield this.#believed.filesOf(recordingIds.slice(at, at + recordingsAtOnce))
      }
      return
    }
    for (let last = 0; ; ) {
      const believed = this.#believed.filesAfter(last, recordingsAtOnce)
      const lastSeen = believed.at(-1)
      if (lastSeen === undefined) return
      last = lastSeen.recordingId
      yield believed
    }
  }

  #assetsInSidecar(folder: string): readonly SidecarAsset[] {
    const content = this.#files.readText(`${folder}/${recordingSidecarName}`, largestSidecarBytes)
    if (!content.ok || content.value === null) return []
    const reading = parseRecordingSidecar(content.value)
    return reading.kind === 'read' ? reading.sidecar.assets : []
  }
}

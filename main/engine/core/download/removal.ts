/**
 * "Remove from this computer": a recording's files go to the system's bin, its sidecar and what was written about it
 * stay, and nothing brings the files back by itself. What 100ms no longer has goes only when that was said explicitly.
 *
 * The bin comes first, the database after: where the two are interrupted, a file that is said to be here and isn't is
 * found at the next start; a file that lies here and is said not to be would never be.
 */
import type { CommandOutput, RemovalTarget } from '../../../../preload/contract/commands.ts'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Changes, Clock, Sidecars } from '../ports.ts'
import type { DownloadCommands } from './download-commands.ts'

export type RemovalPreview = CommandOutput<'removal.preview'>
export type Removed = CommandOutput<'removal.run'>

/** `name` relative to `folder`, that relative to the library. `fileName`: the asset's, of a playlist its folder. */
export type LocalFile = {
  readonly assetId: number
  readonly recordingId: number
  readonly folder: string
  readonly name: string
  readonly fileName: string | null
  readonly sizeBytes: number
  /** It can't be downloaded again. */
  readonly onlyCopy: boolean
}

export interface RemovalStore {
  filesOf(target: RemovalTarget, nowMs: number): readonly LocalFile[]
  wantedOf(target: RemovalTarget): readonly number[]
  markRemoved(assetIds: readonly number[], recordingIds: readonly number[]): void
}

export interface Bin {
  /** Paths relative to the library. Answers those that are no longer there; the first refusal ends it. */
  trash(paths: readonly string[]): Promise<{ readonly trashed: readonly string[]; readonly refusal: string | null }>
}

export type RemovalWorld = {
  readonly store: RemovalStore
  readonly bin: Bin
  readonly commands: Pick<DownloadCommands, 'tell'>
  readonly sidecars: Sidecars
  readonly changes: Changes
  /** 100ms's: a file that it should have deleted by now can't be had again. */
  readonly clock: Clock
}

/** Recordings at a time: each slice is a question to the bin and a transaction. */
const sliceSize = 50

export class Removal {
  readonly #world: RemovalWorld

  constructor(world: RemovalWorld) {
    this.#world = world
  }

  async preview(target: RemovalTarget): Promise<RemovalPreview> {
    const { store, clock } = this.#world
    const assets = new Set<number>()
    const recordings = new Set<number>()
    const onlyCopies = new Set<number>()
    let bytes = 0
    const all = slices(target)
    const last = all.at(-1)
    for (const slice of all) {
      for (const file of store.filesOf(slice, clock.nowMs())) {
        assets.add(file.assetId)
        recordings.add(file.recordingId)
        if (file.onlyCopy) onlyCopies.add(file.recordingId)
        bytes += file.sizeBytes
      }
      if (slice !== last) await this.#breath()
    }
    return { recordings: recordings.size, files: assets.size, bytes, onlyCopyIds: [...onlyCopies] }
  }

  /** `agreed`: recordings of which even what can't be had again goes. Any other's may have become that since it was asked. */
  async run(target: RemovalTarget, agreed: ReadonlySet<number>): Promise<Result<Removed, DailiesError>> {
    const { store, clock, commands } = this.#world
    let files = 0
    let bytes = 0
    for (const slice of slices(target)) {
      const wanted = store.wantedOf(slice)
      if (wanted.length > 0) await commands.tell({ kind: 'assets', assetIds: [...wanted] }, 'cancel')
      const local = store.filesOf(slice, clock.nowMs()).filter((file) => !file.onlyCopy || agreed.has(file.recordingId))
      const { removed, refusal } = await this.#remove(local)
      files += new Set(removed.map(({ assetId }) => assetId)).size
      bytes += removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
      if (refusal !== null) return err(refused(refusal, files))
    }
    return ok({ files, bytes })
  }

  async #remove(local: readonly LocalFile[]): Promise<{ removed: readonly LocalFile[]; refusal: string | null }> {
    if (local.length === 0) return { removed: [], refusal: null }
    const { bin, store, sidecars, changes } = this.#world
    const { trashed, refusal } = await bin.trash([...new Set(local.map(binPath))])
    const gone = new Set(trashed)
    // An asset of which one file stayed counts as here.
    const kept = new Set(local.filter((file) => !gone.has(binPath(file))).map(({ assetId }) => assetId))
    const removed = local.filter(({ assetId }) => !kept.has(assetId))
    const recordingIds = [...new Set(removed.map(({ recordingId }) => recordingId))]
    if (removed.length > 0) {
      store.markRemoved([...new Set(removed.map(({ assetId }) => assetId))], recordingIds)
      for (const id of recordingIds) sidecars.saveRecording(id)
      changes.poke({ recordingIds, list: true, downloads: true })
    }
    return { removed, refusal }
  }

  #breath(): Promise<void> {
    return new Promise((resolve) => {
      this.#world.clock.after(0, resolve)
    })
  }
}

/** A playlist's many files are one folder of their own: in the bin it stays one. */
function binPath({ folder, name, fileName }: LocalFile): string {
  const isInside = fileName !== null && name.startsWith(`${fileName}/`)
  return `${folder}/${isInside ? fileName : name}`
}

function slices(target: RemovalTarget): readonly RemovalTarget[] {
  const all: RemovalTarget[] = []
  const ids = target.kind === 'recordings' ? target.recordingIds : target.assetIds
  for (let from = 0; from < ids.length; from += sliceSize) {
    const some = ids.slice(from, from + sliceSize)
    all.push(
      target.kind === 'recordings' ? { kind: 'recordings', recordingIds: some } : { kind: 'assets', assetIds: some },
    )
  }
  return all
}

const refused = (reason: string, files: number): DailiesError => ({
  kind: 'folder',
  message: `${files === 0 ? 'Nothing was removed' : `${files} ${files === 1 ? 'file was' : 'files were'} removed, the rest stays`}: the system’s bin doesn’t take files from here (${reason}). Some drives have no bin; there, delete the files in the file manager if you are sure.`,
})

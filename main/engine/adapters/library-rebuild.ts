/**
 * The database anew from the folder. Reads every sidecar, believes the disk about which files are here, and takes the
 * higher revision of what a person wrote. Nothing on the disk is renamed or deleted; what can't be read is named
 * in the report and doesn't stop the rest. Can be broken off and started again at any time.
 */
import { dirname } from 'node:path/posix'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { recordingSidecarName, roomSidecarName } from '../core/file-name.ts'
import type { Log, Sidecars, TextIndex } from '../core/ports.ts'
import {
  largestSidecarBytes,
  parseRecordingSidecar,
  parseRoomSidecar,
  type RecordingSidecar,
  restartedRevision,
  type SidecarAsset,
  type SidecarReading,
} from '../core/sidecar.ts'
import type { ImportedRecording, RebuildRepository } from '../db/rebuild-repository.ts'
import { type LibraryFiles, privateFolder } from './library-files.ts'
import { isUnfiled, type LibraryGather } from './library-gather.ts'
import type { LibraryReconcile } from './library-reconcile.ts'
import { type FoundSidecar, findSidecars, hasAllFiles } from './sidecar-scan.ts'

export type RebuildReport = {
  readonly recordings: number
  readonly files: number
  /** What couldn't be taken in, a sentence each, naming the folder or file. */
  readonly problems: readonly string[]
  /** What is worth knowing and costs nothing. */
  readonly notes: readonly string[]
}

/** There while a rebuild isn't finished: opening the library then starts it again. */
export const rebuildMark = `${privateFolder}/rebuild-needed`

/** A recording's folder among those that hold the same one. */
type Home = {
  readonly workspaceId: number
  readonly folder: string
  readonly files: number
  readonly revision: number
  /** 100ms has files of it that this folder's sidecar has no record of. */
  readonly isPartial: boolean
}

const batchSize = 10

export class LibraryRebuild {
  readonly #files: LibraryFiles
  readonly #rows: RebuildRepository
  readonly #gather: LibraryGather
  readonly #reconcile: LibraryReconcile
  readonly #sidecars: Sidecars
  readonly #text: TextIndex
  readonly #log: Log

  constructor(
    files: LibraryFiles,
    rows: RebuildRepository,
    gather: LibraryGather,
    reconcile: LibraryReconcile,
    sidecars: Sidecars,
    text: TextIndex,
    log: Log,
  ) {
    this.#files = files
    this.#rows = rows
    this.#gather = gather
    this.#reconcile = reconcile
    this.#sidecars = sidecars
    this.#text = text
    this.#log = log
  }

  async run(): Promise<Result<RebuildReport, DailiesError>> {
    const marked = this.#files.replaceFile(rebuildMark, '')
    if (!marked.ok) return marked
    const pass = new RebuildPass(this.#files, this.#rows)
    this.#rows.transaction(() => this.#rows.forgetSyncPositions())

    const found = findSidecars(this.#files, ({ message }) => pass.problems.push(message))
    for (const batch of inBatches(found, batchSize)) {
      this.#rows.transaction(() => pass.take(batch))
      await letOthersRun()
    }
    if (!this.#files.isPresent()) return err(vanished(this.#files.root))
    this.#rows.transaction(() => pass.settleRooms())
    const gathered = await this.#gatherMore(pass)
    await this.#finish(pass)
    this.#files.remove(rebuildMark)
    const { homes, problems, notes } = pass
    for (const problem of [...problems, ...notes]) this.#log.warn('rebuild.problem', { problem })
    return ok({ recordings: homes.size, files: pass.countFiles() + gathered, problems, notes })
  }

  /** What the folders that are used lack, others have or hold unnamed. Answers how many files that were. */
  async #gatherMore({ homes, copies, olderSidecars, problems }: RebuildPass): Promise<number> {
    let files = 0
    for (const [recordingId, { workspaceId, folder, isPartial }] of homes) {
      const found = (copies.get(recordingId) ?? []).filter((copy) => copy !== folder)
      const gathered = found.map((copy) => this.#gather.fromCopy(workspaceId, recordingId, folder, copy))
      if (isPartial) gathered.push(await this.#gather.fromFolder(workspaceId, recordingId, folder))
      problems.push(...gathered.flatMap((each) => each.problems))
      const more = gathered.reduce((sum, each) => sum + each.files, 0)
      if (more === 0) continue
      files += more
      olderSidecars.push(recordingId)
      this.#rows.refresh([recordingId])
    }
    return files
  }

  async #finish(pass: RebuildPass): Promise<void> {
    this.#reconcile.restoreRemoved(this.#sidecars)
    await this.#reconcile.markMissing()
    const rooms = [...pass.rooms].map((id) => () => this.#sidecars.saveRoom(id))
    const recordings = [...new Set(pass.olderSidecars)].map((id) => () => this.#sidecars.saveRecording(id))
    for (const save of [...rooms, ...recordings]) {
      const saved = save()
      if (!saved.ok) pass.problems.push(saved.error.message)
      await letOthersRun()
    }
    for (const recordingId of pass.homes.keys()) await this.#text.importRecording(recordingId)
  }
}

class RebuildPass {
  readonly homes = new Map<number, Home>()
  /** All folders of those recordings that have several. */
  readonly copies = new Map<number, string[]>()
  readonly olderSidecars: number[] = []
  /** Whose sidecar may not say all that is known. */
  readonly rooms = new Set<number>()
  readonly problems: string[] = []
  readonly notes: string[] = []
  /** All that have a sidecar of it. */
  readonly #roomFolders = new Map<number, readonly string[]>()
  readonly #files: LibraryFiles
  readonly #rows: RebuildRepository

  constructor(files: LibraryFiles, rows: RebuildRepository) {
    this.#files = files
    this.#rows = rows
  }

  take(batch: readonly FoundSidecar[]): void {
    const ids = batch.flatMap((found) => {
      const id = this.#takeOne(found)
      return id === null ? [] : [id]
    })
    this.#rows.refresh([...new Set(ids)])
  }

  countFiles(): number {
    return [...this.homes.values()].reduce((sum, home) => sum + home.files, 0)
  }

  /** Of several folders of a room the one with most of what is used: another may be deleted, as nothing in it is. */
  settleRooms(): void {
    const used = new Map<string, number>()
    for (const { folder } of this.homes.values()) used.set(dirname(folder), (used.get(dirname(folder)) ?? 0) + 1)
    const usedIn = (folder: string | null): number => used.get(folder ?? '') ?? 0
    for (const [roomId, folders] of this.#roomFolders) {
      if (folders.length === 1) continue
      const known = this.#rows.roomFolder(roomId)
      const best = folders.reduce((one, other) => (usedIn(other) > usedIn(one) ? other : one))
      if (usedIn(best) > usedIn(known)) this.#rows.setRoomFolder(roomId, best)
    }
  }

  #takeOne({ kind, folder }: FoundSidecar): number | null {
    const taken = this.#rows.attempt(() => ({ id: kind === 'room' ? this.#room(folder) : this.#recording(folder) }))
    if (taken === null) this.problems.push(`“${folder}”: its sidecar contradicts itself and was left out.`)
    return taken?.id ?? null
  }

  #room(folder: string): null {
    const sidecar = this.#read(`${folder}/${roomSidecarName}`, parseRoomSidecar)
    if (sidecar === null) return null
    const roomId = this.#rows.room(this.#rows.workspace(sidecar.workspace), sidecar.room)
    const known = this.#rows.roomFolder(roomId)
    if (known === null || this.#files.kindOf(`${known}/${roomSidecarName}`) !== 'file') {
      this.#rows.setRoomFolder(roomId, folder)
    }
    const isToBeSaved = this.#rows.roomWritings(roomId, sidecar)
    const folders = [...(this.#roomFolders.get(roomId) ?? []), folder]
    this.#roomFolders.set(roomId, folders)
    if (isToBeSaved || folders.length > 1) this.rooms.add(roomId)
    return null
  }

  #recording(folder: string): number | null {
    const sidecar = this.#read(`${folder}/${recordingSidecarName}`, parseRecordingSidecar)
    if (sidecar === null) return null
    const workspaceId = this.#rows.workspace(sidecar.workspace)
    const imported = this.#rows.recording(workspaceId, sidecar)
    const here = sidecar.assets.filter((asset) => hasAllFiles(this.#files, folder, asset))
    const count = here.reduce((sum, asset) => sum + asset.files.length, 0)
    const isPartial = sidecar.assets.some(isUnfiled)
    const home = { workspaceId, folder, files: count, revision: sidecar.revision, isPartial }
    if (!this.#isBetterHome(imported, home)) return imported.recordingId
    this.#settle(workspaceId, imported, home, sidecar, new Set(here))
    return imported.recordingId
  }

  /** Of two folders with the same recording the one with more files is used; both stay on the disk. */
  #isBetterHome({ recordingId }: ImportedRecording, home: Home): boolean {
    const other = this.homes.get(recordingId)
    if (other === undefined) return true
    const isBetter = home.files > other.files || (home.files === other.files && home.revision > other.revision)
    const [used, left] = isBetter ? [home.folder, other.folder] : [other.folder, home.folder]
    // Either may lack what the person wrote in the other.
    this.olderSidecars.push(recordingId)
    this.copies.set(recordingId, [...(this.copies.get(recordingId) ?? [other.folder]), home.folder])
    this.notes.push(`“${left}” holds the same recording as “${used}”, which is used, with all that only the other has.`)
    return isBetter
  }

  #settle(
    workspaceId: number,
    { recordingId, sidecarIsOlder }: ImportedRecording,
    home: Home,
    sidecar: RecordingSidecar,
    here: ReadonlySet<SidecarAsset>,
  ): void {
    // What lay in the folder that was used until now isn't in this one.
    if (this.#rows.recordingFolder(recordingId) !== home.folder) this.#rows.othersAreMissing(recordingId, [...here])
    this.homes.set(recordingId, home)
    if (sidecarIsOlder) this.olderSidecars.push(recordingId)
    this.#rows.setRecordingFolder(recordingId, home.folder)
    this.#keepRoomFolder(workspaceId, sidecar, home.folder)
    for (const asset of sidecar.assets) {
      this.#rows.asset(workspaceId, recordingId, asset, here.has(asset))
      if (asset.files.length > 0 && !here.has(asset)) {
        this.problems.push(
          `“${home.folder}/${asset.fileName ?? asset.typeRaw}” is not there, or not as long as it was.`,
        )
      }
    }
  }

  /** A room whose own sidecar is lost lies where its recordings do. */
  #keepRoomFolder(workspaceId: number, sidecar: RecordingSidecar, folder: string): void {
    const above = dirname(folder)
    if (sidecar.room === null || above === '.') return
    const roomId = this.#rows.room(workspaceId, sidecar.room)
    if (this.#rows.roomFolder(roomId) === null) this.#rows.setRoomFolder(roomId, above)
  }

  #read<T extends { readonly revision: number }>(
    path: string,
    parse: (content: string) => SidecarReading<T>,
  ): T | null {
    const content = this.#files.readText(path, largestSidecarBytes)
    if (!content.ok) {
      this.problems.push(content.error.message)
      return null
    }
    if (content.value === null) return null
    const reading = parse(content.value)
    if (reading.kind === 'read') {
      if (reading.sidecar.revision === restartedRevision) {
        this.notes.push(`“${path}” counts more changes than anyone makes; it is counted on from a smaller number.`)
      }
      return reading.sidecar
    }
    const why = reading.kind === 'newer' ? 'it was written by a newer Dailies' : reading.reason
    this.problems.push(`“${path}” can’t be read: ${why}. It was left as it is.`)
    return null
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const vanished = (root: string): DailiesError => ({
  kind: 'library-missing',
  message: `The library folder ${root} went away while it was read. Connect its drive again and start over.`,
})

/**
 * One look at all sidecars of a library: takes each into the database and remembers which folder is used for what. Inside the
 * transactions of the rebuild that it belongs to; writes nothing to the disk.
 */
import { dirname } from 'node:path/posix'
import { recordingSidecarName, roomSidecarName } from '../../core/names/file-name.ts'
import {
  largestSidecarBytes,
  parseRecordingSidecar,
  parseRoomSidecar,
  type RecordingSidecar,
  restartedRevision,
  type SidecarAsset,
  type SidecarReading,
} from '../../core/sidecar.ts'
import type { ImportedRecording, RebuildRepository } from '../../db/writings/rebuild-repository.ts'
import type { LibraryFiles } from './library-files.ts'
import { isUnfiled } from './library-gather.ts'
import { type FoundSidecar, hasAllFiles } from './sidecar-scan.ts'

/** A recording's folder among those that hold the same one. */
type Home = {
  readonly workspaceId: number
  readonly folder: string
  readonly files: number
  /** 100ms has files of it that this folder's sidecar has no record of. */
  readonly isPartial: boolean
}

export class RebuildPass {
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
  /** By recording: its folder before this rebuild. */
  readonly #usedBefore = new Map<number, string | null>()
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
    const home = { workspaceId, folder, files: count, isPartial }
    if (!this.#isBetterHome(imported, home)) return imported.recordingId
    this.#settle(workspaceId, imported, home, sidecar, new Set(here))
    return imported.recordingId
  }

  /**
   * Of two folders with the same recording the one with more files is used, else the one that was; else the one nearer to the
   * top: a copy is put somewhere below. Both stay on the disk.
   */
  #isBetterHome({ recordingId }: ImportedRecording, home: Home): boolean {
    const other = this.homes.get(recordingId)
    if (other === undefined) this.#usedBefore.set(recordingId, this.#rows.recordingFolder(recordingId))
    if (other === undefined) return true
    const was = this.#usedBefore.get(recordingId)
    const rank = ({ files, folder }: Home): number[] => [files, Number(folder === was), -folder.split('/').length]
    const isBetter = comesFirst(rank(home), rank(other))
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

/** By the first of their numbers that differ. */
function comesFirst(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((number, index) => number !== other[index])
  return (one[at] ?? 0) > (other[at] ?? 0)
}

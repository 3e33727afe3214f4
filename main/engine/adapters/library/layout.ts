/**
 * Decides where things lie in the library, once, records it and makes the folders. What is recorded holds from then on:
 * a renamed room keeps its folder.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import {
  assetFileName,
  folderWithoutRoom,
  recordingFolderName,
  recordingSidecarName,
  roomFolderName,
  roomSidecarName,
} from '../../core/names/file-name.ts'
import { isPlainRelativePath, nameKey, utf8Length } from '../../core/names/safe-name.ts'
import type { FolderToMake, Layout, Place, PlacedAssets } from '../../core/ports.ts'
import { largestSidecarBytes, parseRecordingSidecar } from '../../core/sidecar.ts'
import type {
  LayoutRepository,
  RecordingToPlace,
  RoomToPlace,
  StoredAsset,
} from '../../db/download/layout-repository.ts'
import type { LibraryFiles } from './library-files.ts'

type Folders = {
  /** Seen to exist a moment ago, by their relative paths. */
  readonly known: Map<string, Result<string, DailiesError>>
  /** By recording: its folder, and its assets with the names that they have by now. Of one transaction only. */
  readonly recordings: Map<number, { readonly folder: string | null; assets: readonly StoredAsset[] | null }>
  /** Takes those that aren't there; without it they are made at once. */
  readonly missing?: FolderToMake[]
}

export class LibraryLayout implements Layout {
  readonly #names: LayoutRepository
  readonly #files: LibraryFiles
  readonly #timeZone: string

  constructor(names: LayoutRepository, files: LibraryFiles, timeZone: string) {
    this.#names = names
    this.#files = files
    this.#timeZone = timeZone
  }

  /** One transaction for the names of them all; a folder that several lie in is looked at once, and made by whoever asks. */
  placeAssets<T extends { readonly assetId: number }>(assets: readonly T[]): PlacedAssets<T> {
    const missing: FolderToMake[] = []
    const folders: Folders = { known: new Map(), recordings: new Map(), missing }
    const placed = this.#names.transaction(() =>
      assets.map((asset) => ({ asset, place: this.#placeAsset(asset.assetId, folders) })),
    )
    return { placed, missing }
  }

  placeAsset(assetId: number): Result<Place, DailiesError> {
    return this.#placeAsset(assetId, { known: new Map(), recordings: new Map() })
  }

  placeOf(assetId: number): Place | null {
    const asset = this.#names.asset(assetId)
    const name = usable(asset?.fileName ?? null)
    const folder = asset === null || name === null ? null : (this.#names.recording(asset.recordingId)?.folder ?? null)
    const path = folder === null ? null : this.#files.resolve(folder)
    return name !== null && path?.ok ? { folder: path.value, name } : null
  }

  #placeAsset(assetId: number, folders: Folders): Result<Place, DailiesError> {
    const known = this.#names.asset(assetId)
    if (known === null) return err(unknown('file'))
    const recording = folders.recordings.get(known.recordingId) ?? {
      folder: this.#recordingFolder(known.recordingId),
      assets: null,
    }
    folders.recordings.set(known.recordingId, recording)
    const relative = recording.folder
    if (relative === null) return err(unknown('recording'))
    const folder = this.#folder(relative, folders)
    if (!folder.ok) return folder
    const name = usable(known.fileName) ?? this.#names.transaction(() => this.#assetName(assetId, recording))
    if (name === null) return err(unknown('file'))
    if (!name.includes('/')) return ok({ folder: folder.value, name })
    const made = this.#folder(`${relative}/${name.slice(0, name.lastIndexOf('/'))}`, folders)
    return made.ok ? ok({ folder: folder.value, name }) : made
  }

  #folder(relative: string, { known, missing }: Folders): Result<string, DailiesError> {
    const folder = known.get(relative) ?? (missing ? this.#find(relative, missing) : this.#files.ensureFolder(relative))
    known.set(relative, folder)
    return folder
  }

  #find(relative: string, missing: FolderToMake[]): Result<string, DailiesError> {
    const found = this.#files.findFolder(relative)
    if (!found.ok) return found
    const { path, isThere } = found.value
    if (!isThere) missing.push({ path, levels: relative.split('/').length })
    return ok(path)
  }

  /** The recording's folder, relative to the library; it exists. */
  placeRecording(recordingId: number): Result<string, DailiesError> {
    const folder = this.#recordingFolder(recordingId)
    if (folder === null) return err(unknown('recording'))
    const made = this.#files.ensureFolder(folder)
    return made.ok ? ok(folder) : made
  }

  #recordingFolder(recordingId: number): string | null {
    const known = this.#names.recording(recordingId)
    if (known === null || known.folder !== null) return known?.folder ?? null
    return this.#names.transaction(() => {
      const recording = this.#names.recording(recordingId)
      return recording ? (recording.folder ?? this.#decideRecording(recording)) : null
    })
  }

  /** The room's folder, relative to the library; it exists. */
  placeRoom(roomId: number): Result<string, DailiesError> {
    const folder = this.#names.transaction(() => {
      const room = this.#names.room(roomId)
      return room ? (room.folder ?? this.#decideRoom(room)) : null
    })
    if (folder === null) return err(unknown('room'))
    const made = this.#files.ensureFolder(folder)
    return made.ok ? ok(folder) : made
  }

  #decideRecording(recording: RecordingToPlace): string {
    const room = recording.room ? (recording.room.folder ?? this.#decideRoom(recording.room)) : folderWithoutRoom
    const name = recordingFolderName(recording, this.#timeZone, (candidate) => {
      const folder = `${room}/${candidate}`
      return this.#names.recordingFolderTaken(nameKey(folder)) || this.#isOccupied(folder, recording)
    })
    const folder = `${room}/${name}`
    this.#names.setRecordingFolder(recording.id, folder, nameKey(folder))
    return folder
  }

  #decideRoom(room: RoomToPlace): string {
    // A folder that is on the disk already may well be shared: recordings have folders of their own in it.
    const isFirst = !this.#names.hasOlderNamesake(room.id)
    const folder = roomFolderName({ ...room, isFirst }, (name) => {
      const kind = this.#files.kindOf(name)
      return this.#names.roomFolderTaken(nameKey(name)) || kind === 'file' || kind === 'other'
    })
    this.#names.setRoomFolder(room.id, folder, nameKey(folder))
    return folder
  }

  #assetName(assetId: number, recording: { assets: readonly StoredAsset[] | null }): string | null {
    const assets = recording.assets ?? this.#names.assetsBeside(assetId)
    const asset = assets.find(({ id }) => id === assetId)
    if (asset === undefined) return null
    if (usable(asset.fileName) !== null) return asset.fileName
    const siblings = assets.filter(({ id }) => id !== assetId)
    const given = new Set(siblings.flatMap((sibling) => (sibling.fileName === null ? [] : [nameKey(sibling.fileName)])))
    const name = assetFileName(asset, siblings, (candidate) => given.has(nameKey(candidate)))
    this.#names.setFileName(asset.id, name)
    recording.assets = [...siblings, { ...asset, fileName: name }]
    return name
  }

  /**
   * A recording's folder that nobody recorded is of another library, copied in and not rebuilt yet: not written into.
   * Unless it is the recording's own: a power cut can take the record and leave the folder.
   */
  #isOccupied(folder: string, recording: RecordingToPlace): boolean {
    const kind = this.#files.kindOf(folder)
    if (kind !== 'folder') return kind !== 'nothing'
    const entries = this.#files.list(folder)
    if (entries.ok && entries.value.length === 0) return false
    const sidecar = this.#files.readText(`${folder}/${recordingSidecarName}`, largestSidecarBytes)
    if (!sidecar.ok || sidecar.value === null) return true
    const reading = parseRecordingSidecar(sidecar.value)
    if (reading.kind !== 'read') return true
    const found = reading.sidecar.recording
    return found.id !== recording.upstreamId || found.kind !== recording.kind
  }
}

/** No file system takes more, with what a file is called until it is whole, or for good if it isn't what it should be. */
const longestPart = 255 - utf8Length(' (unverified).part')
const isOurs = (part: string): boolean =>
  part.startsWith('.') || [recordingSidecarName, roomSidecarName].includes(part.toLowerCase())

/** A name that a damaged sidecar brought in, and that no file of the folder can have, is none: another one is decided. */
function usable(name: string | null): string | null {
  if (name === null || !isPlainRelativePath(name)) return null
  return name.split('/').some((part) => isOurs(part) || utf8Length(part) > longestPart) ? null : name
}

const unknown = (what: string): DailiesError => ({
  kind: 'not-found',
  message: `This ${what} is not in the library any more.`,
})

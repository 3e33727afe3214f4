/**
 * Writes `recording.json` and `room.json` from what the database holds: atomically, fsynced when it returns. What another
 * computer wrote there since, told by a higher revision, is taken into the database first; a sidecar of a newer Dailies
 * is left as it is (docs/adr/0011).
 */
import { dirname } from 'node:path'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { ofBoth, ofBothRooms } from '../../core/both-wrote.ts'
import { recordingSidecarName, roomSidecarName } from '../../core/names/file-name.ts'
import type { DurableWriter, Sidecars } from '../../core/ports.ts'
import {
  largestSidecarBytes,
  parseRecordingSidecar,
  parseRoomSidecar,
  type RecordingSidecar,
  type RoomSidecar,
  type SidecarReading,
  sidecarText,
} from '../../core/sidecar.ts'
import type { SidecarRepository } from '../../db/writings/sidecar-repository.ts'
import type { LibraryLayout } from './layout.ts'
import type { LibraryFiles } from './library-files.ts'

export class SidecarStore implements Sidecars {
  readonly #rows: SidecarRepository
  readonly #layout: LibraryLayout
  readonly #files: LibraryFiles
  /** Recordings whose sidecar is being written elsewhere. */
  readonly #staging = new Map<number, { overtaken: boolean }>()

  constructor(rows: SidecarRepository, layout: LibraryLayout, files: LibraryFiles) {
    this.#rows = rows
    this.#layout = layout
    this.#files = files
  }

  saveRecording(recordingId: number): Result<null, DailiesError> {
    const staging = this.#staging.get(recordingId)
    if (staging !== undefined) staging.overtaken = true
    const found = this.#adoptNewerRecording(recordingId)
    if (!found.ok) return found
    const { folder, previous, sidecar } = found.value
    // What a kill has left of one that was being written.
    if (staging === undefined) this.#files.remove(stagedIn(folder))
    const saved = this.#write(sidecarIn(folder), sidecar, previous)
    return saved.ok ? this.#saveNewRoom(recordingId) : saved
  }

  /** What `saveRecording` writes in the meantime is newer: then the staged text never gets its name. */
  async saveRecordingBy(writer: DurableWriter, recordingId: number): Promise<Result<null, DailiesError>> {
    const found = this.#adoptNewerRecording(recordingId)
    if (!found.ok) return found
    const { folder, previous, sidecar } = found.value
    const content = sidecarText(sidecar, previous)
    const saved = this.#isThere(sidecarIn(folder), content, previous)
      ? ok(null)
      : await this.#stage(writer, recordingId, folder, content)
    return saved.ok ? this.#saveNewRoom(recordingId) : saved
  }

  async #stage(
    writer: DurableWriter,
    recordingId: number,
    folder: string,
    content: string,
  ): Promise<Result<null, DailiesError>> {
    const staged = stagedIn(folder)
    const stagedPath = this.#files.resolve(staged)
    if (!stagedPath.ok) return stagedPath
    const staging = { overtaken: false }
    this.#staging.set(recordingId, staging)
    const written = await writer.stage(stagedPath.value, content)
    this.#staging.delete(recordingId)
    if (!written.ok) return written
    if (staging.overtaken) {
      this.#files.remove(staged)
      return ok(null)
    }
    const placed = this.#files.takePlace(staged, sidecarIn(folder))
    return placed.ok ? writer.syncFolder(dirname(stagedPath.value)) : placed
  }

  saveRoom(roomId: number): Result<null, DailiesError> {
    const folder = this.#layout.placeRoom(roomId)
    if (!folder.ok) return folder
    const path = `${folder.value}/${roomSidecarName}`
    const previous = this.#adoptNewerRoom(roomId, path)
    if (!previous.ok) return previous
    const found = this.#rows.room(roomId)
    return found === null ? err(gone) : this.#write(path, found.sidecar, previous.value)
  }

  /** Before the person's next change: what a sidecar says that another computer wrote since. */
  adoptRecording(recordingId: number): Result<null, DailiesError> {
    const adopted = this.#adoptNewerRecording(recordingId)
    return adopted.ok ? ok(null) : adopted
  }

  adoptRoom(roomId: number): Result<null, DailiesError> {
    const folder = this.#layout.placeRoom(roomId)
    if (!folder.ok) return folder
    const adopted = this.#adoptNewerRoom(roomId, `${folder.value}/${roomSidecarName}`)
    return adopted.ok ? ok(null) : adopted
  }

  /** What stands in the recording's folder, and what should. */
  #adoptNewerRecording(
    recordingId: number,
  ): Result<{ folder: string; previous: RecordingSidecar | null; sidecar: RecordingSidecar }, DailiesError> {
    const placed = this.#layout.placeRecording(recordingId)
    if (!placed.ok) return placed
    const folder = placed.value
    const current = this.#rows.recording(recordingId)
    if (current === null) return err(gone)
    const isSame = ({ recording, workspace }: RecordingSidecar): boolean =>
      recording.id === current.recording.id &&
      recording.kind === current.recording.kind &&
      workspace.apiUrl === current.workspace.apiUrl
    const found = this.#read(sidecarIn(folder), parseRecordingSidecar, isSame)
    if (!found.ok) return found
    const previous = found.value
    if (previous === null) return ok({ folder, previous, sidecar: current })
    const isNewer = previous.revision > current.revision
    const both = previous.revision === current.revision ? ofBoth(current.user, previous.user) : null
    if (isNewer) this.#rows.adoptRecording(recordingId, previous.revision, previous.user)
    if (both !== null) this.#rows.adoptRecording(recordingId, current.revision + 1, { ...previous.user, ...both })
    const hasOtherMarkers = this.#rows.adoptMarkers(recordingId, previous.user)
    if (!isNewer && both === null && !hasOtherMarkers) return ok({ folder, previous, sidecar: current })
    const sidecar = this.#rows.recording(recordingId)
    return sidecar === null ? err(gone) : ok({ folder, previous, sidecar })
  }

  #adoptNewerRoom(roomId: number, path: string): Result<RoomSidecar | null, DailiesError> {
    const current = this.#rows.room(roomId)?.sidecar
    if (!current) return err(gone)
    const isSame = ({ room, workspace }: RoomSidecar): boolean =>
      room.id === current.room.id && workspace.apiUrl === current.workspace.apiUrl
    const found = this.#read(path, parseRoomSidecar, isSame)
    const previous = found.ok ? found.value : null
    if (previous === null || previous.revision < current.revision) return found
    const both = previous.revision === current.revision ? ofBothRooms(current.user, previous.user) : null
    if (both !== null) this.#rows.adoptRoom(roomId, current.revision + 1, { ...previous.user, ...both })
    if (previous.revision > current.revision) this.#rows.adoptRoom(roomId, previous.revision, previous.user)
    return found
  }

  /** null: nothing usable stands there. What can't be read, or is about something else, is put aside first. */
  #read<T>(
    path: string,
    parse: (content: string) => SidecarReading<T>,
    isSame: (sidecar: T) => boolean,
  ): Result<T | null, DailiesError> {
    const content = this.#files.readText(path, largestSidecarBytes)
    if (!content.ok) return content
    if (content.value === null) return ok(null)
    const reading = parse(content.value)
    if (reading.kind === 'newer') return err(ofNewerDailies(path))
    if (reading.kind === 'read' && isSame(reading.sidecar)) return ok(reading.sidecar)
    const aside = this.#keepAside(path, content.value)
    return aside.ok ? ok(null) : aside
  }

  /** Beside those that were put there before: each may be all that is left of what somebody wrote. */
  #keepAside(path: string, content: string): Result<null, DailiesError> {
    for (let number = 1; ; number += 1) {
      const name = `${path}${number === 1 ? '' : `.${number}`}.aside`
      const there = this.#files.readText(name, largestSidecarBytes)
      if (there.ok && there.value === null) return this.#files.replaceFile(name, content)
      if (there.ok && there.value === content) return ok(null)
      if (!there.ok && there.error.kind !== 'corrupt') return there
    }
  }

  #write<T extends RecordingSidecar | RoomSidecar>(
    path: string,
    sidecar: T,
    previous: T | null,
  ): Result<null, DailiesError> {
    const content = sidecarText(sidecar, previous)
    return this.#isThere(path, content, previous) ? ok(null) : this.#files.replaceFile(path, content)
  }

  #isThere(path: string, content: string, previous: object | null): boolean {
    const present = previous === null ? ok(null) : this.#files.readText(path, largestSidecarBytes)
    return present.ok && present.value === content
  }

  /** The first recording of a room brings the room's own sidecar. */
  #saveNewRoom(recordingId: number): Result<null, DailiesError> {
    const room = this.#rows.roomOfRecording(recordingId)
    if (room === null || room.folder === null) return ok(null)
    return this.#files.kindOf(`${room.folder}/${roomSidecarName}`) === 'nothing' ? this.saveRoom(room.id) : ok(null)
  }
}

const sidecarIn = (folder: string): string => `${folder}/${recordingSidecarName}`
const stagedIn = (folder: string): string => `${folder}/.${recordingSidecarName}.staged.tmp`

const gone: DailiesError = { kind: 'not-found', message: 'This recording or room is not in the library any more.' }

const ofNewerDailies = (path: string): DailiesError => ({
  kind: 'folder',
  message: `“${path}” was written by a newer Dailies and is left as it is. Update Dailies on this computer to change it.`,
})

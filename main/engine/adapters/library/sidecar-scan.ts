/**
 * Finds the sidecars of a library folder, however people have sorted it: rooms and recordings may have been moved below
 * other folders, and another library may have been copied in whole. Links are not followed.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { recordingSidecarName, roomSidecarName } from '../../core/names/file-name.ts'
import type { SidecarAsset, SidecarFile } from '../../core/sidecar.ts'
import { type LibraryFiles, privateFolder } from './library-files.ts'
import { isMissing } from './missing-file.ts'

/** `folder` is relative to the library. */
export type FoundSidecar = { readonly kind: 'room' | 'recording'; readonly folder: string }

/** Below a library's own folder: room, recording, and one more for people who group rooms. */
const deepest = 3

/**
 * Rooms before what is in them; sorted, so that the same folder gives the same library. `onClosed` hears why a folder can't be
 * looked into.
 */
export function* findSidecars(
  files: LibraryFiles,
  onClosed: (error: DailiesError) => void = () => undefined,
  folder = '',
  depth = 0,
): Generator<FoundSidecar> {
  const entries = files.list(folder)
  if (!entries.ok) return onClosed(entries.error)
  const names = new Set(entries.value.map((entry) => entry.name))
  if (folder !== '' && names.has(recordingSidecarName)) {
    yield { kind: 'recording', folder }
    return
  }
  if (folder !== '' && names.has(roomSidecarName)) yield { kind: 'room', folder }
  const below = names.has(privateFolder) ? 0 : depth
  if (below >= deepest) return
  for (const entry of entries.value) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue
    yield* findSidecars(files, onClosed, folder === '' ? entry.name : `${folder}/${entry.name}`, below + 1)
  }
}

/**
 * All of the asset lies there, each file as long as the sidecar says. What the drive doesn't let anybody look at today counts as
 * it was recorded: it is not gone.
 */
export function hasAllFiles(files: LibraryFiles, folder: string, { state, files: named }: SidecarAsset): boolean {
  return (
    state === 'done' && named.length > 0 && named.every((file) => isAsRecorded(files, `${folder}/${file.name}`, file))
  )
}

export function isAsRecorded(
  files: LibraryFiles,
  path: string,
  { sizeBytes }: Pick<SidecarFile, 'sizeBytes'>,
): boolean {
  const size = files.fileSize(path)
  return size === null ? !isMissing(files, path) : size === sizeBytes
}

export function holdsSidecars(files: LibraryFiles): boolean {
  return findSidecars(files).next().done !== true
}

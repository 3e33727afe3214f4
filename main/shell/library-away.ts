/**
 * Is a library that was open before still there? Else one would be made anew in its place, empty, as if everything were lost:
 * where its folder was renamed, or only the place is left that its drive is attached to, with what systems put into folders.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DailiesError } from '../../preload/contract/errors.ts'

/** null: it is, or the engine knows better what is wrong. */
export async function libraryAway(path: string): Promise<DailiesError | null> {
  const isThere = (await hasDatabase(path)) || (await hasSidecar(path, deepest))
  return isThere ? null : { kind: 'library-missing', message: away(path) }
}

function hasDatabase(path: string): Promise<boolean> {
  return stat(join(path, '.dailies')).then(
    () => true,
    (error: unknown) => !['ENOENT', 'ENOTDIR'].includes(String(Reflect.get(Object(error), 'code'))),
  )
}

/** Of these its database can be made anew. */
const sidecars: readonly string[] = ['recording.json', 'room.json']
/** Below the library's folder, as a rebuild looks for them. */
const deepest = 3

async function hasSidecar(folder: string, depth: number): Promise<boolean> {
  // What may not be read, like lost+found, is none of ours.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.some((entry) => entry.isFile() && sidecars.includes(entry.name))) return true
  if (depth === 0) return false
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue
    if (await hasSidecar(join(folder, entry.name), depth - 1)) return true
  }
  return false
}

const away = (path: string) =>
  `There is no library in ${path} any more. If it is on a drive of its own, connect the drive; if you moved or renamed its folder, open it where it is now.`

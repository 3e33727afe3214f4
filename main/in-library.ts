/**
 * Is a path part of a library, any one, by the folder that each has? A recording or its sidecar must not be replaced by an
 * export or a clip, and a download makes no folder where the drive that held its library has gone.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** `path` is absolute and has no links left in it. */
export function isInLibrary(path: string): boolean {
  let folder = dirname(path)
  while (!existsSync(join(folder, '.dailies'))) {
    if (folder === dirname(folder)) return false
    folder = dirname(folder)
  }
  return true
}

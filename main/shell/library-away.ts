/**
 * Is a library that was open before still there? Else one would be made anew in its place, empty, as if everything were lost:
 * where its folder was renamed, or only the place is left that its drive is attached to.
 */
import { opendir } from 'node:fs/promises'
import type { DailiesError } from '../../preload/contract/errors.ts'

/** null: it is, or the engine knows better what is wrong. */
export async function libraryAway(path: string): Promise<DailiesError | null> {
  const holdsSomething = await isFilled(path)
  return holdsSomething ? null : { kind: 'library-missing', message: away(path) }
}

async function isFilled(path: string): Promise<boolean> {
  try {
    const folder = await opendir(path)
    const first = await folder.read()
    await folder.close()
    return first !== null
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(String(Reflect.get(Object(error), 'code')))
  }
}

const away = (path: string) =>
  `There is no library in ${path} any more. If it is on a drive of its own, connect the drive; if you moved or renamed its folder, open it where it is now.`

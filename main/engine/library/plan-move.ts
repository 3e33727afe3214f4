/** Where a library would go, how, and whether it can. Looks, changes nothing. */
import { constants } from 'node:fs'
import { access, readdir, realpath, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join, type PlatformPath, resolve } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { MovePlan } from '../../../preload/contract/move.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { isInside } from '../../inside.ts'
import { codeOf } from '../adapters/error-code.ts'
import { walkFolder } from '../adapters/library/folder-walk.ts'
import { privateFolder } from '../adapters/library/library-files.ts'

/** Tells whether a folder can be moved from the one place to the other by renaming it. */
export type SameDrive = (one: string, other: string) => Promise<boolean>

export const sameDrive: SameDrive = async (one, other) => (await stat(one)).dev === (await stat(other)).dev

/**
 * `from` is the library's root, links resolved. `chosen`: an empty folder, which becomes the library, or one that it is to
 * lie in.
 */
export async function planMove(
  from: string,
  chosen: string,
  isSameDrive: SameDrive,
): Promise<Result<MovePlan, DailiesError>> {
  try {
    const place = await findPlace(from, await realpath(resolve(chosen)))
    if (!place.ok) return place
    const to = place.value
    const way = (await isSameDrive(from, dirname(to))) && (await isSameDrive(from, dirname(from))) ? 'rename' : 'copy'
    const size = await sizeOf(from)
    if (!size.ok) return size
    const { bavail, bsize } = await statfs(dirname(to))
    const freeBytes = bavail * bsize
    const plan: MovePlan = { from, to, way, ...size.value, freeBytes }
    return way === 'copy' && size.value.bytes > freeBytes ? err(noRoom(plan, freeBytes)) : ok(plan)
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    return err(refused(`The folder can’t be looked at (${code}). Choose another one.`))
  }
}

async function findPlace(from: string, chosen: string): Promise<Result<string, DailiesError>> {
  if (chosen === from || isInside(from, chosen))
    return err(refused('The library can’t be moved into itself. Choose a folder outside of it.'))
  const entries = await readdir(chosen)
  if (entries.includes(privateFolder)) {
    return err(refused('There is a library in that folder already. Choose an empty folder, or one above it.'))
  }
  const isAnyFolder = entries.length === 0 && (await sameDrive(chosen, dirname(chosen)))
  const to = placeFor(from, chosen, isAnyFolder)
  if (to === from) return err(refused(`The library is in “${chosen}” already. Choose another folder for it to go to.`))
  if (entries.includes(basename(to))) {
    return err(refused(`“${to}” is there already. Choose another folder, or an empty one.`))
  }
  try {
    await access(dirname(to), constants.W_OK)
    return ok(to)
  } catch {
    return err(refused(`This account may not write to ${dirname(to)}. Choose another folder.`))
  }
}

/**
 * The folder of a drive has nothing beside it that a copy could grow in, though it be empty: the library goes into it. On
 * Windows such a folder, or that of a share, is its own parent. `isAnyFolder`: empty, and its parent is of the same drive.
 */
export function placeFor(
  from: string,
  chosen: string,
  isAnyFolder: boolean,
  path: Pick<PlatformPath, 'basename' | 'dirname' | 'join'> = { basename, dirname, join },
): string {
  const isFree = isAnyFolder && path.dirname(chosen) !== chosen
  // A library that is a drive has no name of its own.
  return isFree ? chosen : path.join(chosen, path.basename(from) || 'Dailies')
}

async function sizeOf(root: string): Promise<Result<{ files: number; bytes: number }, DailiesError>> {
  let files = 0
  let bytes = 0
  for await (const found of walkFolder(root)) {
    if (found.kind === 'other') {
      return err(
        refused(
          `“${found.path}” in the library is neither a file nor a folder, so it can’t be moved. Take it away first.`,
        ),
      )
    }
    if (found.kind !== 'file') continue
    files += 1
    bytes += found.sizeBytes
  }
  return ok({ files, bytes })
}

const refused = (message: string): DailiesError => ({ kind: 'folder', message })

const noRoom = ({ bytes }: MovePlan, freeBytes: number): DailiesError => ({
  kind: 'disk-full',
  message:
    'The drive of that folder hasn’t enough room for the whole library. Make room on it, or choose another drive.',
  freeBytes,
  neededBytes: bytes,
})

/** The folder of a library: there, made where that may be, or why not. Opens nothing in it. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { codeOf } from '../adapters/error-code.ts'
import { privateFolder } from '../adapters/library/library-files.ts'

/** SQLite's own (os_unix.c, MAX_PATHNAME), less what it appends for its journal. */
const longestDatabasePathBytes = 504

/** Makes it if need be, but not on a drive that isn't there. */
export function findFolder(root: string, mode: 'write' | 'read'): Result<null, DailiesError> {
  if (isTooLong(root)) return err(tooLong(root))
  const found = statSync(root, { throwIfNoEntry: false })
  if (found?.isDirectory()) return ok(null)
  if (found !== undefined) return err(folderError(`${root} is a file, not a folder. Choose a folder for the library.`))
  if (mode === 'read' || isMountRoot(deepestExisting(root))) return err(missing(root))
  try {
    mkdirSync(root, { recursive: true })
    return ok(null)
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    if (code === 'ENOENT') return err(missing(root))
    return err(folderError(`The folder ${root} can’t be made (${code}). Choose another place for the library.`))
  }
}

function deepestExisting(path: string): string {
  let candidate = path
  while (statSync(candidate, { throwIfNoEntry: false }) === undefined && dirname(candidate) !== candidate) {
    candidate = dirname(candidate)
  }
  return candidate
}

/** Where systems attach drives: what is missing right below is a drive that isn't connected, not a folder to make. */
function isMountRoot(path: string): boolean {
  return /^(?:\/Volumes|\/mnt|\/media(?:\/[^/]+)?|\/run(?:\/media(?:\/[^/]+)?)?)$/.test(path)
}

/** Of a longer one SQLite says that it can't be opened, as if somebody had forbidden it. */
function isTooLong(root: string): boolean {
  if (process.platform === 'win32') return false
  return Buffer.byteLength(join(root, privateFolder, 'library.db')) > longestDatabasePathBytes
}

export const folderError = (message: string): DailiesError => ({ kind: 'folder', message })

const tooLong = (root: string): DailiesError => {
  const shown = `${root.slice(0, 60)}…`
  return folderError(`The path ${shown} is too long for a library. Choose a folder nearer to the top of the drive.`)
}

const missing = (root: string): DailiesError => ({
  kind: 'library-missing',
  message: `There is no folder ${root}. If the library is on a drive of its own, connect the drive; if it is to be a new one, make the folder first.`,
})

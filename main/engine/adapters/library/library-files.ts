/**
 * The library folder on disk. Every path that the engine opens in it is made here from a relative one and checked to lie
 * inside, symbolic links followed: names in the database and in sidecars are data, not to be trusted. Knows nothing of
 * what the files mean.
 */
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { isPlainRelativePath } from '../../core/names/safe-name.ts'
import { syncFolder, writeNewFile } from '../durable-file.ts'
import { codeOf } from '../error-code.ts'
import { composedNames, type NamedEntry, standingPath } from '../folder-names.ts'

/** What Dailies keeps for itself in a library. */
export const privateFolder = '.dailies'

export class LibraryFiles {
  /** Absolute, symbolic links resolved. */
  readonly root: string

  /** The folder must be there. */
  constructor(root: string) {
    this.root = realpathSync.native(root)
  }

  /** False when the drive has gone, or the folder was moved or deleted. */
  isPresent(): boolean {
    try {
      return statSync(join(this.root, privateFolder)).isDirectory()
    } catch {
      return false
    }
  }

  /** Why nothing of it is to be found; null: it is there. */
  absence(): DailiesError | null {
    return this.isPresent() ? null : this.#missing()
  }

  /** The absolute path of something in the library, there or not; `relative` has `/` between its parts. */
  resolve(relative: string): Result<string, DailiesError> {
    const outside = err({
      kind: 'invalid' as const,
      message: `“${relative}” is not a place inside the library, so it was left alone. Rebuild the library from its folder to correct the record.`,
    })
    if (!isPlainRelativePath(relative)) return outside
    try {
      const path = standingPath(this.root, relative)
      const existing = realpathSync.native(deepestExisting(path, this.root))
      return existing === this.root || existing.startsWith(withSeparator(this.root)) ? ok(path) : outside
    } catch (error) {
      return err(this.explain(error, relative))
    }
  }

  /** Where a folder is, or is to be made. */
  findFolder(relative: string): Result<{ readonly path: string; readonly isThere: boolean }, DailiesError> {
    if (!this.isPresent()) return err(this.#missing())
    const path = this.resolve(relative)
    if (!path.ok) return path
    try {
      const isThere = statSync(path.value, { throwIfNoEntry: false })?.isDirectory() ?? false
      return ok({ path: path.value, isThere })
    } catch (error) {
      return err(this.explain(error, relative))
    }
  }

  /**
   * Makes a folder and those above it, never the library itself. Answers its absolute path. The name of a new folder must
   * outlast a power cut, as the files in it will: the folders that gained one are synced.
   */
  ensureFolder(relative: string): Result<string, DailiesError> {
    const found = this.findFolder(relative)
    if (!found.ok) return found
    const { path, isThere } = found.value
    if (isThere) return ok(path)
    try {
      const firstMade = mkdirSync(path, { recursive: true })
      for (const folder of firstMade === undefined ? [] : foldersBetween(path, this.root)) syncFolder(folder)
      return ok(path)
    } catch (error) {
      return err(this.explain(error, relative))
    }
  }

  /** All or nothing, and on the disk when it returns: a file beside it, fsync, rename, fsync of the folder. */
  replaceFile(relative: string, text: string): Result<null, DailiesError> {
    if (!this.isPresent()) return err(this.#missing())
    const path = this.resolve(relative)
    if (!path.ok) return path
    // One name, and there is one writer: what a kill has left is replaced by the next, not kept beside it for ever.
    const temporary = join(dirname(path.value), `.${basename(path.value)}.tmp`)
    try {
      rmSync(temporary, { force: true })
      writeNewFile(temporary, Buffer.from(text, 'utf8'))
      renameSync(temporary, path.value)
      syncFolder(dirname(path.value))
      return ok(null)
    } catch (error) {
      rmSync(temporary, { force: true })
      return err(this.explain(error, relative))
    }
  }

  /** Durable when it returns. Nothing may stand at `to`. */
  rename(from: string, to: string): Result<null, DailiesError> {
    const [source, target] = [this.resolve(from), this.resolve(to)]
    if (!source.ok) return source
    if (!target.ok) return target
    try {
      renameSync(source.value, target.value)
      syncFolder(dirname(target.value))
      return ok(null)
    } catch (error) {
      return err(this.explain(error, from))
    }
  }

  /** Gives a staged file its place. Replaces what stands there; durable only when its folder has been synced. */
  takePlace(from: string, to: string): Result<null, DailiesError> {
    const [source, target] = [this.resolve(from), this.resolve(to)]
    if (!source.ok) return source
    if (!target.ok) return target
    try {
      renameSync(source.value, target.value)
      return ok(null)
    } catch (error) {
      return err(this.explain(error, to))
    }
  }

  /** A file of our own; that it isn't there is fine. */
  remove(relative: string): void {
    const path = this.resolve(relative)
    if (path.ok) rmSync(path.value, { force: true })
  }

  /** null: there is no such file. Refuses what is larger than `limitBytes` or no plain file. */
  readText(relative: string, limitBytes: number): Result<string | null, DailiesError> {
    const path = this.resolve(relative)
    if (!path.ok) return path
    try {
      const found = statSync(path.value)
      if (!found.isFile() || found.size > limitBytes) {
        return err({
          kind: 'corrupt',
          message: `“${relative}” is too large to be what its name says; it was left alone.`,
        })
      }
      return ok(readFileSync(path.value, 'utf8'))
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? ok(null) : err(this.explain(error, relative))
    }
  }

  /** Size of a plain file inside the library; null for anything else, and where nothing is. */
  fileSize(relative: string): number | null {
    const path = this.resolve(relative)
    if (!path.ok) return null
    try {
      const found = statSync(path.value)
      return found.isFile() ? found.size : null
    } catch {
      return null
    }
  }

  /** What stands there, links not followed. What can't be looked at counts as nothing: opening it will say why. */
  kindOf(relative: string): 'nothing' | 'file' | 'folder' | 'other' {
    const path = this.resolve(relative)
    if (!path.ok) return 'other'
    try {
      const found = lstatOrNull(path.value)
      if (found === null) return 'nothing'
      return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
    } catch {
      return 'nothing'
    }
  }

  /** Folders and files of a folder, sorted by name; empty where there is none. Links are not followed, so not listed. */
  list(relative: string): Result<readonly NamedEntry[], DailiesError> {
    const path = relative === '' ? ok(this.root) : this.resolve(relative)
    if (!path.ok) return path
    try {
      const entries = readdirSync(path.value, { withFileTypes: true })
      const plain = composedNames(entries).filter((entry) => entry.isFile() || entry.isDirectory())
      return ok(plain.sort((one, other) => (one.name < other.name ? -1 : 1)))
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? ok([]) : err(this.explain(error, relative))
    }
  }

  /** What the drive has left for us; null where it doesn't say. */
  freeBytes(): number | null {
    try {
      const { bavail, bsize } = statfsSync(this.root)
      return bavail * bsize
    } catch {
      return null
    }
  }

  /** Turns what the file system threw into what a person can do about it; anything else is a bug and thrown on. */
  explain(error: unknown, subject: string): DailiesError {
    const code = codeOf(error)
    if (code === null) throw error
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      const freeBytes = this.freeBytes() ?? 0
      const message = 'The drive that holds the library is full. Make room on it; Dailies goes on by itself.'
      return { kind: 'disk-full', message, freeBytes, neededBytes: 0 }
    }
    if (!this.isPresent()) return this.#missing()
    return { kind: 'folder', message: folderMessage(code, subject) }
  }

  #missing(): DailiesError {
    return {
      kind: 'library-missing',
      message: `The library folder ${this.root} is not there any more. If it is on a drive of its own, connect the drive again.`,
    }
  }
}

function folderMessage(code: string, subject: string): string {
  switch (code) {
    case 'EROFS':
      return `“${subject}” can’t be written: the drive is read-only.`
    case 'EACCES':
    case 'EPERM':
      return `“${subject}” can’t be opened: this account has no permission. Change the folder’s permissions, or use another library.`
    case 'ENAMETOOLONG':
      return `“${subject}” has too long a path for this drive. Move the library to a folder with a shorter path.`
    case 'EBUSY':
      return `“${subject}” is in use by another program. Close it there and try again.`
    default:
      return `“${subject}” can’t be read or written (${code}). Check the drive that holds the library.`
  }
}

function deepestExisting(path: string, root: string): string {
  let candidate = path
  // lstat: a link to nowhere exists, and realpath then refuses it.
  while (candidate !== root && lstatOrNull(candidate) === null) candidate = dirname(candidate)
  return candidate
}

function foldersBetween(path: string, root: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) {
    folders.push(folder)
    if (folder === root) break
  }
  return folders
}

function lstatOrNull(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null
}

const withSeparator = (path: string): string => (path.endsWith(sep) ? path : path + sep)

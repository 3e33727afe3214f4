/**
 * Moves a closed library to another folder. On the same drive the folder gets another name. To another drive everything
 * is copied, each file read back and compared, the database last; only then has the copy its name. Whatever happens on
 * the way, the old library is as it was (docs/adr/0060).
 */
import { mkdir, readlink, rename, rmdir, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { Moved, MovePlan, MoveProgress } from '../../../preload/contract/move.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { syncFolder } from '../adapters/durable-file.ts'
import { codeOf } from '../adapters/error-code.ts'
import { walkFolder } from '../adapters/library/folder-walk.ts'
import { LibraryFiles, privateFolder } from '../adapters/library/library-files.ts'
import { CopyDiffers, copyProven } from '../adapters/library/proven-copy.ts'
import type { Clock, Log, Random } from '../core/ports.ts'
import {
  beginHalfCopy,
  clearHalfCopy,
  endHalfCopy,
  type HalfCopy,
  halfCopyNote,
  halfCopyOf,
  noteText,
} from './half-copy.ts'
import { acquireLibraryLock } from './library-lock.ts'

export type MoveWorld = {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly random: Pick<Random, 'uuid'>
  readonly log: Pick<Log, 'warn'>
  readonly signal: AbortSignal
  /** At most a few times a second. */
  readonly onProgress: (progress: MoveProgress) => void
}

/** This process has no connection to its database. */
export async function moveLibrary(plan: MovePlan, world: MoveWorld): Promise<Result<Moved, DailiesError>> {
  const folder = join(plan.from, privateFolder)
  const holder = { program: 'app', sinceMs: world.clock.nowMs() } as const
  try {
    if (plan.way === 'rename') {
      // Only asked whether nobody else has it: Windows moves no folder in which a file is open.
      const free = acquireLibraryLock(folder, holder)
      if (!free.ok) return free
      free.value.release()
      if (await isRenamed(plan, world)) return ok({ path: plan.to, left: null, changedBefore: 0 })
    }
    const lock = acquireLibraryLock(folder, holder)
    if (!lock.ok) return lock
    try {
      return await copyLibrary(plan, world)
    } finally {
      lock.value.release()
    }
  } catch (error) {
    return err(failure(error, plan))
  }
}

/** false: these two places turn out to be on different drives. */
async function isRenamed({ from, to }: MovePlan, { log }: MoveWorld): Promise<boolean> {
  try {
    await makeWay(to)
    await rename(from, to)
  } catch (error) {
    if (codeOf(error) === 'EXDEV') return false
    throw error
  }
  for (const folder of [dirname(to), dirname(from)]) await afterwards(log, () => syncFolder(folder))
  return true
}

/** Once it has its new name it is moved, whatever fails then: nobody may be told that it is where it was. */
async function afterwards(log: MoveWorld['log'], settle: () => void | Promise<void>): Promise<void> {
  try {
    await settle()
  } catch (error) {
    if (codeOf(error) === null) throw error
    log.warn('library.move-not-synced', { error })
  }
}

async function copyLibrary(plan: MovePlan, world: MoveWorld): Promise<Result<Moved, DailiesError>> {
  const half = halfCopyOf(plan.to, world.random.uuid())
  const old = new LibraryFiles(plan.from)
  const noted = old.replaceFile(halfCopyNote, noteText(half))
  if (!noted.ok) return noted
  try {
    await beginHalfCopy(half)
    const changedBefore = await copyAll(plan, half, world)
    world.signal.throwIfAborted()
    await makeWay(plan.to)
    await rename(half.copy, plan.to)
    await afterwards(world.log, () => syncFolder(dirname(plan.to)))
    await afterwards(world.log, () => endHalfCopy(plan.to))
    return ok({ path: plan.to, left: plan.from, changedBefore })
  } finally {
    await clearHalfCopy(old, half)
  }
}

/** Answers how many files weren't as their sidecar says. */
async function copyAll(plan: MovePlan, { copy }: HalfCopy, world: MoveWorld): Promise<number> {
  const { from } = plan
  const folders = [copy, join(copy, privateFolder)]
  const database: string[] = []
  const files = new FileCopies(plan, copy, world)
  try {
    for await (const found of walkFolder(from)) {
      world.signal.throwIfAborted()
      const { kind, path } = found
      if (isNotCopied(path)) continue
      if (isDatabase(path)) database.push(path)
      else if (kind === 'link') await symlink(await readlink(join(from, path)), join(copy, path))
      else if (kind === 'folder') {
        await mkdir(join(copy, path), { recursive: true })
        folders.push(join(copy, path))
      } else if (kind === 'file') await files.add(path, found.sha256)
    }
    await files.over()
    for (const path of database) await files.add(path, null)
  } finally {
    // What is still being written must not appear behind the cleaning up.
    await files.over()
  }
  for (const folder of folders.reverse()) syncFolder(folder)
  return files.changedBefore
}

/** Several files at once: small ones wait for the disk more than they take of it. */
class FileCopies {
  readonly #plan: MovePlan
  readonly #copy: string
  readonly #world: MoveWorld
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | null = null
  #doneFiles = 0
  #doneBytes = 0
  #toldMs = 0
  changedBefore = 0

  constructor(plan: MovePlan, copy: string, world: MoveWorld) {
    this.#plan = plan
    this.#copy = copy
    this.#world = world
  }

  /** Resolves when there is room for the next one. Throws what has gone wrong with any. */
  async add(path: string, sha256: string | null): Promise<void> {
    const one = this.#run(path, sha256)
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .finally(() => this.#running.delete(one))
    this.#running.add(one)
    if (this.#running.size >= filesAtOnce) await Promise.race(this.#running)
    if (this.#failure !== null) throw this.#failure.error
  }

  async over(): Promise<void> {
    await Promise.all(this.#running)
    if (this.#failure !== null) throw this.#failure.error
    this.#tell()
  }

  async #run(path: string, sha256: string | null): Promise<void> {
    const [from, to] = [join(this.#plan.from, path), join(this.#copy, path)]
    const actual = await copyProven(from, to, this.#world.signal, (bytes) => {
      this.#doneBytes += bytes
      if (this.#world.clock.nowMs() - this.#toldMs >= tellEveryMs) this.#tell()
    })
    if (sha256 !== null && sha256 !== actual) this.changedBefore += 1
    this.#doneFiles += 1
  }

  #tell(): void {
    this.#toldMs = this.#world.clock.nowMs()
    const { files, bytes } = this.#plan
    this.#world.onProgress({ files, bytes, doneFiles: this.#doneFiles, doneBytes: this.#doneBytes })
  }
}

const tellEveryMs = 250
const filesAtOnce = 4

const isPrivate = (path: string): boolean => dirname(path) === privateFolder

/** Whose lock it is isn't to be copied; closing a file of it would even let go of it. The log's index is made anew. */
function isNotCopied(path: string): boolean {
  const name = basename(path)
  return isPrivate(path) && (/^(?:lock\.db|library\.db-shm)/.test(name) || ['holder.txt', 'moving.json'].includes(name))
}

/** Until it is there, what was copied is no library yet. */
const isDatabase = (path: string): boolean => isPrivate(path) && /^library\.db(?:-wal|-journal)?$/.test(basename(path))

/** The person may have made the folder in the system's dialog. One with something in it stays, and fails the move. */
async function makeWay(target: string): Promise<void> {
  try {
    await rmdir(target)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

function failure(error: unknown, { from, to }: MovePlan): DailiesError {
  const stays = `The library is where it was, in ${from}.`
  if (error instanceof Error && error.name === 'AbortError') {
    return { kind: 'cancelled', message: `The move was stopped. ${stays}` }
  }
  if (error instanceof CopyDiffers) {
    const message = `What was written to ${dirname(to)} doesn’t read back as it was: that drive can’t be trusted. ${stays}`
    return { kind: 'corrupt', message }
  }
  const code = codeOf(error)
  if (code === null) throw error
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The drive became full while the library was copied. ${stays} Make room and move it again.`
    return { kind: 'disk-full', message, freeBytes: 0, neededBytes: 0 }
  }
  return { kind: 'folder', message: `The library couldn’t be moved to ${to} (${code}). ${stays}` }
}

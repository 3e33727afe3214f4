/**
 * One writer a library. The lock is an exclusive transaction on `.dailies/lock.db`: the system frees it however its
 * holder dies, and there is no stale file to judge. `holder.txt` beside it only says who, for the message.
 *
 * Nothing may open lock.db in another way: closing any handle on it would, on Unix, drop the process's lock.
 */
import { closeSync, lstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { type Db, openDatabase, sqliteCode } from '../db/database.ts'

export type LockHolder = { readonly program: 'app' | 'cli'; readonly sinceMs: number }

export type LibraryLock = {
  /** The one before didn't let go by itself: it crashed, or the power went. */
  readonly previousDied: boolean
  release(): void
}

/** `folder` is the library's `.dailies`. Throws what SQLite throws where the folder can't be written. */
export function acquireLibraryLock(folder: string, holder: LockHolder): Result<LibraryLock, DailiesError> {
  const note = join(folder, 'holder.txt')
  for (const path of [join(folder, 'lock.db'), note]) if (isNoFile(path)) return err(inTheWay(path))
  const db = hold(join(folder, 'lock.db'))
  if (db === null) return err(inUse(readNote(note)))
  const previousDied = readNote(note) !== null
  try {
    writeNote(note, describe(holder))
  } catch (error) {
    db.close()
    throw error
  }
  let held = true
  const release = (): void => {
    if (!held) return
    held = false
    try {
      rmSync(note, { force: true })
    } finally {
      db.exec('ROLLBACK')
      db.close()
    }
  }
  return ok({ previousDied, release })
}

/** null: someone else has it. */
function hold(file: string): Db | null {
  try {
    return begin(file)
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) return null
    if (sqliteCode(error) !== 'SQLITE_NOTADB' && sqliteCode(error) !== 'SQLITE_CORRUPT') throw error
    // It never holds anything, so a damaged one is replaced; whoever might hold it would have a readable one.
    renameSync(file, `${file}.damaged`)
    return begin(file)
  }
}

function begin(file: string): Db {
  const db = openDatabase(file, { journal: 'truncate', busyTimeoutMs: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

function describe({ program, sinceMs }: LockHolder): string {
  const name = program === 'app' ? 'the Dailies app' : 'the dailies command'
  return `${name} on ${hostname()}, process ${process.pid}, since ${new Date(sinceMs).toISOString()}`
}

function readNote(path: string): string | null {
  try {
    const note = readFileSync(path, 'utf8').slice(0, 300).replace(/\p{C}/gu, ' ').trim()
    return note === '' ? null : note
  } catch {
    return null
  }
}

function writeNote(path: string, note: string): void {
  const beside = `${path}.new`
  rmSync(beside, { force: true })
  const handle = openSync(beside, 'wx')
  try {
    writeSync(handle, `${note}\n`)
  } finally {
    closeSync(handle)
  }
  // Where there is no room for it, the one before still says that its holder died.
  renameSync(beside, path)
}

/** lstat opens nothing: that is what may never be done to the lock. */
const isNoFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === false

const inTheWay = (path: string): DailiesError => ({
  kind: 'folder',
  message: `“${path}” is not the file that Dailies keeps there. Move it away, then open the library again; Dailies makes the file anew.`,
})

function inUse(holder: string | null): DailiesError {
  const who = holder ?? 'another Dailies'
  return {
    kind: 'busy',
    message: `This library is in use by ${who}. Close it there first; only one program can write to a library at a time.`,
    holder,
  }
}

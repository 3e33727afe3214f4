/**
 * What a failure of SQLite is: damage, a drive that doesn't answer, a lack of room or memory, another program; and what a
 * person can do about it. Only damage may cost a database its place.
 */
import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { type Db, sqliteCode } from './database.ts'
import { BrokenReferences } from './migrate.ts'

/** Content that isn't what it should be, a failed step of a migration included; not a full disk or a lost drive. */
export function isDamage(error: unknown): boolean {
  if (error instanceof BrokenReferences) return true
  const code = sqliteCode(error)
  if (code === null) return false
  return /^SQLITE_(?:NOTADB|CORRUPT|FORMAT|ERROR|CONSTRAINT|SCHEMA|MISMATCH)/.test(code)
}

/** Busy, out of memory, input or output, full, can't open: primary result codes that say nothing of the content. */
const passing: readonly number[] = [5, 7, 10, 13, 14]

/** False: it is damaged. Throws where the check itself was kept from reading, which SQLite lists among what it found. */
export function checkContent(db: Db): boolean {
  const finding = String(db.pragma('quick_check(1)', { simple: true }))
  const [, code] = /error code=(\d+)/.exec(finding) ?? []
  if (passing.includes(Number(code) % 256)) throw new Database.SqliteError(finding, 'SQLITE_IOERR')
  return finding === 'ok'
}

const chunkBytes = 1024 * 1024

/**
 * Throws, as SQLite should, where the system doesn't give a file's bytes out: SQLite calls EIO a corrupt database. What
 * isn't there or is no plain file is passed over. No connection to them may be open in this process.
 */
export function readThrough(...files: readonly string[]): void {
  const chunk = Buffer.alloc(chunkBytes)
  for (const file of files) {
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) continue
    const handle = openSync(file, 'r')
    try {
      while (readSync(handle, chunk) > 0);
    } catch (error) {
      throw new Database.SqliteError(String(error), 'SQLITE_IOERR_READ')
    } finally {
      closeSync(handle)
    }
  }
}

/** What a person can do about a failure of SQLite that isn't ours; null: it is a bug. */
export function databaseFailure(error: unknown): DailiesError | null {
  const code = sqliteCode(error) ?? ''
  // The latter: there was no room for the index of the log.
  if (/^SQLITE_(?:FULL|IOERR_SHMSIZE)/.test(code)) return { ...full, freeBytes: 0, neededBytes: 0 }
  if (/^SQLITE_(?:NOMEM|IOERR_NOMEM)/.test(code)) return noMemory
  if (/^SQLITE_(?:BUSY|PROTOCOL)/.test(code)) return { ...inUse, holder: null }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return damaged
  if (code.startsWith('SQLITE_IOERR')) return driveFails
  return /^SQLITE_(?:CANTOPEN|READONLY|PERM)/.test(code) ? outOfReach : null
}

const full = {
  kind: 'disk-full',
  message: 'The drive that holds the library is full. Make room on it and try again.',
} as const
const noMemory: DailiesError = {
  kind: 'internal',
  message: 'This computer has no memory left for the library’s database. Close other programs and try again.',
}
const inUse = {
  kind: 'busy',
  message: 'The library’s database is in use by another program. Close it there and try again.',
} as const
const driveFails: DailiesError = {
  kind: 'folder',
  message:
    'The drive that holds the library failed while the library’s database was read or written, so the database was left as it is. Check the drive and its cable, then try again. Should it go on, move “library.db” out of the folder “.dailies”: Dailies makes a new one from the recordings.',
}
const outOfReach: DailiesError = {
  kind: 'folder',
  message:
    'The library’s database can’t be read or written. Check that its drive is connected and that this account may write to the folder.',
}
export const damaged: DailiesError = {
  kind: 'corrupt',
  message:
    'The library’s database is damaged. Open the library in Dailies or run “dailies rebuild”: it is made anew from the folder, and the damaged one is kept.',
}

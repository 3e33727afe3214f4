/**
 * The database file of a library, opened with the suspicion it deserves: another version may have made it, and a drive
 * may have damaged it. What is damaged is set aside under a dated name and made anew; what is merely out of reach is not.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { checkedBefore } from './close-note.ts'
import { type Db, type JournalMode, openDatabase, sqliteCode } from './database.ts'
import { checkContent, damaged, databaseFailure, isDamage, readThrough } from './database-failure.ts'
import { migrate, migrations, schemaVersion } from './migrate.ts'
import { type LibraryIdentity, readLibraryIdentity } from './settings-repository.ts'

const databaseName = 'library.db'
const companions = ['-wal', '-shm', '-journal']
/** Checking reads the whole file: done when there is reason to, and where nobody notices. */
const alwaysCheckedBytes = 64 * 1024 * 1024

export type WritableDatabase = {
  readonly db: Db
  /** Nothing is in it yet. */
  readonly isNew: boolean
  /** The name in `.dailies` of the database that was damaged; null if none was. */
  readonly setAside: string | null
  /** When all of it was read last; null: it is too large for that. */
  readonly checkedMs: number | null
}

/**
 * `folder` is the library's `.dailies`, and its lock is held. `suspect`: the last writer died. `condemned`: SQLite has
 * called it damaged before. `nowMs` names what is set
 * aside.
 */
export function openForWriting(
  folder: string,
  journal: JournalMode,
  options: { readonly suspect: boolean; readonly condemned: boolean; readonly nowMs: number },
): Result<WritableDatabase, DailiesError> {
  try {
    const file = join(folder, databaseName)
    const opened = options.condemned && stands(file) ? 'damaged' : openTwice(file, journal, options)
    if (opened !== 'damaged') return opened
    readThrough(...withCompanions(file))
    const setAside = putAside(folder, options.nowMs)
    return ok({ db: openNew(file, journal), isNew: true, setAside, checkedMs: options.nowMs })
  } catch (error) {
    return err(explain(error))
  }
}

/** A drive that hiccups looks damaged to SQLite: what it calls so is read through, which throws if that is it, and looked at again. */
function openTwice(
  file: string,
  journal: JournalMode,
  options: { readonly suspect: boolean; readonly nowMs: number },
): Result<WritableDatabase, DailiesError> | 'damaged' {
  const first = openExisting(file, journal, options)
  if (first !== 'damaged') return first
  readThrough(...withCompanions(file))
  return openExisting(file, journal, { ...options, suspect: true })
}

function openExisting(
  file: string,
  journal: JournalMode,
  { suspect, nowMs }: { readonly suspect: boolean; readonly nowMs: number },
): Result<WritableDatabase, DailiesError> | 'damaged' {
  if (!stands(file)) {
    // A log without its database belongs to one that was moved away; SQLite must not replay it into a new one.
    if (companions.some((ending) => existsSync(file + ending))) return 'damaged'
    return ok({ db: openNew(file, journal), isNew: true, setAside: null, checkedMs: nowMs })
  }
  if (!isPlainFile(file) || !isWritableFormat(file)) return 'damaged'
  let db: Db | null = null
  try {
    // Before it is opened, which may write to it.
    const { size } = statSync(file)
    const checkedMs = suspect ? null : checkedBefore(file, nowMs)
    const version = readVersion(file)
    if (version > newestVersion) return err(ofTheFuture(version))
    db = openDatabase(file, { journal })
    if (!isOurs(db, version)) return closeAs(db, 'damaged')
    const mustCheck = checkedMs === null && (suspect || size < alwaysCheckedBytes)
    if (mustCheck && !checkContent(db)) return closeAs(db, 'damaged')
    // The check passes over a table whose kind it doesn't know.
    touchTables(db)
    migrate(db)
    return ok({ db, isNew: version === 0, setAside: null, checkedMs: mustCheck ? nowMs : checkedMs })
  } catch (error) {
    db?.close()
    if (isDamage(error)) return 'damaged'
    throw error
  }
}

const withCompanions = (file: string): readonly string[] => ['', ...companions].map((ending) => file + ending)

/** Links that lead nowhere count. */
const stands = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** A link would lead out of the library, into what may be someone else's. */
const isPlainFile = (path: string): boolean => lstatSync(path).isFile()

/**
 * By the header's write version (SQLite's file format, 1.3.3): of one that it doesn't know SQLite only reads, and nobody
 * but a damaged disk writes such.
 */
function isWritableFormat(file: string): boolean {
  const header = Buffer.alloc(20)
  const handle = openSync(file, 'r')
  try {
    return readSync(handle, header, 0, header.length, 0) < header.length || header.readUInt8(18) <= 2
  } finally {
    closeSync(handle)
  }
}

/** The first and the last row of every table, and so the pages that lead to them: a few reads each. Throws what SQLite does. */
function touchTables(db: Db): void {
  const tables = db.prepare<[], string>(
    `SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual') AND schema = 'main' AND wr = 0`,
  )
  for (const name of tables.pluck().all()) {
    for (const order of ['ASC', 'DESC']) db.prepare(`SELECT * FROM "${name}" ORDER BY rowid ${order} LIMIT 1`).get()
  }
}

/** An intact database of another program is none of ours. */
function isOurs(db: Db, version: number): boolean {
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  return version === 0 ? tables.length === 0 : tables.includes('library')
}

const newestVersion = migrations.at(-1)?.version ?? 0

/** Before anything is written: opening for writing may change the journal mode already. */
function readVersion(file: string): number {
  if (statSync(file).size === 0) return 0
  const db = openDatabase(file, { readonly: true, journal: 'wal' })
  try {
    return schemaVersion(db)
  } finally {
    db.close()
  }
}

function openNew(file: string, journal: JournalMode): Db {
  const db = openDatabase(file, { journal })
  migrate(db)
  return db
}

function closeAs<T>(db: Db, answer: T): T {
  db.close()
  return answer
}

/** With the log and whatever else belongs to it, under names that SQLite could still open. */
function putAside(folder: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '.')
  let aside = `library.damaged-${stamp}.db`
  for (let number = 2; stands(join(folder, aside)); number += 1) aside = `library.damaged-${stamp}-${number}.db`
  for (const ending of ['', ...companions]) {
    const file = join(folder, databaseName + ending)
    if (stands(file)) renameSync(file, join(folder, aside + ending))
  }
  return aside
}

export type ReadableDatabase = {
  readonly db: Db
  readonly identity: LibraryIdentity
  readonly file: string
  readonly close: () => void
}

/** While another program writes, or where nothing can be written at all. */
export function openForReading(folder: string, journal: JournalMode): Result<ReadableDatabase, DailiesError> {
  const file = join(folder, databaseName)
  if (!stands(file)) return err(noDatabase)
  if (!isPlainFile(file)) return err(damaged)
  try {
    const opened = openReadable(file, journal)
    if (opened !== null) return ok({ ...opened, file, close: () => opened.db.close() })
    return ok(openCopy(file, journal))
  } catch (error) {
    if (error instanceof NotReadable) return err(error.reason)
    const cause = causeOf(error, file)
    return err(isDamage(cause) ? damaged : explain(cause))
  }
}

/** What SQLite calls damage may be the drive, which doesn't give the bytes out. No connection to `file` may be open in this process. */
export function causeOf(error: unknown, file: string): unknown {
  try {
    if (isDamage(error)) readThrough(...withCompanions(file))
    return error
  } catch (failure) {
    return failure
  }
}

class NotReadable extends Error {
  readonly reason: DailiesError

  constructor(reason: DailiesError) {
    super(reason.message)
    this.reason = reason
  }
}

/** null: SQLite needs to write beside it (the log's index) and may not, or there is no room for it. */
function openReadable(file: string, journal: JournalMode): Pick<ReadableDatabase, 'db' | 'identity'> | null {
  let db: Db | null = null
  try {
    db = openDatabase(file, { readonly: true, journal })
    const version = schemaVersion(db)
    if (version > newestVersion) throw new NotReadable(ofTheFuture(version))
    if (!isOurs(db, version)) throw new NotReadable(damaged)
    if (version === 0) throw new NotReadable(noDatabase)
    if (version < newestVersion) throw new NotReadable(ofThePast)
    const identity = readLibraryIdentity(db)
    if (identity === null) throw new NotReadable(stillBeingMade)
    return { db, identity }
  } catch (error) {
    db?.close()
    if (/^SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR_SHMSIZE)/.test(sqliteCode(error) ?? '')) return null
    throw error
  }
}

function openCopy(file: string, journal: JournalMode): ReadableDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, databaseName)
    for (const ending of ['', '-wal']) if (existsSync(file + ending)) copyFileSync(file + ending, copy + ending)
    const opened = openReadable(copy, journal)
    if (opened === null) throw new Error('The copy of a library’s database can’t be opened')
    const close = (): void => {
      opened.db.close()
      remove()
    }
    return { ...opened, file: copy, close }
  } catch (error) {
    remove()
    throw error
  }
}

function explain(error: unknown): DailiesError {
  const reason = databaseFailure(error)
  if (reason === null) throw error
  return reason
}

const noDatabase: DailiesError = {
  kind: 'no-library',
  message:
    'There is no library in this folder yet. Open it in Dailies, or run “dailies sync” or “dailies rebuild” on it.',
}
const stillBeingMade: DailiesError = {
  kind: 'folder',
  message: 'The library is still being made by another program. Try again in a moment.',
}
const ofThePast: DailiesError = {
  kind: 'folder',
  message:
    'The library was last opened by an older Dailies. Open it once in this one, so that its database is brought up to date.',
}
const ofTheFuture = (version: number): DailiesError => ({
  kind: 'folder',
  message: `The library was made by a newer Dailies (its database has version ${version}, this one knows ${newestVersion}). Update Dailies on this computer; nothing was changed.`,
})

/**
 * Opens a library folder: makes it where there is none, takes the one writer's lock, opens the database. A folder that
 * can only be read is opened to be read. Says, in sentences for a person, what is unusual about it.
 */
import { lstatSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { LibraryState } from '../../../preload/contract/library.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { codeOf } from '../adapters/error-code.ts'
import { LibraryFiles, privateFolder } from '../adapters/library/library-files.ts'
import { lookAtPlace } from '../adapters/library/library-place.ts'
import { rebuildMark } from '../adapters/library/library-rebuild.ts'
import { holdsSidecars } from '../adapters/library/sidecar-scan.ts'
import { isTimeZone, type LibraryRecord, libraryRecordText, parseLibraryRecord } from '../core/library-record.ts'
import type { Clock, Random } from '../core/ports.ts'
import { noteClosed } from '../db/close-note.ts'
import type { Db, JournalMode } from '../db/database.ts'
import { databaseFailure } from '../db/database-failure.ts'
import { openForReading, openForWriting, type WritableDatabase } from '../db/library-database.ts'
import { type LibraryIdentity, makeLibraryRow, readLibraryIdentity, readSettings } from '../db/settings-repository.ts'
import { damageMark } from './damage-watch.ts'
import { findFolder, folderError } from './library-folder.ts'
import { acquireLibraryLock, type LibraryLock, type LockHolder } from './library-lock.ts'

export type OpenLibrary = {
  readonly db: Db
  /** For further reading connections. */
  readonly databaseFile: string
  readonly journal: JournalMode
  readonly files: LibraryFiles
  readonly libraryId: string
  readonly timeZone: string
  readonly writable: boolean
  /** A sentence each. */
  readonly notices: readonly string[]
  /** The database doesn't hold what the folder does: run a rebuild before anything else uses it. */
  readonly rebuildNeeded: boolean
  /** After every other connection to the database is closed. */
  close(): void
}

export type OpenOptions = {
  /** 'read' never makes or changes anything, and works while another program writes. */
  readonly mode: 'write' | 'read'
  readonly program: LockHolder['program']
  readonly clock: Pick<Clock, 'nowMs'>
  readonly random: Pick<Random, 'uuid'>
}

export function openLibrary(path: string, options: OpenOptions): Result<OpenLibrary, DailiesError> {
  const root = resolve(path)
  try {
    const folder = findFolder(root, options.mode)
    if (!folder.ok) return folder
    const files = new LibraryFiles(root)
    return options.mode === 'read' ? openReadOnly(files, []) : openWritable(files, options)
  } catch (error) {
    return err(explain(error, root))
  }
}

/** What a person can do about what the system or SQLite has thrown; throws what is a bug. */
function explain(error: unknown, root: string): DailiesError {
  const code = codeOf(error)
  if (code === null || code.startsWith('ERR_')) throw error
  if (/^(?:ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code)) return noRoom
  if (/^(?:EACCES|EPERM)$/.test(code)) return forbidden(root)
  if (/^(?:EEXIST|ENOTDIR|EISDIR|ENAMETOOLONG)$/.test(code)) {
    return folderError(`The folder ${root} can’t be used as a library (${code}). Choose another one.`)
  }
  if (!code.startsWith('SQLITE_')) return outOfReach(root, code)
  const known = databaseFailure(error)
  if (known === null) throw error
  return known
}

export function libraryState(library: OpenLibrary | null): LibraryState {
  if (library === null) return { path: null, writable: false, notices: [], timeZone: systemTimeZone() }
  const { files, writable, notices, timeZone } = library
  return { path: files.root, writable, notices: [...notices], timeZone }
}

/** Beside the database, what makes a new one the same library: called whenever the settings change. */
export function saveLibraryRecord(files: LibraryFiles, db: Db): Result<null, DailiesError> {
  const identity = readLibraryIdentity(db)
  if (identity === null) throw new Error('The library has no identity')
  const record = readRecord(files)
  if (!record.ok) return record
  const content = libraryRecordText({ ...record.value, ...identity, settings: readSettings(db) })
  const present = files.readText(recordName, largestRecordBytes)
  return present.ok && present.value === content ? ok(null) : files.replaceFile(recordName, content)
}

// ---- opening ----

function openWritable(files: LibraryFiles, options: OpenOptions): Result<OpenLibrary, DailiesError> {
  const folder = join(files.root, privateFolder)
  const lock = takeLock(folder, { program: options.program, sinceMs: options.clock.nowMs() })
  if (lock === 'read-only') {
    const opened = openReadOnly(files, [readOnlyNotice])
    return !opened.ok && opened.error.kind === 'no-library' ? err(cannotMake(files.root)) : opened
  }
  if (!lock.ok) return lock
  try {
    const library = openLocked(files, lock.value, options)
    if (!library.ok) lock.value.release()
    return library
  } catch (error) {
    lock.value.release()
    throw error
  }
}

function openLocked(files: LibraryFiles, lock: LibraryLock, options: OpenOptions): Result<OpenLibrary, DailiesError> {
  const folder = join(files.root, privateFolder)
  const place = lookAtPlace(files.root)
  const condemned = files.kindOf(damageMark) === 'file'
  const opened = openForWriting(folder, place.journal, {
    suspect: lock.previousDied,
    condemned,
    nowMs: options.clock.nowMs(),
  })
  if (!opened.ok) return opened
  try {
    const rebuildNeeded = markRebuild(files, opened.value)
    if (condemned) files.remove(damageMark)
    const identity = identify(files, opened.value.db, options.random)
    if (!identity.ok) {
      opened.value.db.close()
      return identity
    }
    return ok({
      db: opened.value.db,
      databaseFile: opened.value.db.name,
      journal: place.journal,
      files,
      ...identity.value,
      writable: true,
      notices: [...place.notices, ...setAsideNotices(opened.value.setAside)],
      rebuildNeeded,
      close: () => closeInOrder(opened.value, lock, options.clock),
    })
  } catch (error) {
    opened.value.db.close()
    throw error
  }
}

function takeLock(folder: string, holder: LockHolder): Result<LibraryLock, DailiesError> | 'read-only' {
  try {
    mkdirSync(folder, { recursive: true })
    if (lstatSync(folder).isSymbolicLink()) {
      return err(folderError(`${folder} is a link. Dailies keeps its database in a real folder; put one there.`))
    }
    return acquireLibraryLock(folder, holder)
  } catch (error) {
    // SQLite's errors carry a code too.
    const cannotWrite = /^(?:EROFS|EACCES|EPERM|SQLITE_READONLY\w*|SQLITE_CANTOPEN\w*)$/.test(codeOf(error) ?? '')
    if (cannotWrite) return 'read-only'
    throw error
  }
}

function openReadOnly(files: LibraryFiles, notices: readonly string[]): Result<OpenLibrary, DailiesError> {
  const place = lookAtPlace(files.root)
  const opened = openForReading(join(files.root, privateFolder), place.journal)
  if (!opened.ok) return opened
  const { db, identity, file, close } = opened.value
  return ok({
    db,
    databaseFile: file,
    journal: place.journal,
    files,
    ...identity,
    writable: false,
    notices: [...notices, ...place.notices],
    rebuildNeeded: false,
    close,
  })
}

/** So that the next opening knows that it was, and need not read it all. */
function closeInOrder({ db, checkedMs }: WritableDatabase, lock: LibraryLock, clock: OpenOptions['clock']): void {
  const file = db.name
  db.close()
  if (checkedMs !== null) noteClosed(file, checkedMs, clock.nowMs())
  lock.release()
}

// ---- what it is ----

/** An empty database beside a folder with recordings, or a rebuild that was broken off. */
function markRebuild(files: LibraryFiles, { isNew }: WritableDatabase): boolean {
  if (files.kindOf(rebuildMark) === 'file') return true
  if (!isNew || !holdsSidecars(files)) return false
  // Should this run end before the rebuild does, the next one finds a database that looks fine.
  const marked = files.replaceFile(rebuildMark, '')
  return marked.ok
}

const recordName = `${privateFolder}/library.json`
const largestRecordBytes = 1024 * 1024

/** null: there is none, or it isn't one. What can't be read today is neither: it mustn't be written anew. */
function readRecord(files: LibraryFiles): Result<LibraryRecord | null, DailiesError> {
  const content = files.readText(recordName, largestRecordBytes)
  if (!content.ok) return content.error.kind === 'corrupt' ? ok(null) : content
  return ok(content.value === null ? null : parseLibraryRecord(content.value))
}

function identify(files: LibraryFiles, db: Db, random: Pick<Random, 'uuid'>): Result<LibraryIdentity, DailiesError> {
  const known = readLibraryIdentity(db)
  const found = known === null ? makeIdentity(files, db, random) : ok(known)
  if (!found.ok) return found
  const identity = found.value
  // Not being able to write it costs nothing now; the next opening tries again.
  saveLibraryRecord(files, db)
  // A damaged row must not stop every name from being made.
  return ok(isTimeZone(identity.timeZone) ? identity : { ...identity, timeZone: systemTimeZone() })
}

/** A new database is of the library that the record beside it names. */
function makeIdentity(
  files: LibraryFiles,
  db: Db,
  random: Pick<Random, 'uuid'>,
): Result<LibraryIdentity, DailiesError> {
  const found = readRecord(files)
  if (!found.ok) return found
  const { libraryId, timeZone } = found.value ?? { libraryId: random.uuid(), timeZone: systemTimeZone() }
  makeLibraryRow(db, { libraryId, timeZone }, found.value?.settings)
  return ok({ libraryId, timeZone })
}

const systemTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

// ---- words ----

const readOnlyNotice =
  'This folder can only be read on this computer: recordings can be watched and searched, but nothing is synced, downloaded or saved.'

function setAsideNotices(setAside: string | null): string[] {
  if (setAside === null) return []
  return [
    `The library’s database was damaged. It was kept as ${privateFolder}/${setAside}, and a new one is made from the recordings in the folder; the rest comes back with the next sync.`,
  ]
}

const noRoom: DailiesError = {
  kind: 'disk-full',
  message: 'The drive that holds the library is full, and opening it takes a little room. Make some on that drive.',
  freeBytes: 0,
  neededBytes: 0,
}

const cannotMake = (root: string): DailiesError =>
  folderError(`This account may not write to ${root}, so no library can be made there. Choose another folder.`)

const forbidden = (root: string): DailiesError =>
  folderError(
    `This account may not open ${root}. Change the permissions of that folder and of those above it, or choose another folder.`,
  )

const outOfReach = (root: string, code: string): DailiesError => ({
  kind: 'library-missing',
  message: `The folder ${root} can’t be reached (${code}). Check that the drive or the network share that holds it is connected.`,
})

/**
 * Opens SQLite the one way Dailies uses it. Every connection of the engine, the reading ones too, is made here; nothing
 * here knows a table.
 */
import Database from 'better-sqlite3'

export type Db = Database.Database
export type JournalMode = 'wal' | 'truncate'

/** How long a statement waits for another connection's lock before it fails as busy, unless the caller says. */
const usualBusyTimeoutMs = 5000
/** Keeps a long sync from leaving a log as large as the database behind. */
const journalSizeLimitBytes = 64 * 1024 * 1024
const cacheKib = 32 * 1024

/**
 * `file` is an absolute path. A writer makes the file where there is none; a reader needs it to be there. Throws
 * SqliteError as SQLite reports it (`code` e.g. SQLITE_NOTADB, SQLITE_CANTOPEN).
 */
export function openDatabase(
  file: string,
  options: { readonly?: boolean; journal: JournalMode; busyTimeoutMs?: number },
): Db {
  // better-sqlite3's binary needs Node-API 10; a checkout that runs an older Electron brings one that needs less.
  const nativeBinding = Number(process.versions['napi']) < 10 ? process.env['DAILIES_SQLITE_BINDING'] : undefined
  const readonly = options.readonly ?? false
  const db = new Database(file, {
    readonly,
    fileMustExist: readonly,
    timeout: options.busyTimeoutMs ?? usualBusyTimeoutMs,
    ...(nativeBinding ? { nativeBinding } : {}),
  })
  try {
    prepareConnection(db, readonly, options.journal)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

function prepareConnection(db: Db, readonly: boolean, journal: JournalMode): void {
  // A library can come from someone else: its schema must not call what only our own statements may.
  db.pragma('trusted_schema = OFF')
  db.pragma('foreign_keys = ON')
  db.pragma(`cache_size = -${cacheKib}`)
  db.pragma('temp_store = MEMORY')
  // Never mmap: the library may lie on a drive that is pulled out, and reading a lost mapping kills the process.
  db.pragma('mmap_size = 0')
  if (readonly) return
  db.pragma(`journal_mode = ${journal}`)
  db.pragma(`journal_size_limit = ${journalSizeLimitBytes}`)
  // In WAL, NORMAL can lose the last commits in a power cut but never consistency; that is enough because whatever
  // counts (finished files, what the person wrote) is on disk beside the database, fsynced, before it is committed.
  db.pragma(journal === 'wal' ? 'synchronous = NORMAL' : 'synchronous = FULL')
}

/** What commits in `run` is on the disk when it returns, in any journal mode. Not inside a transaction. */
export function durably<T>(db: Db, run: () => T): T {
  const usual = Number(db.pragma('synchronous', { simple: true }))
  db.pragma('synchronous = FULL')
  try {
    return run()
  } finally {
    db.pragma(`synchronous = ${usual}`)
  }
}

/**
 * Compiles a statement that a function needs again and again, once a connection: compiling the larger ones costs more than
 * running them.
 */
export function oncePerConnection<T>(prepare: (db: Db) => T): (db: Db) => T {
  const prepared = new WeakMap<Db, T>()
  return (db) => {
    const known = prepared.get(db)
    if (known !== undefined) return known
    const fresh = prepare(db)
    prepared.set(db, fresh)
    return fresh
  }
}

const statements = new WeakMap<Db, Map<string, Database.Statement>>()

/**
 * The statement of this text, compiled once a connection. Everybody shares it: not for `pluck`, `raw`, `bind` or `iterate`,
 * which would change it for the others. Of one that is asked for every file a parameter is written with a plus where SQLite could plan
 * by its value (beside a join, an ORDER BY or an IN, and in LIMIT): with a plain one it compiles the statement anew at each binding.
 */
export function prepared<P extends unknown[], R = unknown>(db: Db, sql: string): Database.Statement<P, R> {
  const known = statements.get(db) ?? new Map<string, Database.Statement>()
  statements.set(db, known)
  const statement = known.get(sql) ?? db.prepare(sql)
  known.set(sql, statement)
  // What its rows are is said where its text is, as with `prepare`.
  return statement as Database.Statement<P, R>
}

/** SQLite's own code of a failure, e.g. SQLITE_CORRUPT; null for anything else. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null
}

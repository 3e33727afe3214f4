import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { migrate, migrations } from '../../main/engine/db/migrate.ts'

describe('migrating a database', () => {
  let folder: string
  let db: Db

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dailies-test-'))
    db = openDatabase(join(folder, 'library.db'), { journal: 'wal' })
  })
  afterEach(() => {
    db.close()
    rmSync(folder, { recursive: true })
  })

  const latest = migrations.at(-1)?.version ?? 0
  const next = { version: latest + 10, slug: 'next', sql: 'ALTER TABLE library ADD COLUMN colour TEXT' }
  const broken = { version: latest + 20, slug: 'broken', sql: 'CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)' }
  const rows = (): unknown => db.prepare('SELECT * FROM library').all()

  test('makes an empty one whole, and then has nothing to do', () => {
    expect(migrate(db)).toEqual({ kind: 'migrated', from: 0, to: latest, backup: null })
    expect(migrate(db)).toEqual({ kind: 'current' })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('keeps a copy of how it was, also of what is only in the log', () => {
    migrate(db)
    db.prepare(`INSERT INTO library (only_row, library_id, time_zone, settings) VALUES (1, 'id', 'UTC', '{}')`).run()
    const outcome = migrate(db, [...migrations, next])
    expect(outcome).toMatchObject({ kind: 'migrated', from: latest, to: latest + 10 })
    expect(rows()).toMatchObject([{ library_id: 'id', colour: null }])
    const backup = openDatabase(join(folder, `library.db.schema-${latest}.backup`), { readonly: true, journal: 'wal' })
    expect(backup.pragma('user_version', { simple: true })).toBe(latest)
    expect(backup.prepare('SELECT library_id FROM library').pluck().get()).toBe('id')
    backup.close()
  })

  test('undoes a step that fails, and keeps those before it', () => {
    migrate(db)
    expect(() => migrate(db, [...migrations, next, broken])).toThrow(/nowhere/)
    expect(db.pragma('user_version', { simple: true })).toBe(latest + 10)
    expect(db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'half'`).get()).toBeUndefined()
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('refuses a database of a newer Dailies and touches nothing', () => {
    migrate(db, [...migrations, next])
    expect(migrate(db)).toEqual({ kind: 'future', version: latest + 10, known: latest })
    expect(existsSync(join(folder, `library.db.schema-${latest + 10}.backup`))).toBe(false)
    expect(db.pragma('user_version', { simple: true })).toBe(latest + 10)
  })

  test('has steps in order, by tens', () => {
    const versions = migrations.map(({ version }) => version)
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(versions.every((version) => version % 10 === 0)).toBe(true)
  })
})

// Opening real folders: damaged, of another version, copied about.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../main/engine/db/database.ts'
import { readSettings } from '../../../main/engine/db/settings-repository.ts'
import { EditRepository } from '../../../main/engine/db/writings/edit-repository.ts'
import { openLibrary } from '../../../main/engine/library/open-library.ts'
import { settingsHandlers } from '../../../main/engine/rpc/handlers/settings.ts'
import {
  LibraryFolder,
  makeFolder,
  openFolder,
  refusalOf,
  removeFolders,
  valueIn,
  world,
} from '../../builders/library-folder.ts'

afterEach(removeFolders)

describe('a library', () => {
  test('is made in a folder, and is the same one the next time', () => {
    const folder = join(makeFolder(), 'new', 'Dailies')
    const first = openFolder(folder)
    const { libraryId, timeZone } = first
    expect(first).toMatchObject({ writable: true, rebuildNeeded: false })
    expect(timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
    first.close()
    expect(existsSync(join(folder, '.dailies', 'holder.txt'))).toBe(false)
    expect(openFolder(folder)).toMatchObject({ libraryId, timeZone, rebuildNeeded: false })
  })

  test('keeps its identity, time zone and settings when its database is gone', async () => {
    const folder = makeFolder()
    const library = openFolder(folder)
    library.db.exec(`UPDATE library SET library_id = 'original', time_zone = 'Asia/Kolkata'`)
    const listener = { onChange: () => {}, onPolicyChange: () => {} }
    await settingsHandlers(library, new EditRepository(library.db), listener, { poke: () => {} })['settings.set']({
      concurrency: 7,
    })
    library.close()
    rmSync(join(folder, '.dailies', 'library.db'))
    const again = openFolder(folder)
    expect(again).toMatchObject({ libraryId: 'original', timeZone: 'Asia/Kolkata' })
    expect(readSettings(again.db).concurrency).toBe(7)
  })

  test('that is missing with its drive is said to be missing, and no folder is made', () => {
    expect(refusalOf('/media/dailies-test-drive/Dailies').kind).toBe('library-missing')
    expect(refusalOf(join(makeFolder(), 'nothing'), 'read').kind).toBe('library-missing')
    expect(existsSync('/media/dailies-test-drive')).toBe(false)
  })

  test('whose place the system refuses to look at is said to be missing, and opens once it can be', () => {
    const folder = makeFolder()
    const loop = join(folder, 'loop')
    symlinkSync('loop', loop)
    expect(refusalOf(join(loop, 'Show')).kind).toBe('library-missing')
    expect(refusalOf(loop, 'read').kind).toBe('library-missing')
    rmSync(loop)
    expect(openFolder(join(loop, 'Show')).writable).toBe(true)
  })

  test('can’t lie deeper than its database can be opened: that is told as what it is', () => {
    const folder = join(makeFolder(), ...Array.from({ length: 5 }, () => 'ä'.repeat(60)))
    expect(refusalOf(folder)).toMatchObject({ kind: 'folder', message: expect.stringContaining('nearer to the top') })
    expect(existsSync(folder)).toBe(false)
  })

  test('can’t be a file, nor keep its database behind a link', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(refusalOf(join(folder, 'file')).kind).toBe('folder')
    const elsewhere = makeFolder()
    symlinkSync(elsewhere, join(folder, '.dailies'))
    expect(refusalOf(folder).kind).toBe('folder')
    expect(readdirSync(elsewhere)).toEqual([])
  })
})

describe('a damaged database', () => {
  const damages: readonly [string, (file: string) => void][] = [
    ['that isn’t one', (file) => writeFileSync(file, 'junk '.repeat(5000))],
    ['that was cut short', (file) => truncateSync(file, 20_000)],
    ['with a page overwritten', (file) => overwrite(file, 4096 * 3, 4096 * 30)],
    ['whose tables are not ours', (file) => replaceByForeign(file)],
  ]

  test.each(damages)('%s is set aside, and the folder is asked for a new one', (_, damage) => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    before.finish(before.asset(before.recording('rec1', before.room('room1', 'Show')), { id: 'a', type: 'chat' }), 'x')
    before.close()
    const file = join(folder, '.dailies', 'library.db')
    damage(file)
    const damaged = readFileSync(file)

    const library = openFolder(folder)
    expect(library.rebuildNeeded).toBe(true)
    expect(library.notices.join()).toContain('library.damaged-2026-11-22T12.00.00.db')
    expect(readFileSync(join(folder, '.dailies', 'library.damaged-2026-11-22T12.00.00.db'))).toEqual(damaged)
    library.close()
    expect(openFolder(folder).rebuildNeeded, 'a rebuild that didn’t happen is still needed').toBe(true)
  })

  test('that is too large to be read through is noticed all the same when its tables can’t be walked', () => {
    const folder = makeFolder()
    const library = openFolder(folder)
    library.db.exec('CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(70000000))')
    const page = Number(
      library.db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'recordings'`).pluck().get(),
    )
    library.close()
    const read = openFolder(folder)
    expect(read.notices).toEqual([])
    read.close()
    overwrite(join(folder, '.dailies', 'library.db'), 4096 * (page - 1), 4096 * page)
    expect(openFolder(folder).notices.join()).toContain('library.damaged-2026-11-22T12.00.00.db')
  })

  test('that was closed in order isn’t read through again for a week, unless something has written to it', () => {
    const folder = makeFolder()
    const file = join(folder, '.dailies', 'library.db')
    const library = openFolder(folder)
    library.db.exec(`CREATE TABLE ballast (bytes BLOB);
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO ballast SELECT randomblob(1000) FROM n`)
    library.close()
    const { mtime, size } = statSync(file)
    const middle = 4096 * Math.floor(size / 2 / 4096)
    const noticesAt = (nowMs: number) => {
      const again = valueIn(openLibrary(folder, { mode: 'write', ...world, clock: { nowMs: () => nowMs } }))
      again.close()
      return again.notices.join()
    }
    // A disk that forgets leaves no trace: only reading all of it would tell.
    overwrite(file, middle, middle + 4096)
    utimesSync(file, mtime, mtime)
    expect(noticesAt(world.clock.nowMs() + 6 * 86_400_000)).toBe('')
    expect(noticesAt(world.clock.nowMs() + 8 * 86_400_000)).toContain('library.damaged')

    const written = openFolder(folder)
    written.db.exec(`CREATE TABLE ballast (bytes BLOB);
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO ballast SELECT randomblob(1000) FROM n`)
    written.close()
    overwrite(file, middle, middle + 4096)
    expect(noticesAt(world.clock.nowMs())).toContain('library.damaged')
  })

  test('of another program, or a link to one, is set aside untouched', () => {
    const elsewhere = join(makeFolder(), 'other.db')
    const other = openDatabase(elsewhere, { journal: 'truncate' })
    other.exec('CREATE TABLE passwords (x TEXT); PRAGMA user_version = 10')
    other.close()
    const before = readFileSync(elsewhere)
    for (const put of [symlinkSync, copyFileSync]) {
      const folder = makeFolder()
      openFolder(folder).close()
      const file = join(folder, '.dailies', 'library.db')
      rmSync(file)
      put(elsewhere, file)
      expect(refusalOf(folder, 'read').kind).toBe('corrupt')
      expect(openFolder(folder).notices.join()).toContain('library.damaged-2026-11-22T12.00.00.db')
    }
    expect(readFileSync(elsewhere)).toEqual(before)
  })

  test('a folder in its place, or a link to nowhere, is set aside too', () => {
    const nowhere = join(makeFolder(), 'not-there.db')
    for (const put of [(file: string) => mkdirSync(file), (file: string) => symlinkSync(nowhere, file)]) {
      const folder = makeFolder()
      openFolder(folder).close()
      rmSync(join(folder, '.dailies', 'library.db'))
      put(join(folder, '.dailies', 'library.db'))
      expect(openFolder(folder).writable).toBe(true)
    }
    expect(existsSync(nowhere)).toBe(false)
  })

  test('an empty one is no library yet for someone who only reads', () => {
    const folder = makeFolder()
    openFolder(folder).close()
    truncateSync(join(folder, '.dailies', 'library.db'), 0)
    expect(refusalOf(folder, 'read').kind).toBe('no-library')
  })

  test('is not replaced for someone who only reads', () => {
    const folder = makeFolder()
    openFolder(folder).close()
    writeFileSync(join(folder, '.dailies', 'library.db'), 'junk '.repeat(5000))
    expect(refusalOf(folder, 'read').kind).toBe('corrupt')
    expect(readdirSync(join(folder, '.dailies')).join()).not.toContain('damaged')
  })

  test('leaves no log behind for the new one to swallow', () => {
    const folder = makeFolder()
    openFolder(folder).close()
    rmSync(join(folder, '.dailies', 'library.db'))
    writeFileSync(join(folder, '.dailies', 'library.db-wal'), 'left over')
    expect(openFolder(folder).writable).toBe(true)
    expect(readdirSync(join(folder, '.dailies')).join()).toContain('library.damaged-2026-11-22T12.00.00.db-wal')
  })
})

test('a database of a newer Dailies is refused and not touched', () => {
  const folder = makeFolder()
  openFolder(folder).close()
  const file = join(folder, '.dailies', 'library.db')
  const db = openDatabase(file, { journal: 'wal' })
  db.pragma('user_version = 990')
  db.close()
  const before = readFileSync(file)
  expect(refusalOf(folder)).toMatchObject({ kind: 'folder', message: expect.stringContaining('newer Dailies') })
  expect(readFileSync(file)).toEqual(before)
  expect(refusalOf(folder, 'read').message).toContain('newer Dailies')
})

test.each(['lock.db', 'holder.txt'])('a folder in the place of %s is named, with what to do', (name) => {
  const folder = makeFolder()
  mkdirSync(join(folder, '.dailies', name), { recursive: true })
  expect(refusalOf(folder)).toMatchObject({ kind: 'folder', message: expect.stringMatching(`${name}.*Move it away`) })
  rmSync(join(folder, '.dailies', name), { recursive: true })
  expect(openFolder(folder).writable).toBe(true)
})

test('folders with other things are not mistaken for recordings', () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'Holiday pictures', 'deeper'), { recursive: true })
  writeFileSync(join(folder, 'Holiday pictures', 'beach.jpg'), 'x')
  expect(openFolder(folder).rebuildNeeded).toBe(false)
})

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file)
  bytes.fill(0xa5, from, Math.min(to, bytes.length))
  writeFileSync(file, bytes)
}

function replaceByForeign(file: string): void {
  rmSync(file)
  const db = openDatabase(file, { journal: 'wal' })
  db.exec('CREATE TABLE library (something TEXT)')
  db.close()
}

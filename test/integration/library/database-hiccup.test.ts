// A drive that doesn't answer isn't a damaged database: nothing is set aside, and what it is is said.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../../main/cli/run.ts'
import { openLibrary } from '../../../main/engine/library/open-library.ts'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import { makeFolder, removeFolders, valueIn, world } from '../../builders/library-folder.ts'

const drive = vi.hoisted(() => ({ fails: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const readSync = (handle: number, buffer: Uint8Array, ...rest: [number, number, number]) => {
    // Its header, which is read for another reason, is in the system's memory.
    if (drive.fails && buffer.length > 1000) throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    return fs.readSync(handle, buffer, ...rest)
  }
  const readFileSync = (...of: Parameters<typeof fs.readFileSync>) => {
    if (drive.fails && String(of[0]).endsWith('library.json')) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    return fs.readFileSync(...of)
  }
  return { ...fs, readSync, readFileSync }
})

const engine = new URL('../../../main/engine/', import.meta.url)
let folder: string
const open = () => openLibrary(folder, { mode: 'write', ...world })
const names = () => readdirSync(join(folder, '.dailies')).join()

beforeEach(() => {
  drive.fails = false
  folder = makeFolder()
  valueIn(open()).close()
  // So that all of it is read at the next opening.
  writeFileSync(join(folder, '.dailies', 'holder.txt'), 'someone who died')
})
afterEach(() => {
  vi.restoreAllMocks()
  removeFolders()
})

/** What SQLite's check of all pages comes to, once. */
function checkOnce(answer: () => string): void {
  const pragma = Database.prototype.pragma
  let asked = false
  vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (this: Database.Database, ...of) {
    if (asked || !of[0].startsWith('quick_check')) return pragma.apply(this, of)
    asked = true
    return answer()
  })
}

const says = (code: string) => () => {
  throw new Database.SqliteError('database disk image is malformed', code)
}

test.each(['10', '8458', '14', '13', '7'])('a check that error %s kept from reading finds no damage', (code) => {
  checkOnce(() => `*** in database main ***\nTree 78 page 801: unable to get the page. error code=${code}`)
  const opened = open()
  expect(opened).toMatchObject({ ok: false, error: { kind: 'folder', message: expect.stringContaining('The drive') } })
  expect(names()).not.toContain('damaged')
  expect(valueIn(open())).toMatchObject({ notices: [], rebuildNeeded: false })
})

test('what SQLite takes for damage is none when the drive gives all of it out a moment later', () => {
  checkOnce(says('SQLITE_CORRUPT'))
  expect(valueIn(open())).toMatchObject({ notices: [], rebuildNeeded: false })
})

test.each([false, true])('nor when the drive gives it to nobody, met in the middle of work: %s', (isCondemned) => {
  if (isCondemned) writeFileSync(join(folder, '.dailies', 'database-is-damaged'), '')
  checkOnce(says('SQLITE_CORRUPT'))
  drive.fails = true
  expect(open()).toMatchObject({ ok: false, error: { message: expect.stringContaining('was left as it is') } })
  expect(names()).not.toContain('library.damaged')
})

test.each(['SQLITE_NOMEM', 'SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_CANTOPEN', 'SQLITE_IOERR_READ'])(
  '%s is said in words, and costs the database nothing',
  (code) => {
    checkOnce(says(code))
    expect(open()).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^[A-Z].*\.$/) } })
    expect(names()).not.toContain('library.damaged')
  },
)

test.each([
  ['opening it', 'sqlite_schema'],
  ['whose library it is', 'library'],
  ['the list', 'recordings'],
])('a command that only reads tells a drive that fails from damage, met by %s', async (_what, table) => {
  breakTable(table)
  expect(await list()).toMatch(/database is damaged/)
  drive.fails = true
  expect(await list()).toMatch(/^The drive that holds the library failed/)
  expect(names()).not.toContain('damaged')
})

/** Its first page and those of its indexes are no pages any more. */
function breakTable(name: string): void {
  const file = join(folder, '.dailies', 'library.db')
  const db = new Database(file)
  const pageBytes = Number(db.pragma('page_size', { simple: true }))
  const find = db.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE tbl_name = ? AND rootpage > 0')
  const pages = name === 'sqlite_schema' ? [1] : find.pluck().all(name)
  db.close()
  const content = readFileSync(file)
  // The first one begins with what every page of the file is read by.
  for (const page of pages) content.fill(0xff, (page - 1) * pageBytes + (page === 1 ? 100 : 0), page * pageBytes)
  writeFileSync(file, content)
}

/** What `dailies list` says where something is wrong. */
async function list(): Promise<string> {
  const said: string[] = []
  const stream = { write: (text: string) => said.push(text) > 0, isTTY: false }
  const { signal } = new AbortController()
  await run(['list', '--quiet', '--library', folder], {
    ...{ environment: {}, stdout: stream, stderr: stream, version: '0', workers: workerFilesInSource(engine) },
    ...{ interrupted: signal, abandoned: signal, broken: signal },
  })
  return said.join('')
}

test('a record of the library that can’t be read today is neither none nor written anew', () => {
  const record = join(folder, '.dailies', 'library.json')
  const before = readFileSync(record, 'utf8').replace(/"timeZone": ?"[^"]*"/, '"timeZone":"Asia/Tokyo"')
  writeFileSync(record, before)
  rmSync(join(folder, '.dailies', 'library.db'))
  drive.fails = true
  expect(open()).toMatchObject({ ok: false, error: { message: expect.stringContaining('“.dailies/library.json”') } })
  drive.fails = false
  expect(readFileSync(record, 'utf8')).toBe(before)
  expect(valueIn(open()).timeZone).toBe('Asia/Tokyo')
})

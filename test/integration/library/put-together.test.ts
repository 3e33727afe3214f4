// Folders put together, broken off and looked at on a bad day: what is on the disk counts, and stays what it was.
import { cpSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

const drive = vi.hoisted(() => ({ hides: '' }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const statSync = (...of: Parameters<typeof fs.statSync>) => {
    const isHidden = drive.hides !== '' && String(of[0]).endsWith(drive.hides)
    if (isHidden) throw Object.assign(new Error('EIO: i/o error, stat'), { code: 'EIO' })
    return fs.statSync(...of)
  }
  return { ...fs, statSync }
})

let folder: string
let library: LibraryFolder
let recording: number
beforeEach(() => {
  drive.hides = ''
  folder = makeFolder()
  library = LibraryFolder.open(folder)
  recording = library.recording('rec1', library.room('room1', 'Show'))
})
afterEach(() => {
  library.close()
  removeFolders()
})

const reopen = () => {
  library = LibraryFolder.open(folder)
}
const loseDatabase = () => {
  for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `.dailies/library.db${ending}`), { force: true })
}

test('a file that the drive doesn’t let anybody look at today is not gone, and its record stays', async () => {
  const path = library.finish(library.asset(recording, { id: 'a', type: 'room-composite', format: 'mp4' }), 'film')
  cpSync(join(folder, 'Show'), join(folder, 'A copy', 'Show'), { recursive: true })
  rmSync(join(folder, 'A copy', path))
  drive.hides = path
  valueIn(await library.rebuild.run())
  drive.hides = ''
  expect(library.row('rec1')).toMatchObject({ assets_done: 1, assets_failed: 0, local_files: 1 })
  const { assets } = JSON.parse(readFileSync(join(folder, dirname(path), 'recording.json'), 'utf8'))
  expect(assets).toMatchObject([{ state: 'done', files: [{ sizeBytes: 4 }] }])
})

test.each([false, true])(
  'of two folders that have the same, the one that was used stays; database lost: %s',
  async (isLost) => {
    library.finish(library.asset(recording, { id: 'a', type: 'chat' }), 'hello')
    const before = library.row('rec1')?.['folder']
    library.close()
    cpSync(join(folder, 'Show'), join(folder, 'A copy', 'Show'), { recursive: true })
    if (isLost) loseDatabase()
    reopen()
    valueIn(await library.rebuild.run())
    expect(library.row('rec1')).toMatchObject({ folder: before, assets_done: 1 })
  },
)

/** Of one asset's two files the first had come from the copy when the power went; the second lies there alone. */
function breakOffGathering(cameBy: typeof linkSync): { readonly place: string; readonly first: string } {
  const two = library.asset(recording, { id: 'two', type: 'other' })
  const first = library.finish(two, 'one')
  const place = String(library.row('rec1')?.['folder'])
  writeFileSync(join(folder, place, 'second'), 'two')
  library.library.db.exec(
    `INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
       VALUES (${two}, 'second', 3, '', 1, 0, 7)`,
  )
  for (const id of ['b', 'c', 'd']) library.finish(library.asset(recording, { id, type: 'chat' }), id)
  valueIn(library.sidecars.saveRecording(recording))
  library.close()
  cpSync(join(folder, 'Show'), join(folder, 'Z copy', 'Show'), { recursive: true })
  for (const name of readdirSync(join(folder, place))) {
    if (name.startsWith('chat')) rmSync(join(folder, 'Z copy', place, name))
  }
  rmSync(join(folder, place, 'second'))
  rmSync(join(folder, first))
  cameBy(join(folder, 'Z copy', first), join(folder, first))
  reopen()
  return { place, first }
}

test.each(['links', 'moves'])('gathering that was broken off half-way goes on, on a drive that %s', async (how) => {
  const { place } = breakOffGathering(how === 'links' ? linkSync : renameSync)
  expect(valueIn(await library.rebuild.run()).problems.filter((problem) => problem.includes('left out'))).toEqual([])
  expect(library.row('rec1')).toMatchObject({ folder: place, assets_done: 4, local_files: 5 })
})

test('a copy’s file that can’t be looked at today doesn’t end the rebuild, and comes when it can', async () => {
  const { first } = breakOffGathering(linkSync)
  drive.hides = join('Z copy', first)
  const leftOut = /^“Z copy\/.* was left out/
  expect(valueIn(await library.rebuild.run()).problems).toContainEqual(expect.stringMatching(leftOut))
  drive.hides = ''
  expect(valueIn(await library.rebuild.run()).problems).not.toContainEqual(expect.stringMatching(leftOut))
  expect(library.row('rec1')).toMatchObject({ assets_done: 4, local_files: 5 })
})

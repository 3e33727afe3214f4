// "Keep as it is": a file in doubt leaves "Needs attention" for good, by the person's word.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AcceptedFiles } from '../../../main/engine/db/download/accepted-files.ts'
import { DownloadRepository } from '../../../main/engine/db/download/download-repository.ts'
import { troubles } from '../../../main/engine/db/library/trouble-queries.ts'
import { inTrouble } from '../../../main/engine/db/library-filter.ts'
import { EditRepository } from '../../../main/engine/db/writings/edit-repository.ts'
import { acceptHandlers } from '../../../main/engine/rpc/handlers/accept.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

let folder: string
let library: LibraryFolder
let assetId: number

beforeEach(() => {
  folder = makeFolder()
  library = LibraryFolder.open(folder)
  const show = library.recording('show', library.room('room', 'Morning show'))
  assetId = library.asset(show, { id: 'composite', type: 'room-composite' })
  library.finish(assetId, 'film')
  const { db } = library.library
  db.exec(`UPDATE files SET verified = 0; UPDATE downloads SET reason_kind = 'unreadable', reason = 'It is no film.'`)
  valueIn(library.sidecars.saveRecording(show))
})
afterEach(() => {
  library.close()
  removeFolders()
})

const inDoubt = () => [troubles(library.library.db, 10, 0).length, library.library.db.prepare(inTrouble).all().length]

function accept(id: number) {
  const { db } = library.library
  const edits = new EditRepository(db)
  const changes = { poke: () => {} }
  return acceptHandlers({ edits, files: new AcceptedFiles(db), sidecars: library.sidecars, changes })['files.accept']({
    assetId: id,
  })
}

test('a file that can’t be read is kept by the person’s word, and stays kept when the database is made anew', async () => {
  expect(inDoubt()).toEqual([1, 1])
  valueIn(await accept(assetId))
  expect(inDoubt()).toEqual([0, 0])
  const sidecar = join(folder, String(library.row('show')?.['folder']), 'recording.json')
  expect(JSON.parse(readFileSync(sidecar, 'utf8')).assets[0].files[0]).toMatchObject({
    accepted: true,
    verified: false,
  })

  library.close()
  for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, '.dailies', `library.db${ending}`), { force: true })
  library = LibraryFolder.open(folder)
  valueIn(await library.rebuild.run())
  expect(inDoubt()).toEqual([0, 0])
})

test('another file that takes its place is looked at anew', async () => {
  valueIn(await accept(assetId))
  const file = {
    name: 'composite.mp4',
    sizeBytes: 9,
    sha256: 'x',
    verified: false,
    differsFromRecord: false,
    checkedAgainst: null,
  }
  new DownloadRepository(library.library.db).addFiles(assetId, [file], 1)
  expect(inDoubt()[0]).toBe(1)
})

test('what isn’t here can’t be kept', async () => {
  expect(await accept(assetId + 1)).toMatchObject({ ok: false, error: { kind: 'not-found' } })
})

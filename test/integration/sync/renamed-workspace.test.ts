// A workspace's name of the person's own: in the sidecars, so that the folder alone brings it back.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { PresenceRepository } from '../../../main/engine/db/download/presence-repository.ts'
import { WorkspaceRepository } from '../../../main/engine/db/sync/workspace-repository.ts'
import { RenamedWorkspaces, renamedMark } from '../../../main/engine/library/renamed-workspaces.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

const renaming = ({ library, files, sidecars }: LibraryFolder) =>
  new RenamedWorkspaces({ files, rows: new PresenceRepository(library.db), sidecars })

async function addRecordings(library: LibraryFolder): Promise<void> {
  const room = library.room('room-1', 'Morning show')
  const ids = ['one', 'two', 'three'].map((id) => library.recording(`recording-${id}`, room))
  valueIn(await library.edit['recording.edit']({ ids, change: { kind: 'title', title: 'Kept' } }))
}

async function nameAfterRebuild(folder: string): Promise<unknown> {
  rmSync(join(folder, '.dailies'), { recursive: true })
  const rebuilt = LibraryFolder.open(folder)
  valueIn(await rebuilt.rebuild.run())
  const [workspace] = new WorkspaceRepository(rebuilt.library.db).list()
  rebuilt.close()
  return workspace?.name
}

test('it comes back with a rebuild', async () => {
  const folder = makeFolder()
  const library = LibraryFolder.open(folder)
  await addRecordings(library)
  const renamed = renaming(library)
  valueIn(renamed.note(library.workspace()))
  new WorkspaceRepository(library.library.db).rename(library.workspace(), 'Night studio')
  await renamed.run()
  expect(existsSync(join(folder, renamedMark))).toBe(false)
  library.close()
  expect(await nameAfterRebuild(folder)).toBe('Night studio')
})

test('closed in the middle, the next opening goes on with it', async () => {
  const folder = makeFolder()
  const library = LibraryFolder.open(folder)
  await addRecordings(library)
  const renamed = renaming(library)
  valueIn(renamed.note(library.workspace()))
  new WorkspaceRepository(library.library.db).rename(library.workspace(), 'Night studio')
  const running = renamed.run()
  library.close()
  await expect(running).rejects.toThrow(/not open/)
  expect(existsSync(join(folder, renamedMark))).toBe(true)

  const again = LibraryFolder.open(folder)
  await renaming(again).run()
  expect(existsSync(join(folder, renamedMark))).toBe(false)
  again.close()
  expect(await nameAfterRebuild(folder)).toBe('Night studio')
})

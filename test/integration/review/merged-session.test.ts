// Two people reviewed the same session, each in a library of their own; the folders are put together and rebuilt.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { LibraryReader } from '../../../main/engine/db/library/library-queries.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

/** Two recordings of one session, each with a file. */
function session(folder: string): { library: LibraryFolder; older: number; newer: number } {
  const library = LibraryFolder.open(folder)
  const room = library.room('room1', 'Morning show')
  const add = (name: string, hour: number) => {
    const id = library.recording(name, room, Date.UTC(2026, 10, 20, hour))
    library.library.db
      .prepare(`UPDATE recordings SET session_upstream_id = 's', sort_ms = started_ms WHERE id = ?`)
      .run(id)
    library.finish(library.asset(id, { id: `comp-${name}`, type: 'room-composite' }), name)
    return id
  }
  return { library, older: add('older', 14), newer: add('newer', 15) }
}

type Change = Parameters<LibraryFolder['edit']['recording.edit']>[0]['change']
const write = async (library: LibraryFolder, id: number, ...changes: readonly Change[]) => {
  for (const change of changes) valueIn(await library.edit['recording.edit']({ ids: [id], change }))
}

/** The one line of the list. */
function line({ library }: LibraryFolder, text = ''): RecordingRow | undefined {
  const reader = new LibraryReader(library.db)
  const { ids, groupSizes } = reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, 0)
  if (ids.length > 0) expect([...groupSizes]).toEqual([2])
  return reader.rows([...ids].slice(0, 1), 0)[0]
}
const written = (library: LibraryFolder, name: string): unknown =>
  JSON.parse(readFileSync(join(library.files.root, String(library.row(name)?.['folder']), 'recording.json'), 'utf8'))
    .user

test('what each wrote is there, the line says the newest’s title, and what is taken away leaves the other’s', async () => {
  const [one, two] = [makeFolder(), makeFolder()]
  const first = session(one)
  await write(first.library, first.older, { kind: 'title', title: 'Pilot' }, { kind: 'tags', tags: ['pick'] })
  await write(first.library, first.older, { kind: 'review', reviewed: true })
  first.library.close()
  const second = session(two)
  await write(second.library, second.newer, { kind: 'title', title: 'Dress run' }, { kind: 'tags', tags: ['cut'] })
  await write(second.library, second.newer, { kind: 'star', starred: true })
  second.library.close()
  cpSync(two, join(one, 'From the laptop'), { recursive: true })

  const library = LibraryFolder.open(one)
  valueIn(await library.rebuild.run())
  const said = {
    title: 'Dress run',
    recordingCount: 2,
    starred: 1,
    reviewed: 1,
    tags: expect.arrayContaining(['pick', 'cut']),
  }
  expect(line(library)?.session).toMatchObject(said)
  expect([written(library, 'older'), written(library, 'newer')]).toMatchObject([
    { title: 'Pilot', tags: ['pick'], reviewed: true, starred: false },
    { title: 'Dress run', tags: ['cut'], reviewed: false, starred: true },
  ])
  // Two titles: each finds the recording that has it.
  const reader = new LibraryReader(library.library.db)
  const found = (text: string) => [...reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, 0).ids]
  const [older, newer] = ['older', 'newer'].map((name) => Number(library.row(name)?.['id']))
  expect([found('pilot'), found('dress')]).toEqual([[older], [newer]])

  await write(library, newer ?? 0, { kind: 'title', title: null })
  expect(line(library)?.session).toMatchObject({ ...said, title: 'Pilot' })
  expect(line(library, 'pilot')?.session.recordingCount).toBe(2)
  await write(library, newer ?? 0, { kind: 'title', title: 'Dress run' })
  expect(line(library)?.session).toMatchObject(said)

  library.close()
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm'])
    rmSync(join(one, '.dailies', name), { force: true })
  const again = LibraryFolder.open(one)
  valueIn(await again.rebuild.run())
  expect(line(again)?.session).toMatchObject(said)
})

test('of the same recording the one who wrote last is believed, in whatever order the folders are read; nobody’s sidecar goes', async () => {
  for (const name of ['A copy', 'Z copy']) {
    const [one, two] = [makeFolder(), makeFolder()]
    const first = session(one)
    await write(first.library, first.newer, { kind: 'title', title: 'Pilot' })
    first.library.close()
    const second = session(two)
    await write(second.library, second.newer, { kind: 'tags', tags: ['cut'] }, { kind: 'title', title: 'Dress run' })
    const folder = String(second.library.row('newer')?.['folder'])
    second.library.close()
    cpSync(two, join(one, name), { recursive: true })

    const library = LibraryFolder.open(one)
    valueIn(await library.rebuild.run())
    expect(line(library)?.session).toMatchObject({ title: 'Dress run', tags: ['cut'] })
    expect(line(library, 'dress')?.session.recordingCount).toBe(2)
    expect(line(library, 'pilot')).toBeUndefined()
    expect(JSON.parse(readFileSync(join(one, name, folder, 'recording.json'), 'utf8')).user.title).toBe('Dress run')
  }
})

// The database anew from real folders: what files and sidecars say survives everything that happens to the database.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LibraryFolder, loseDatabase, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

describe('a rebuild', () => {
  test('brings back recordings, files and all that the person wrote', async () => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    const { recordingId, roomId, composite } = before.fill()
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'title', title: 'Pilot' } }))
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'tags', tags: ['a', 'b'] } }))
    const tag = (change: { tag: string; tagged: boolean }) =>
      before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'tag', ...change } })
    valueIn(await tag({ tag: 'c', tagged: true }))
    valueIn(await tag({ tag: 'b', tagged: true }))
    valueIn(await tag({ tag: 'a', tagged: false }))
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'star', starred: true } }))
    valueIn(await before.edit['review.position']({ id: recordingId, upstreamId: 'recording1', positionS: 12.5 }))
    valueIn(await before.edit['room.edit']({ id: roomId, title: 'Breakfast' }))
    const row = before.row('recording1')
    before.close()
    loseDatabase(folder)

    const { library, problems } = await LibraryFolder.openRebuilt(folder)
    expect(problems).toEqual([])
    const { room_id: _, workspace_id: __, id: ___, ...kept } = row ?? {}
    expect(library.row('recording1')).toMatchObject(kept)
    expect(kept).toMatchObject({ user_title: 'Pilot', starred: 1, position_s: 12.5, tags: '["b","c"]', assets_done: 2 })
    expect(library.library.db.prepare('SELECT user_title, folder FROM rooms').all()).toEqual([
      { user_title: 'Breakfast', folder: 'Morning show' },
    ])
    expect(library.indexed).toHaveLength(1)
    expect(readFileSync(join(folder, composite), 'utf8')).toBe('movie')
    library.close()
    expect(LibraryFolder.open(folder).library.rebuildNeeded).toBe(false)
  })

  test('of what an open library holds changes nothing', async () => {
    const library = LibraryFolder.open(makeFolder())
    library.fill()
    const rows = () =>
      ['recordings', 'assets', 'files', 'rooms', 'workspaces'].map((table) =>
        library.library.db.prepare(`SELECT * FROM ${table}`).all(),
      )
    const before = rows()
    valueIn(await library.rebuild.run())
    expect(rows()).toEqual(before)
  })

  test('finds folders that a person moved', async () => {
    const folder = makeFolder()
    const library = LibraryFolder.open(folder)
    library.fill()
    renameSync(join(folder, 'Morning show'), join(folder, 'Breakfast TV'))
    valueIn(await library.rebuild.run())
    expect(String(library.row('recording1')?.['folder'])).toMatch(/^Breakfast TV\//)
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
  })

  test('doesn’t claim a file that is gone or cut short, and names it', async () => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    const { composite } = before.fill()
    before.close()
    loseDatabase(folder)
    writeFileSync(join(folder, composite), 'mo')

    const { library, problems } = await LibraryFolder.openRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 1, assets_failed: 1 })
    expect(problems.join()).toContain('composite.mp4')
    expect(readFileSync(join(folder, composite), 'utf8')).toBe('mo')
  })

  test('names a damaged sidecar, leaves it and goes on', async () => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    before.fill('1')
    const second = before.fill('2')
    before.close()
    loseDatabase(folder)
    const sidecar = join(folder, second.composite, '..', 'recording.json')
    writeFileSync(sidecar, '{"dailies": "recording", "ver')

    const { library, problems } = await LibraryFolder.openRebuilt(folder)
    expect(library.count('SELECT count(*) FROM recordings')).toBe(1)
    expect(problems.join()).toContain('recording.json')
    expect(readFileSync(sidecar, 'utf8')).toBe('{"dailies": "recording", "ver')
  })

  test('numbers that nothing has stop nothing, and what can be dated is found', async () => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    const paths = ['1', '2', '3'].map((name) => join(folder, before.fill(name).composite, '..', 'recording.json'))
    before.close()
    loseDatabase(folder)
    for (const path of paths) {
      const sidecar = JSON.parse(readFileSync(path, 'utf8'))
      const { recording, assets } = sidecar
      const odd = { ...recording, createdMs: 9e15, startedMs: 1.5, durationS: 1e308, sizeBytes: 4e18 }
      const many = Array.from({ length: 4 }, (_, index) => ({
        ...assets[0],
        ...{ id: null, identity: `${assets[0].identity} ${index}`, files: [], state: null },
        ...{ sizeBytes: 4e18, expiresMs: 9e18, width: 0.5 },
      }))
      const sortMs = path === paths[0] ? 9e15 : recording.sortMs
      writeFileSync(path, JSON.stringify({ ...sidecar, recording: { ...odd, sortMs }, assets: [...assets, ...many] }))
    }
    const { library, problems } = await LibraryFolder.openRebuilt(folder)
    expect(library.count('SELECT count(*) FROM recordings')).toBe(2)
    expect(problems).toEqual([expect.stringContaining('recording.sortMs')])
  })

  test('follows no link, and no name that leads out of the library', async () => {
    const folder = makeFolder()
    const outside = makeFolder()
    writeFileSync(join(outside, 'secret.txt'), 'movie')
    const before = LibraryFolder.open(folder)
    const { composite } = before.fill()
    before.close()
    loseDatabase(folder)
    const path = join(folder, composite, '..', 'recording.json')
    const sidecar = JSON.parse(readFileSync(path, 'utf8'))
    sidecar.assets[0].files[0].name = `../../../${outside.split('/').at(-1)}/secret.txt`
    writeFileSync(path, JSON.stringify(sidecar))

    const { library } = await LibraryFolder.openRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 1 })
  })
})

describe('an asset to which 100ms has given an id', () => {
  const named = `UPDATE assets SET upstream_id = 'A1', identity = 'A1'`
  const unnamed = `UPDATE assets SET upstream_id = NULL, identity = 'chat:p/chat.csv'`

  test.each([
    ['since its file came', unnamed, named],
    ['before the database was made, which a sync filled without it', named, unnamed],
  ])('%s stays one after a rebuild, with its file', async (_, inSidecar, inDatabase) => {
    const library = LibraryFolder.open(makeFolder())
    const { db } = library.library
    const recordingId = library.recording('recording1', library.room('room1', 'Morning show'))
    const chat = library.asset(recordingId, { id: 'A1', type: 'chat' })
    db.exec(`UPDATE assets SET path = 'p/chat.csv'; ${inSidecar}`)
    library.finish(chat, 'hello')
    db.exec(inDatabase)
    valueIn(await library.rebuild.run())
    const state = `SELECT state FROM downloads WHERE asset_id = assets.id`
    expect(db.prepare(`SELECT id, (${state}) AS state, upstream_id FROM assets`).all()).toEqual([
      { id: chat, state: 'done', upstream_id: 'A1' },
    ])
    expect(library.count('SELECT count(*) FROM files')).toBe(1)
  })
})

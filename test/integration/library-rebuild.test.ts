// The database anew from real folders: what files and sidecars say survives everything that happens to the database.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../builders/library-folder.ts'

const opened: LibraryFolder[] = []

function open(folder: string): LibraryFolder {
  const library = LibraryFolder.open(folder)
  opened.push(library)
  return library
}

afterEach(() => {
  for (const { library } of opened.splice(0)) if (library.db.open) library.close()
  removeFolders()
})

/** One room, one recording with a composite and a transcript, and a second recording without files. */
function fill(library: LibraryFolder, suffix = '1'): { recordingId: number; roomId: number; composite: string } {
  const roomId = library.room(`room${suffix}`, 'Morning show')
  const recordingId = library.recording(`recording${suffix}`, roomId)
  const composite = library.finish(library.asset(recordingId, { id: `comp${suffix}`, type: 'room-composite' }), 'movie')
  library.finish(library.asset(recordingId, { id: `text${suffix}`, type: 'transcript', format: 'json' }), '{}')
  return { recordingId, roomId, composite }
}

function loseDatabase(folder: string): void {
  for (const name of readdirSync(join(folder, '.dailies'))) {
    if (name.startsWith('library.db')) rmSync(join(folder, '.dailies', name))
  }
}

async function reopenRebuilt(folder: string): Promise<{ library: LibraryFolder; problems: readonly string[] }> {
  const library = open(folder)
  const report = valueIn(await library.rebuild.run())
  return { library, problems: [...report.problems, ...report.notes] }
}

describe('a rebuild', () => {
  test('brings back recordings, files and all that the person wrote', async () => {
    const folder = makeFolder()
    const before = open(folder)
    const { recordingId, roomId, composite } = fill(before)
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'title', title: 'Pilot' } }))
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'tags', tags: ['a', 'b'] } }))
    const tag = (change: { tag: string; tagged: boolean }) =>
      before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'tag', ...change } })
    valueIn(await tag({ tag: 'c', tagged: true }))
    valueIn(await tag({ tag: 'b', tagged: true }))
    valueIn(await tag({ tag: 'a', tagged: false }))
    valueIn(await before.edit['recording.edit']({ ids: [recordingId], change: { kind: 'star', starred: true } }))
    valueIn(await before.edit['review.position']({ id: recordingId, positionS: 12.5 }))
    valueIn(await before.edit['room.edit']({ id: roomId, title: 'Breakfast' }))
    const row = before.row('recording1')
    before.close()
    loseDatabase(folder)

    const { library, problems } = await reopenRebuilt(folder)
    expect(problems).toEqual([])
    const { room_id: _, workspace_id: __, id: ___, ...kept } = row ?? {}
    expect(library.row('recording1')).toMatchObject(kept)
    expect(kept).toMatchObject({ user_title: 'Pilot', starred: 1, position_s: 12.5, tags: '["c","b"]', assets_done: 2 })
    expect(library.library.db.prepare('SELECT user_title, folder FROM rooms').all()).toEqual([
      { user_title: 'Breakfast', folder: 'Morning show' },
    ])
    expect(library.indexed).toHaveLength(1)
    expect(readFileSync(join(folder, composite), 'utf8')).toBe('movie')
    library.close()
    expect(open(folder).library.rebuildNeeded).toBe(false)
  })

  test('of what an open library holds changes nothing', async () => {
    const library = open(makeFolder())
    fill(library)
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
    const library = open(folder)
    fill(library)
    renameSync(join(folder, 'Morning show'), join(folder, 'Breakfast TV'))
    valueIn(await library.rebuild.run())
    expect(String(library.row('recording1')?.['folder'])).toMatch(/^Breakfast TV\//)
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
  })

  test('doesn’t claim a file that is gone or cut short, and names it', async () => {
    const folder = makeFolder()
    const before = open(folder)
    const { composite } = fill(before)
    before.close()
    loseDatabase(folder)
    writeFileSync(join(folder, composite), 'mo')

    const { library, problems } = await reopenRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 1, assets_failed: 1 })
    expect(problems.join()).toContain('composite.mp4')
    expect(readFileSync(join(folder, composite), 'utf8')).toBe('mo')
  })

  test('names a damaged sidecar, leaves it and goes on', async () => {
    const folder = makeFolder()
    const before = open(folder)
    fill(before, '1')
    const second = fill(before, '2')
    before.close()
    loseDatabase(folder)
    const sidecar = join(folder, second.composite, '..', 'recording.json')
    writeFileSync(sidecar, '{"dailies": "recording", "ver')

    const { library, problems } = await reopenRebuilt(folder)
    expect(library.count('SELECT count(*) FROM recordings')).toBe(1)
    expect(problems.join()).toContain('recording.json')
    expect(readFileSync(sidecar, 'utf8')).toBe('{"dailies": "recording", "ver')
  })

  test('numbers that nothing has stop nothing, and what can be dated is found', async () => {
    const folder = makeFolder()
    const before = open(folder)
    const paths = ['1', '2', '3'].map((name) => join(folder, fill(before, name).composite, '..', 'recording.json'))
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
    const { library, problems } = await reopenRebuilt(folder)
    expect(library.count('SELECT count(*) FROM recordings')).toBe(2)
    expect(problems).toEqual([expect.stringContaining('recording.sortMs')])
  })

  test('follows no link, and no name that leads out of the library', async () => {
    const folder = makeFolder()
    const outside = makeFolder()
    writeFileSync(join(outside, 'secret.txt'), 'movie')
    const before = open(folder)
    const { composite } = fill(before)
    before.close()
    loseDatabase(folder)
    const path = join(folder, composite, '..', 'recording.json')
    const sidecar = JSON.parse(readFileSync(path, 'utf8'))
    sidecar.assets[0].files[0].name = `../../../${outside.split('/').at(-1)}/secret.txt`
    writeFileSync(path, JSON.stringify(sidecar))

    const { library } = await reopenRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 1 })
  })
})

describe('two libraries copied into one folder', () => {
  test('give the union of both, and every file is still there', async () => {
    const [one, two] = [makeFolder(), makeFolder()]
    const first = open(one)
    fill(first, '1')
    first.close()
    const second = open(two)
    fill(second, '2')
    second.close()
    cpSync(two, join(one, 'from the laptop'), { recursive: true })

    const { library, problems } = await reopenRebuilt(one)
    expect(problems).toEqual([])
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
    expect(library.row('recording2')).toMatchObject({ assets_done: 2 })
    expect(library.count('SELECT count(*) FROM workspaces')).toBe(1)
  })

  test('with the same recording use the folder with more files and the last that the person wrote', async () => {
    const [one, two] = [makeFolder(), makeFolder()]
    const first = open(one)
    fill(first)
    first.close()
    cpSync(one, two, { recursive: true })
    const second = open(two)
    const id = second.count('SELECT id FROM recordings')
    valueIn(await second.edit['recording.edit']({ ids: [id], change: { kind: 'title', title: 'Newer' } }))
    const lost = join(two, String(second.row('recording1')?.['folder']), 'composite.mp4')
    second.close()
    rmSync(lost)
    cpSync(two, join(one, 'A copy'), { recursive: true })

    const { library, problems } = await reopenRebuilt(one)
    expect(library.count('SELECT count(*) FROM recordings')).toBe(1)
    const row = library.row('recording1')
    expect(row).toMatchObject({ user_title: 'Newer', assets_done: 2 })
    expect(String(row?.['folder'])).toMatch(/^Morning show\//)
    expect(problems.join()).toContain('A copy')
    expect(existsSync(join(one, 'A copy', 'Morning show'))).toBe(true)
    const sidecar = readFileSync(join(one, String(row?.['folder']), 'recording.json'), 'utf8')
    expect(JSON.parse(sidecar).user.title).toBe('Newer')
  })
})

describe('two libraries with different files of one recording', () => {
  /** Of the one that `fill` made: the first has only its composite, the second only its transcript. */
  async function halves(): Promise<{ one: string; two: string }> {
    const [one, two] = [makeFolder(), makeFolder()]
    for (const [folder, type] of [
      [one, 'room-composite'],
      [two, 'transcript'],
    ] as const) {
      const library = open(folder)
      const recordingId = library.recording('recording1', library.room('room1', 'Morning show'))
      const composite = library.asset(recordingId, { id: 'comp1', type: 'room-composite' })
      const transcript = library.asset(recordingId, { id: 'text1', type: 'transcript', format: 'json' })
      library.library.db.prepare(`UPDATE assets SET size_bytes = 2 WHERE id = ?`).run(transcript)
      library.finish(type === 'transcript' ? transcript : composite, '{}')
      valueIn(library.sidecars.saveRecording(recordingId))
      library.close()
    }
    return { one, two }
  }

  const hasBoth = (library: LibraryFolder) => {
    const row = library.row('recording1')
    expect(row).toMatchObject({ assets_done: 2, assets_failed: 0 })
    const folder = join(library.files.root, String(row?.['folder']))
    expect(readdirSync(folder).sort()).toEqual(['composite.mp4', 'recording.json', 'transcript.json'])
    const { assets } = JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8'))
    expect(assets.map(({ state }: { state: string }) => state)).toEqual(['done', 'done'])
  }

  test.each(['A copy', 'Z copy'])(
    'side by side give the union: what only “%s” has is linked to, and stays there',
    async (name) => {
      const { one, two } = await halves()
      cpSync(two, join(one, name), { recursive: true })
      const { library } = await reopenRebuilt(one)
      hasBoth(library)
      expect(existsSync(join(one, name, 'Morning show'))).toBe(true)
      library.close()
      loseDatabase(one)
      hasBoth((await reopenRebuilt(one)).library)
    },
  )

  test('in the same folders, where one sidecar had to give way, know the other’s files by name and length', async () => {
    const { one, two } = await halves()
    cpSync(two, one, { recursive: true, force: false, filter: (source) => !source.includes('.dailies') })
    loseDatabase(one)
    hasBoth((await reopenRebuilt(one)).library)
  })
})

describe('an asset to which 100ms has given an id', () => {
  const named = `UPDATE assets SET upstream_id = 'A1', identity = 'A1'`
  const unnamed = `UPDATE assets SET upstream_id = NULL, identity = 'chat:p/chat.csv'`

  test.each([
    ['since its file came', unnamed, named],
    ['before the database was made, which a sync filled without it', named, unnamed],
  ])('%s stays one after a rebuild, with its file', async (_, inSidecar, inDatabase) => {
    const library = open(makeFolder())
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

describe('after the database and the disk were apart', () => {
  test('a download that had finished counts, though its commit was lost', () => {
    const library = open(makeFolder())
    const { recordingId } = fill(library)
    library.library.db.exec(`DELETE FROM files; UPDATE downloads SET state = 'running'`)
    library.reconcile.finishInterrupted()
    expect(library.row('recording1')).toMatchObject({ id: recordingId, assets_done: 2 })
    expect(library.count('SELECT count(*) FROM files')).toBe(2)
  })

  test('a sidecar that was not written any more is written', () => {
    const folder = makeFolder()
    const library = open(folder)
    const { composite } = fill(library)
    // Another's many tracks have come since.
    const many = library.recording('recording2', library.room('room2', 'Late desk'))
    for (let at = 0; at < 250; at += 1)
      library.finish(library.asset(many, { id: `track${at}`, type: 'track' }), `voice ${at}`)
    const path = join(folder, composite, '..', 'recording.json')
    const whole = readFileSync(path, 'utf8')
    rmSync(path)
    library.reconcile.saveLatestSidecars(library.sidecars)
    expect(readFileSync(path, 'utf8')).toBe(whole)
  })

  test('a half-copied playlist is not taken for a finished download', async () => {
    const folder = makeFolder()
    const before = open(folder)
    const { recordingId } = fill(before)
    const vod = before.asset(recordingId, { id: 'vod1', type: 'room-vod' })
    before.finish(vod, 'master')
    before.library.db.prepare(`UPDATE downloads SET state = 'queued' WHERE asset_id = ?`).run(vod)
    valueIn(before.sidecars.saveRecording(recordingId))
    before.close()
    loseDatabase(folder)
    const { library } = await reopenRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_total: 3, assets_done: 2, assets_failed: 0 })
  })

  test('a file that someone deleted is said to be gone', async () => {
    const folder = makeFolder()
    const library = open(folder)
    const { recordingId, composite } = fill(library)
    rmSync(join(folder, composite))
    expect(await library.reconcile.markMissing()).toEqual([recordingId])
    expect(library.row('recording1')).toMatchObject({ assets_done: 1, assets_failed: 1 })
  })

  test('nothing is said of files while the whole library is away', async () => {
    const folder = makeFolder()
    const library = open(folder)
    fill(library)
    renameSync(folder, `${folder}-away`)
    expect(await library.reconcile.markMissing()).toEqual([])
    renameSync(`${folder}-away`, folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
  })
})

// Two libraries copied into one folder and rebuilt: the union of both, and nothing is overwritten.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LibraryFolder, loseDatabase, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

describe('two libraries copied into one folder', () => {
  test('give the union of both, and every file is still there', async () => {
    const [one, two] = [makeFolder(), makeFolder()]
    const first = LibraryFolder.open(one)
    first.fill('1')
    first.close()
    const second = LibraryFolder.open(two)
    second.fill('2')
    second.close()
    cpSync(two, join(one, 'from the laptop'), { recursive: true })

    const { library, problems } = await LibraryFolder.openRebuilt(one)
    expect(problems).toEqual([])
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
    expect(library.row('recording2')).toMatchObject({ assets_done: 2 })
    expect(library.count('SELECT count(*) FROM workspaces')).toBe(1)
  })

  test('with the same recording use the folder with more files and the last that the person wrote', async () => {
    const [one, two] = [makeFolder(), makeFolder()]
    const first = LibraryFolder.open(one)
    first.fill()
    first.close()
    cpSync(one, two, { recursive: true })
    const second = LibraryFolder.open(two)
    const id = second.count('SELECT id FROM recordings')
    valueIn(await second.edit['recording.edit']({ ids: [id], change: { kind: 'title', title: 'Newer' } }))
    const lost = join(two, String(second.row('recording1')?.['folder']), 'composite.mp4')
    second.close()
    rmSync(lost)
    cpSync(two, join(one, 'A copy'), { recursive: true })

    const { library, problems } = await LibraryFolder.openRebuilt(one)
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
  /** Of the one that `fill` makes: the first has only its composite, the second only its transcript. */
  async function halves(): Promise<{ one: string; two: string }> {
    const [one, two] = [makeFolder(), makeFolder()]
    for (const [folder, type] of [
      [one, 'room-composite'],
      [two, 'transcript'],
    ] as const) {
      const library = LibraryFolder.open(folder)
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
      const { library } = await LibraryFolder.openRebuilt(one)
      hasBoth(library)
      expect(existsSync(join(one, name, 'Morning show'))).toBe(true)
      library.close()
      loseDatabase(one)
      hasBoth((await LibraryFolder.openRebuilt(one)).library)
    },
  )

  test('in the same folders, where one sidecar had to give way, know the other’s files by name and length', async () => {
    const { one, two } = await halves()
    cpSync(two, one, { recursive: true, force: false, filter: (source) => !source.includes('.dailies') })
    loseDatabase(one)
    hasBoth((await LibraryFolder.openRebuilt(one)).library)
  })
})

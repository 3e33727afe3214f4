// What is written beside the recordings, and what a person's change does to it.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandInput } from '../../../preload/contract/commands.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'
import { HOSTILE_NAMES } from '../../hms/hostile-names.ts'

let folder: string
let library: LibraryFolder

beforeEach(() => {
  folder = makeFolder()
  library = LibraryFolder.open(folder)
  library.library.db.exec(`UPDATE library SET time_zone = 'UTC'`)
})
afterEach(() => {
  library.close()
  removeFolders()
})

const sidecarOf = (recordingFolder: string) =>
  JSON.parse(readFileSync(join(folder, recordingFolder, 'recording.json'), 'utf8'))

describe('where a recording lies', () => {
  test('is the tree that the documentation shows', () => {
    const recordingId = library.recording('6937f2a1b0c4d5e6f784d26d', library.room('room1', 'Morning show'))
    const add = (id: string, fields: object) =>
      library.finish(library.asset(recordingId, { id, type: 'room-composite', ...fields }), id)
    add('1', {})
    add('2', { type: 'transcript', format: 'json' })
    add('3', { type: 'transcript', format: 'srt' })
    add('4', { type: 'chat' })
    add('5', { type: 'track', peerId: 'peer-000000001', metadata: { track_type: 'audio' } })
    const start = `2026-11-20 14.03 · f784d26d`
    const here = readdirSync(join(folder, 'Morning show', start), { recursive: true }).sort()
    expect(here).toEqual([
      'chat.csv',
      'composite.mp4',
      'recording.json',
      'tracks',
      'tracks/peer 00000001 · audio.webm',
      'transcript.json',
      'transcript.srt',
    ])
    expect(readdirSync(join(folder, 'Morning show')).sort()).toEqual([start, 'room.json'])
  })

  test('stays when the room is renamed', () => {
    const roomId = library.room('room1', 'Morning show')
    const recordingId = library.recording('rec1', roomId)
    const first = valueIn(library.layout.placeRecording(recordingId))
    library.library.db.prepare('UPDATE rooms SET name = ? WHERE id = ?').run('Evening show', roomId)
    expect(valueIn(library.layout.placeRecording(recordingId))).toBe(first)
    expect(valueIn(library.layout.placeRecording(library.recording('rec2', roomId)))).toMatch(/^Morning show\//)
  })

  test('is a folder of its own in the library, whatever the rooms are called', () => {
    HOSTILE_NAMES.forEach((name, index) => {
      const recordingId = library.recording(`rec${index}`, library.room(`room${index}`, name))
      valueIn(library.sidecars.saveRecording(recordingId))
    })
    const rooms = readdirSync(folder).filter((name) => name !== '.dailies')
    expect(rooms).toHaveLength(HOSTILE_NAMES.length)
    expect(new Set(rooms.map((name) => name.toLowerCase())).size).toBe(rooms.length)
    for (const room of rooms) expect(readdirSync(join(folder, room))).toContain('room.json')
  })

  test('is not behind a link that leads out of the library', () => {
    const outside = makeFolder()
    symlinkSync(outside, join(folder, 'Morning show'))
    const placed = library.layout.placeRecording(library.recording('rec1', library.room('room1', 'Morning show')))
    expect(valueIn(placed)).toMatch(/^Morning show · /)
    expect(readdirSync(outside)).toEqual([])
  })

  test.each(['../../chat.csv', '/etc/chat.csv', 'Recording.json', '.dailies/chat.csv', `${'é'.repeat(120)}.csv`])(
    'is decided anew where a damaged record has a name that can’t be: %s',
    (name) => {
      const asset = library.asset(library.recording('rec1', library.room('room1', 'Show')), { id: 'a', type: 'chat' })
      library.library.db.prepare('UPDATE assets SET file_name = ?').run(name)
      expect(valueIn(library.layout.placeAsset(asset))).toMatchObject({ name: 'chat.csv' })
    },
  )

  test('is not a folder that holds something else already', () => {
    mkdirSync(join(folder, 'Show', '2026-11-20 14.03 · 84d26d00'), { recursive: true })
    writeFileSync(join(folder, 'Show', '2026-11-20 14.03 · 84d26d00', 'mine.txt'), 'x')
    const recordingId = library.recording('6937f2a184d26d00', library.room('room1', 'Show'))
    expect(valueIn(library.layout.placeRecording(recordingId))).toBe('Show/2026-11-20 14.03 · f2a184d26d00')
  })
})

describe('a change by the person', () => {
  test('is in the sidecar when it is said to be saved, and makes one where there was none', async () => {
    const id = library.recording('rec1', library.room('room1', 'Show'))
    valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'title', title: ' Pilot ' } }))
    const sidecar = sidecarOf(String(library.row('rec1')?.['folder']))
    expect(sidecar).toMatchObject({ revision: 1, user: { title: 'Pilot' }, recording: { id: 'rec1' } })
    expect(library.row('rec1')).toMatchObject({ user_title: 'Pilot', revision: 1 })
    const found = library.library.db.prepare(
      `SELECT recording_id FROM recordings_fts JOIN search_slots ON slot = recordings_fts.rowid
       WHERE recordings_fts MATCH 'pilot'`,
    )
    expect(found.pluck().all()).toEqual([id])
  })

  test('that changes nothing counts no revision, and isn’t told as a change that could be undone', async () => {
    const id = library.recording('rec1', null)
    const star: CommandInput<'recording.edit'> = { ids: [id], change: { kind: 'star', starred: true } }
    expect(valueIn(await library.edit['recording.edit'](star))).toEqual({ edited: [id], error: null })
    expect(valueIn(await library.edit['recording.edit'](star))).toEqual({ edited: [], error: null })
    expect(library.row('rec1')?.['revision']).toBe(1)
  })

  test('is not in the database when the sidecar could not be written', async () => {
    const id = library.recording('rec1', library.room('room1', 'Show'))
    const place = valueIn(library.layout.placeRecording(id))
    mkdirSync(join(folder, place, 'recording.json'))
    const saved = await library.edit['recording.edit']({ ids: [id], change: { kind: 'title', title: 'Pilot' } })
    expect(saved).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^The title wasn’t saved\. “.*\.$/) },
    })
    expect(library.row('rec1')).toMatchObject({ user_title: null, revision: 0 })
  })

  test('of several is told of those that came before one that could not be written', async () => {
    const room = library.room('room1', 'Show')
    const [first, second] = [library.recording('rec1', room), library.recording('rec2', room)]
    mkdirSync(join(folder, valueIn(library.layout.placeRecording(second)), 'recording.json'))
    const saved = await library.edit['recording.edit']({
      ids: [first, second],
      change: { kind: 'star', starred: true },
    })
    expect(valueIn(saved)).toMatchObject({
      edited: [first],
      error: { message: expect.stringMatching(/^The star wasn’t/) },
    })
    expect(library.row('rec2')).toMatchObject({ revision: 0 })
  })

  test('goes on top of what another computer wrote since', async () => {
    const id = library.recording('rec1', library.room('room1', 'Show'))
    valueIn(library.sidecars.saveRecording(id))
    const path = String(library.row('rec1')?.['folder'])
    const theirs = sidecarOf(path)
    theirs.revision = 7
    theirs.user.tags = ['theirs']
    theirs.fromTheFuture = 1
    writeFileSync(join(folder, path, 'recording.json'), JSON.stringify(theirs))
    valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred: true } }))
    expect(sidecarOf(path)).toMatchObject({ revision: 8, user: { tags: ['theirs'], starred: true }, fromTheFuture: 1 })
  })

  test.each(['recording', 'room'] as const)(
    'that another computer made to a %s is taken over in whole or not',
    (kind) => {
      const room = library.room('room1', 'Show')
      const id = library.recording('rec1', room)
      valueIn(library.sidecars.saveRecording(id))
      const recordingFolder = String(library.row('rec1')?.['folder'])
      const path = join(folder, kind === 'recording' ? recordingFolder : dirname(recordingFolder), `${kind}.json`)
      const theirs = JSON.parse(readFileSync(path, 'utf8'))
      const user = { ...theirs.user, title: 'Bees', speakers: { A: 'Ann' } }
      writeFileSync(path, JSON.stringify({ ...theirs, revision: 7, user }))
      const adopt = () =>
        kind === 'recording' ? library.sidecars.adoptRecording(id) : library.sidecars.adoptRoom(room)
      const { db } = library.library
      const row = db.prepare(`SELECT user_title, speakers, revision FROM ${kind}s`)
      const before = row.get()
      db.exec(`CREATE TRIGGER full BEFORE UPDATE OF speakers ON ${kind}s BEGIN SELECT RAISE(ABORT, 'full'); END`)
      expect(adopt).toThrow('full')
      expect(row.get()).toEqual(before)
      db.exec('DROP TRIGGER full')
      valueIn(adopt())
      expect(row.get()).toEqual({ user_title: 'Bees', speakers: '{"A":"Ann"}', revision: 7 })
    },
  )

  test.each([2 ** 53 - 1, 2 ** 60, 1e300])(
    'is counted and read again after a sidecar whose revision is %d',
    async (revision) => {
      const id = library.recording('rec1', library.room('room1', 'Show'))
      valueIn(library.sidecars.saveRecording(id))
      const path = String(library.row('rec1')?.['folder'])
      writeFileSync(join(folder, path, 'recording.json'), JSON.stringify({ ...sidecarOf(path), revision }))
      for (const starred of [true, false]) {
        valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred } }))
        expect(sidecarOf(path)).toMatchObject({ user: { starred } })
        expect(Number.isSafeInteger(sidecarOf(path).revision)).toBe(true)
      }
      expect(existsSync(join(folder, path, 'recording.json.aside'))).toBe(false)

      // Another computer counts on from there, as far as it likes.
      const theirs = sidecarOf(path)
      theirs.revision += 5
      theirs.user.tags = ['theirs']
      writeFileSync(join(folder, path, 'recording.json'), JSON.stringify(theirs))
      valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred: true } }))
      expect(sidecarOf(path)).toMatchObject({
        revision: theirs.revision + 1,
        user: { tags: ['theirs'], starred: true },
      })
    },
  )

  test('leaves a sidecar of a newer Dailies alone and says why', async () => {
    const id = library.recording('rec1', library.room('room1', 'Show'))
    const path = join(folder, valueIn(library.layout.placeRecording(id)), 'recording.json')
    writeFileSync(path, '{"version":2}')
    const saved = await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred: true } })
    expect(saved).toMatchObject({ ok: false, error: { kind: 'folder' } })
    expect(readFileSync(path, 'utf8')).toBe('{"version":2}')
  })

  test('takes the place of nothing that another computer wrote as often: both count', async () => {
    const room = library.room('room1', 'Show')
    const id = library.recording('rec1', room)
    valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred: true } }))
    valueIn(await library.edit['room.edit']({ id: room, title: null }))
    const path = valueIn(library.layout.placeRecording(id))
    const theirs = sidecarOf(path)
    writeFileSync(
      join(folder, path, 'recording.json'),
      JSON.stringify({ ...theirs, user: { ...theirs.user, starred: false, title: 'Bees' } }),
    )
    valueIn(library.sidecars.saveRecording(id))
    expect(sidecarOf(path)).toMatchObject({ revision: 2, user: { title: 'Bees', starred: true } })
    expect(library.row('rec1')).toMatchObject({ user_title: 'Bees', starred: 1, revision: 2 })
  })

  test('keeps a damaged sidecar beside the new one', async () => {
    const id = library.recording('rec1', library.room('room1', 'Show'))
    const path = join(folder, valueIn(library.layout.placeRecording(id)), 'recording.json')
    writeFileSync(path, '{"half')
    valueIn(await library.edit['recording.edit']({ ids: [id], change: { kind: 'star', starred: true } }))
    expect(readFileSync(`${path}.aside`, 'utf8')).toBe('{"half')
    writeFileSync(path, '{"a third')
    valueIn(library.sidecars.saveRecording(id))
    expect([`${path}.aside`, `${path}.2.aside`].map((kept) => readFileSync(kept, 'utf8'))).toEqual([
      '{"half',
      '{"a third',
    ])
    expect(JSON.parse(readFileSync(path, 'utf8')).user.starred).toBe(true)
  })
})

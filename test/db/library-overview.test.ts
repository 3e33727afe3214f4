// What stands beside the list: the sidebar's rooms and sums, and what needs attention.
import { beforeEach, expect, test } from 'vitest'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'

let library: LibraryDatabase
let reader: LibraryReader

beforeEach(() => {
  library = new LibraryDatabase()
  reader = new LibraryReader(library.db)
})

test('The overview sums files by room, also when they are replaced, removed or move to another recording', () => {
  const [a, b] = [library.room('A'), library.room('B')]
  const inA = library.recording({ room: a })
  const inB = library.recording({ room: b })
  const moving = library.asset(inA, { file: { name: 'composite.mp4', sizeBytes: 10 } })
  const staying = library.asset(inA, { type: 'chat', file: { name: 'chat.csv', sizeBytes: 3 } })
  library.db.prepare('UPDATE files SET size_bytes = 4 WHERE asset_id = ?').run(staying)
  library.db.prepare('UPDATE assets SET recording_id = ? WHERE id = ?').run(inB, moving)
  expect(reader.overview(now).rooms.map(({ title, localBytes }) => [title, localBytes])).toEqual([
    ['A', 4],
    ['B', 10],
  ])
  library.db.prepare('DELETE FROM files WHERE asset_id = ?').run(staying)
  expect(reader.overview(now)).toMatchObject({ localBytes: 10, localFiles: 1 })
})

test('What needs attention is told file by file, with the reason, the newest recording first', () => {
  const old = library.recording({ startedMs: now - 2 * day, title: 'Old' }, [
    { state: 'failed', reason: 'The disk was full.', expiresMs: now + day },
    { type: 'chat', state: 'unavailable', reason: 'It is gone.' },
  ])
  const recent = library.recording({ title: 'Recent' }, [
    { file: { name: 'composite.mp4', verified: false } },
    { type: 'room-vod', onlyCopy: true, file: { name: 'vod/a.ts', differs: true } },
    { type: 'summary', file: { name: 'summary.json' } },
  ])
  const asked = reader.troubles(10, now)
  expect(
    asked.map(({ recordingId, label, kind, reason, onlyCopy }) => [recordingId, label, kind, reason, onlyCopy]),
  ).toEqual([
    [recent, 'Composite', 'unverified', null, false],
    [recent, 'HLS recording', 'differs', null, true],
    [old, 'Chat', 'unavailable', 'It is gone.', false],
    [old, 'Composite', 'failed', 'The disk was full.', false],
  ])
  expect(asked[3]).toMatchObject({ title: 'Old', startedMs: now - 2 * day, expiresMs: now + day })
  expect(reader.troubles(1, now)).toHaveLength(1)
  expect(reader.rows([recent, old], now).map(({ doubtful }) => doubtful)).toEqual([true, false])
})

test('Rooms of one name are told apart: by their workspace, else by the end of their ids', () => {
  const rooms = [library.room('Stand-up'), library.room('stand-up'), library.room('Retro'), library.room('Retro')]
  const [first = 0, second = 0, retro = 0, other = 0] = rooms
  for (const room of rooms) library.recording({ room })
  library.inAnotherWorkspace({ room: other })
  const apart = new Map(reader.overview(now).rooms.map((room) => [room.id, room.apart]))
  expect(apart.get(first)).toMatch(/^[0-9a-f]{6}$/)
  expect(apart.get(second)).not.toBe(apart.get(first))
  expect([apart.get(retro), apart.get(other)]).toEqual(['Studio', 'Annexe'])
  library.db.prepare('UPDATE rooms SET user_title = ? WHERE id = ?').run('Monday', first)
  expect(
    reader
      .overview(now)
      .rooms.map((room) => room.apart)
      .filter(Boolean),
  ).toEqual(['Studio', 'Annexe'])
})

/** Workspaces that do what none should: lose half of themselves overnight, take a status back, name all rooms alike. */
import { expect, test } from 'vitest'
import { LibraryReader } from '../../../main/engine/db/library/library-queries.ts'
import { firstSync, libraryOf, pass, stopAfterEach, workspaceOf } from '../../builders/synced-library.ts'

const minute = 60_000
const day = 24 * 60 * minute

stopAfterEach()

test('a workspace that loses half of its recordings overnight loses none here, and has them again when they are back', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const all = library.one<number>('SELECT count(*) FROM recordings')
  const assets = library.one<number>('SELECT count(*) FROM assets')
  const jobs = workspace.data.recordings.own()
  const lost = jobs.filter((_, index) => index % 2 === 0)
  for (const { id } of lost) workspace.control.deleteRecording(id)

  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT count(*) FROM recordings')).toBe(all)
  expect(library.one('SELECT count(*) FROM assets')).toBe(assets)
  const onlyCopies = library.ids('SELECT upstream_id FROM recordings WHERE only_copy = 1 ORDER BY upstream_id')
  expect(onlyCopies).toEqual(lost.map(({ id }) => id).sort())
  const nowMs = library.clock.nowMs()
  expect(new LibraryReader(library.db).overview(nowMs).counts).toMatchObject({ all, 'only-copy': lost.length })

  for (const job of lost) workspace.data.recordings.put(job)
  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT count(*) FROM recordings WHERE only_copy = 1')).toBe(0)
})

test('a status that flips back is shown as it is, and what the person wrote stays', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const { id } = workspace.recording('morning-harbour')
  library.db.prepare('UPDATE recordings SET user_title = ? WHERE upstream_id = ?').run('Harbour', id)
  const shown = () =>
    library.db.prepare('SELECT status, settled, user_title AS title FROM recordings WHERE upstream_id = ?').get(id)
  expect(shown()).toMatchObject({ status: 'ready' })
  workspace.control.setStatus(id, 'running')
  await pass(workspace, library, 10 * minute)
  expect(shown()).toEqual({ status: 'recording', settled: 0, title: 'Harbour' })
  workspace.control.setStatus(id, 'completed')
  await pass(workspace, library, 10 * minute)
  expect(shown()).toMatchObject({ status: 'ready', title: 'Harbour' })
})

test('rooms that are all called the same keep their own recordings and can be told apart', async () => {
  const workspace = await workspaceOf()
  for (const room of workspace.data.rooms.own()) workspace.control.renameRoom(room.id, 'Standup')
  const library = libraryOf(workspace)
  await firstSync(library)
  const { rooms } = new LibraryReader(library.db).overview(library.clock.nowMs())
  expect(new Set(rooms.map(({ title }) => title))).toEqual(new Set(['Standup']))
  expect(rooms.length).toBeGreaterThan(1)
  expect(new Set(rooms.map(({ apart }) => apart)).size).toBe(rooms.length)
  const counted = rooms.reduce((sum, { recordingCount }) => sum + recordingCount, 0)
  expect(counted).toBe(library.one('SELECT count(*) FROM recordings WHERE room_id IS NOT NULL'))
})

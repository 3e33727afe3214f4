/** What syncing does with items and lists that it can't make sense of: they are kept raw, said, and stop nothing else. */
import { expect, test } from 'vitest'
import { libraryOf, stopAfterEach, syncNow, untilIdle, workspaceOf } from '../../builders/synced-library.ts'

stopAfterEach()

test('a list whose cursor leads back is left, its items kept, and the other lists are read', async () => {
  const workspace = await workspaceOf({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Desk' })
  for (let i = 0; i < 250; i += 1) {
    workspace.control.addRecording({ name: `n${i}`, roomId: room.id, createdMs: Date.now() - 9e9 + i * 1000 })
  }
  workspace.faults.add({
    on: 'api',
    kind: 'repeated-cursor',
    match: '/v2/recordings',
    after: 1,
    times: Number.POSITIVE_INFINITY,
  })
  const library = libraryOf(workspace)
  await syncNow(library)
  expect(library.phase()).toMatchObject({ kind: 'waiting', error: { kind: 'unreadable' } })
  expect(workspace.requests.count('api', '/v2/recordings')).toBeLessThan(4)
  expect(library.one('SELECT count(*) FROM recordings')).toBe(200)
  expect(library.one(`SELECT backfilled FROM sync_streams WHERE stream = 'sessions'`)).toBe(1)
  workspace.faults.clear()
  await untilIdle(library)
  expect(library.one('SELECT count(*) FROM recordings')).toBe(250)
})

test('an item that cannot be read is listed with its reason, its page is kept, and it goes when it can be read', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  const edit = (body: unknown) => {
    const page = structuredClone(body) as { data: Record<string, unknown>[] }
    const first = page.data[0]
    if (first) first['recording_assets'] = [null]
    page.data.unshift('nonsense' as never)
    return page
  }
  const fault = workspace.faults.add({
    on: 'api',
    kind: 'edit',
    edit,
    match: '/v2/recordings',
    times: Number.POSITIVE_INFINITY,
  })
  await syncNow(library)
  expect(library.phase()).toEqual({ kind: 'idle' })
  const jobs = workspace.data.recordings.own()
  expect(library.one(`SELECT count(*) FROM recordings WHERE kind = 'recording'`)).toBe(jobs.length)
  const rows = library.db.prepare('SELECT stream, upstream_id, reason, raw FROM quarantine ORDER BY upstream_id').all()
  expect(rows).toEqual([
    { stream: 'recordings', upstream_id: null, reason: expect.stringContaining('text'), raw: '"nonsense"' },
    { stream: 'recordings', upstream_id: jobs[0]?.id, reason: expect.stringContaining('nothing'), raw: 'null' },
  ])
  workspace.requests.clear()
  await syncNow(library)
  expect(workspace.requests.count('api', '/v2/recordings')).toBe(1)
  fault.remove()
  await syncNow(library)
  expect(library.ids('SELECT upstream_id FROM quarantine')).toEqual([null])
})

test('every odd item that has an id is kept, with its raw words', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  workspace.faults.add({ on: 'api', kind: 'odd-items', times: 8 })
  await syncNow(library)
  expect(library.phase()).toEqual({ kind: 'idle' })
  expect(
    library.ids(`SELECT status_raw FROM recordings WHERE status = 'unknown' AND status_raw IS NOT NULL`),
  ).toContain('teleporting')
  expect(library.ids(`SELECT type_raw FROM assets WHERE type = 'other'`)).toContain('hologram')
  expect(library.one(`SELECT count(*) FROM quarantine WHERE stream = 'recordings'`)).toBe(3)
})

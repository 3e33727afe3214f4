/** A sweep finds what upstream has deleted; it is kept here, and nothing else is taken for gone. */
import { expect, test } from 'vitest'
import { firstSync, libraryOf, pass, stopAfterEach, workspaceOf } from '../../builders/synced-library.ts'

const minute = 60_000
const day = 24 * 60 * minute

stopAfterEach()

test('what upstream deletes is an only copy here, with what the person wrote, until it comes back', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const { id } = workspace.recording('morning-bees')
  const job = workspace.data.recordings.get(id)
  library.db.prepare('UPDATE recordings SET user_title = ?, starred = 1 WHERE upstream_id = ?').run('Bees!', id)
  const assetCount = library.one('SELECT count(*) FROM assets')
  workspace.control.deleteRecording(id)

  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT only_copy FROM recordings WHERE upstream_id = ?', id)).toBe(0)
  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(
    library.db.prepare('SELECT only_copy, user_title, starred FROM recordings WHERE upstream_id = ?').get(id),
  ).toEqual({
    only_copy: 1,
    user_title: 'Bees!',
    starred: 1,
  })
  expect(library.one('SELECT min(only_copy) FROM assets WHERE job_id = ?', id)).toBe(1)
  expect(library.one('SELECT count(*) FROM recordings WHERE only_copy = 1')).toBe(1)
  expect(library.one('SELECT count(*) FROM assets')).toBe(assetCount)

  if (job) workspace.data.recordings.put(job)
  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT only_copy FROM recordings WHERE upstream_id = ?', id)).toBe(0)
})

test('what couldn’t be read and has gone needs no attention any more', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  const edit = (body: unknown) => {
    const page = structuredClone(body) as { data?: Record<string, unknown>[] }
    for (const job of page.data ?? []) if (job['id'] === id) job['recording_assets'] = [null]
    return page
  }
  const { id } = workspace.recording('morning-bees')
  workspace.faults.add({ on: 'api', kind: 'edit', edit, match: '/v2/recordings', times: Number.POSITIVE_INFINITY })
  await firstSync(library)
  expect(library.ids('SELECT upstream_id FROM quarantine')).toEqual([id])
  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(library.ids('SELECT upstream_id FROM quarantine')).toEqual([id])
  workspace.control.deleteRecording(id)
  await pass(workspace, library, day + 10 * minute)
  await library.sync.now(library.workspaceId)
  expect(library.ids('SELECT upstream_id FROM quarantine')).toEqual([])
})

test('a sweep that is interrupted, or meets a failing list, marks nothing', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  await pass(workspace, library, day + 10 * minute)
  workspace.control.deleteAsset(workspace.assetId('morning-harbour', 'chat'))
  workspace.faults.add({
    on: 'api',
    kind: 'status',
    status: 500,
    match: '/v2/recording-assets',
    times: Number.POSITIVE_INFINITY,
  })
  workspace.faults.add({ on: 'api', kind: 'odd-items', match: '/v2/recordings', times: 1 })
  workspace.control.deleteRecording(workspace.recording('gone').id)
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT count(*) FROM assets WHERE only_copy = 1')).toBe(0)
  expect(library.one('SELECT count(*) FROM recordings WHERE only_copy = 1')).toBe(0)
  expect(library.one(`SELECT count(*) FROM sync_streams WHERE sweep = 1`)).toBe(8)
})

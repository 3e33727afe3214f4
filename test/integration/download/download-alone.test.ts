// Faults that one file has alone, and that don't end: others aren't held up by it, and it isn't tried for ever.
import { afterEach, expect, test } from 'vitest'
import { maxAttempts } from '../../../main/engine/core/download/retry-policy.ts'
import { DownloadLibrary, until } from '../../builders/download-library.ts'
import type { Fault } from '../../hms/faults.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const times = Number.POSITIVE_INFINITY

let workspace: Workspace
let library: DownloadLibrary

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

/** Upstream ids of so many composites of one room, all in a synced library. */
async function composites(count: number, mp4Bytes: number): Promise<string[]> {
  workspace = await startWorkspace({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const ids = Array.from({ length: count }, (_, index) => {
    const asset = { type: 'room-composite', content: { mp4Bytes, seed: index + 1 } } as const
    const { assets } = workspace.control.addRecording({ name: `show ${index}`, roomId: room.id, assets: [asset] })
    return assets[0]?.id ?? ''
  })
  library = new DownloadLibrary(workspace)
  await library.sync()
  return ids
}

test.each<[string, Fault, string]>([
  ['a page in its place', { on: 'storage', kind: 'html', times }, 'offline'],
  ['"too many requests"', { on: 'storage', kind: 'status', status: 429, times }, 'rate-limited'],
  ['a connection that is reset', { on: 'storage', kind: 'reset', times }, 'offline'],
])('files that answer with %s and stand first in line hold nobody up', async (_name, fault, reason) => {
  const ids = await composites(8, 1_100_000)
  const [bad, good] = [ids.slice(0, 4), ids.slice(4)]
  for (const id of bad) workspace.faults.add({ ...fault, match: `/${workspace.control.object(id).key}` })
  await library.download(...ids)
  for (const id of good) expect(library.row(id).state).toBe('done')
  for (const id of bad) expect(library.row(id)).toMatchObject({ state: 'failed', reason_kind: reason })
})

test('a file that waits alone for its storage is asked for at once when the network is another one', async () => {
  const [alone = '', other = ''] = await composites(2, 300_000)
  const match = `/${workspace.control.object(alone).key}`
  const away = workspace.faults.add({ on: 'storage', kind: 'reset', match, times })
  library.queue.start()
  await library.commands.start({ kind: 'assets', assetIds: [alone, other].map((id) => library.assetId(id)) })
  await until(() => {
    library.clock.advance(1000)
    return library.row(alone).state === 'waiting' && library.row(other).state === 'done'
  })
  expect(library.row(alone)).toMatchObject({ reason_kind: 'offline' })
  away.remove()
  library.queue.networkChanged(true)
  // Not a millisecond goes by.
  await until(() => library.row(alone).state === 'done')
})

test.each<[string, Fault[]]>([
  ['ignores ranges', [{ on: 'storage', kind: 'ignores-range', times }]],
  ['proves no version', [{ on: 'storage', kind: 'validators', etag: 'changing', lastModified: 'none', times }]],
])('a film that is always cut at the same byte by storage that %s is given up, and says why', async (_name, faults) => {
  const [id = ''] = await composites(1, 500_000)
  for (const fault of [...faults, { on: 'storage', kind: 'short', at: 300_000, times } as const])
    workspace.faults.add(fault)
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'failed', attempts: maxAttempts })
  expect(library.row(id).reason).toContain(`Given up after ${maxAttempts} tries`)
})

test('a line that is cut again and again finishes a film where storage goes on with it, however often', async () => {
  const [id = ''] = await composites(1, 2_000_000)
  workspace.faults.add({ on: 'storage', kind: 'short', at: 150_000, times })
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'done' })
})

test('after a pause the one that goes ahead needn’t be whole before the others follow', async () => {
  const [slow = '', ...others] = await composites(4, 1_500_000)
  workspace.faults.add({
    ...{ on: 'storage', kind: 'slow', bytesPerSecond: 30_000, times },
    match: `/${workspace.control.object(slow).key}`,
  })
  library.queue.start()
  library.queue.networkChanged(false)
  const assetIds = [slow, ...others].map((id) => library.assetId(id))
  await library.commands.start({ kind: 'assets', assetIds })
  library.queue.networkChanged(true)
  await until(() => {
    library.clock.advance(50)
    return others.every((id) => library.row(id).state === 'done')
  })
  expect(library.row(slow).state).toBe('running')
})

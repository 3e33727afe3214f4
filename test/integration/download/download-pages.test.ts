// Files of a kind that nobody knows may be pages or XML themselves: then storage's word decides whether one is the file.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DownloadLibrary } from '../../builders/download-library.ts'
import type { StorageFault } from '../../hms/faults.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const page = '<!DOCTYPE html><html><body>The whiteboard of the morning show</body></html>\n'
const xml = '<?xml version="1.0"?><captions/>\n'
const times = Number.POSITIVE_INFINITY
/** Storage that is nobody's we know and says nothing of the bytes. */
const silent: StorageFault = { on: 'storage', kind: 'headers', headers: { server: undefined, etag: '"one"' }, times }

let workspace: Workspace
let library: DownloadLibrary

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

async function synced(text: string, apiSize?: number): Promise<string> {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const asset = { type: 'whiteboard', content: { text }, ...(apiSize !== undefined && { apiSize }) }
  const { assets } = workspace.control.addRecording({ name: 'show', roomId: room.id, assets: [asset] })
  library = new DownloadLibrary(workspace)
  await library.sync()
  return assets[0]?.id ?? ''
}

const labelled = (type: string): StorageFault => ({
  ...{ on: 'storage', kind: 'headers', headers: { 'content-type': type }, times },
})

test.each<[string, string, StorageFault[]]>([
  ['a page with storage’s own checksum', page, [labelled('text/html; charset=utf-8')]],
  ['an XML document with storage’s own checksum', xml, [labelled('application/xml')]],
  ['a page of the length that 100ms has on record', page, [labelled('text/html'), silent]],
  ['a page that isn’t labelled as one', page, [silent]],
])('%s is kept', async (_name, text, faults) => {
  const id = await synced(text)
  for (const fault of faults) workspace.faults.add(fault)
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'done', reason: null, attempts: 0 })
  expect(library.hashOnDisk(id, library.files(id)[0]?.name ?? '')).toBe(workspace.control.sha256(id))
})

test('a page that nobody vouches for is a network’s, and the file comes when that is gone', async () => {
  const id = await synced(page)
  workspace.faults.add({ on: 'storage', kind: 'html', times: 2 })
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(library.hashOnDisk(id, library.files(id)[0]?.name ?? '')).toBe(workspace.control.sha256(id))
})

test('a film is never a page, whoever vouches for it', async () => {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const film = { type: 'room-composite', content: { text: page } } as const
  const { assets } = workspace.control.addRecording({ name: 'show', roomId: room.id, assets: [film] })
  library = new DownloadLibrary(workspace)
  await library.sync()
  const id = assets[0]?.id ?? ''
  library.queue.start()
  const held = library.heard(({ hold }) => hold.kind === 'offline')
  await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
  await held
  expect(library.files(id)).toEqual([])
})

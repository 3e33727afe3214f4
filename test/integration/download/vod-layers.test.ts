// An HLS recording of which storage has lost the playlist of one layer, or refuses it: the other layers are kept and play.
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DownloadLibrary } from '../../builders/download-library.ts'
import { hashOf } from '../../hms/byte-source.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

// Real sockets and many files: a busy machine may take a while over them.
vi.setConfig({ testTimeout: 90_000 })

let workspace: Workspace
let library: DownloadLibrary
let id: string

beforeEach(async () => {
  workspace = await startWorkspace()
  library = new DownloadLibrary(workspace)
  await library.sync()
  id = workspace.assetId('founders-hour', 'room-vod')
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

const inLayer = (layer: number, name: string): string =>
  workspace.control.object(id).key.replace(/master\.m3u8$/, `stream_${layer}/${name}`)
const playlistOf = (layer: number): string => inLayer(layer, 'stream.m3u8')

function lose(key: string): void {
  workspace.data.objects.delete(key)
}

/** As S3 does to whoever may not list: 403 for what isn't there. */
function refuse(key: string): void {
  const fault = { on: 'storage', kind: 'status', status: 403, code: 'AccessDenied', match: `/${key}` } as const
  workspace.faults.add({ ...fault, times: Number.POSITIVE_INFINITY })
}

function hashesUpstream(layer: number): string[] {
  const names = [`init_${layer}.mp4`, ...[0, 1, 2, 3, 4, 5].map((index) => `segment_00${index}.m4s`)]
  return names.flatMap((name) => {
    const object = workspace.data.objects.get(inLayer(layer, name))
    return object === undefined ? [] : hashOf(object.source, 'sha256')
  })
}

test.each([
  ['lost', lose, 1],
  ['refused', refuse, 2],
])('a layer whose playlist is %s costs that layer alone', async (_how, take, links) => {
  take(playlistOf(0))
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'done', reason_kind: 'corrupt', attempts: 0 })
  expect(library.row(id).reason).toContain('beginning with “vod/1/index.m3u8”')
  const here = library.files(id).filter(({ name }) => !name.endsWith('.m3u8'))
  expect(here.map(({ sha256 }) => sha256).sort()).toEqual(hashesUpstream(1).sort())
  const master = readFileSync(library.path(id, 'vod/master.m3u8'), 'utf8')
  expect(master.match(/^[^#\s].*$/gm)).toEqual(['2/index.m3u8'])
  expect(master.match(/#EXT-X-STREAM-INF/g)).toHaveLength(1)
  expect(existsSync(library.path(id, 'vod/1/index.m3u8'))).toBe(false)
  expect(workspace.requests.count('api', /presigned-url/)).toBe(links)
})

test('a layer’s playlist that isn’t there for a moment only is asked for once more', async () => {
  const fault = { on: 'storage', kind: 'status', status: 404, match: `/${playlistOf(1)}` } as const
  workspace.faults.add({ ...fault, times: 1 })
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'done', reason: null })
})

test('where every layer’s playlist is refused, the recording is in a bucket of the customer’s own', async () => {
  for (const layer of [0, 1]) refuse(playlistOf(layer))
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'unavailable', reason_kind: 'refused' })
})

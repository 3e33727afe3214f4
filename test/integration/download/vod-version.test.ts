// An HLS recording keeps the promises that a single file keeps: nothing is fetched twice, never two versions, room and pause
// are respected. Segments of the fixture are of 23 to 85 kB.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DownloadLibrary } from '../../builders/download-library.ts'
import { generatedBytes, hashOf, heldBytes } from '../../hms/byte-source.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

// Real sockets and many files: a busy machine may take a while over them.
vi.setConfig({ testTimeout: 90_000 })

const segments = /\.(ts|m4s|mp4)$/
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

/** Keys of the objects below the master's folder. */
function keys(): string[] {
  const root = workspace.control.object(id).key.replace(/master\.m3u8$/, '')
  return ['0', '1'].flatMap((stream) => [
    `${root}stream_${stream}/init_${stream}.mp4`,
    ...Array.from({ length: 6 }, (_, index) => `${root}stream_${stream}/segment_00${index}.m4s`),
  ])
}

const upstream = (key: string) => {
  const object = workspace.data.objects.get(key)
  if (object === undefined) throw new Error(`no ${key}`)
  return object.source
}

/** The same length, other bytes, under the same playlists. */
function replaceAll(): void {
  for (const key of keys()) {
    const source = upstream(key)
    const bytes = Buffer.from(source.read(0, source.size))
    bytes[20] = (bytes[20] ?? 0) ^ 0xff
    workspace.data.objects.put(key, heldBytes(bytes), new Date())
  }
}

const hashesUpstream = () =>
  keys()
    .map((key) => hashOf(upstream(key), 'sha256'))
    .sort()
const hashesHere = () =>
  library
    .files(id)
    .filter(({ name }) => !name.endsWith('.m3u8'))
    .map(({ name }) => library.hashOnDisk(id, name))
    .sort()
const asked = () => workspace.requests.all('storage').filter(({ path }) => segments.test(path))

/** Begins, and stops trying for a while in the middle. */
async function begun(): Promise<void> {
  workspace.faults.add({ on: 'storage', kind: 'status', status: 503, match: segments, after: 6, times: 4 })
  library.queue.start()
  const waiting = library.heard(() => library.row(id).state === 'waiting')
  await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
  await waiting
  expect(library.files(id).length).toBeGreaterThan(2)
}

test('links that run out in the middle cost no segment, and aren’t taken for a refusal', async () => {
  for (const after of [3, 8, 12]) {
    workspace.faults.add({ on: 'storage', kind: 'expired', match: segments, after, times: 1 })
  }
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  const delivered = asked().filter(({ status }) => status === 200)
  expect(delivered).toHaveLength(new Set(delivered.map(({ path }) => path)).size)
  expect(hashesHere()).toEqual(hashesUpstream())
})

describe('segments that were replaced under the same playlists', () => {
  test('between two attempts: all of the new version', async () => {
    await begun()
    replaceAll()
    await library.settled()
    expect(library.row(id).state).toBe('done')
    expect(hashesHere()).toEqual(hashesUpstream())
  })

  test('while they are fetched: all of the new version', async () => {
    const slow = workspace.faults.add({ on: 'storage', kind: 'late', ms: 20, match: segments, times: Infinity })
    library.queue.start()
    const started = library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    while (slow.hits < 9) await new Promise((resolve) => setImmediate(resolve))
    replaceAll()
    await started
    await library.settled()
    expect(library.row(id).state).toBe('done')
    expect(hashesHere()).toEqual(hashesUpstream())
  })

  test('where storage has neither ETags nor dates: what it gives is fetched until it is twice the same', async () => {
    workspace.faults.add({
      ...{ on: 'storage', kind: 'validators', etag: 'none', lastModified: 'none', times: Infinity },
    })
    await begun()
    replaceAll()
    await library.settled()
    expect(library.row(id).state).toBe('done')
    expect(hashesHere()).toEqual(hashesUpstream())
  })

  test('nothing is asked again where dates prove that nothing was replaced', async () => {
    await begun()
    await library.settled()
    expect(asked().filter(({ range }) => range !== undefined && range !== null)).toEqual([])
  })
})

test('segments on a line that is always cut go on where they were', async () => {
  workspace.faults.add({ on: 'storage', kind: 'short', at: 60_000, match: segments, times: Infinity })
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(hashesHere()).toEqual(hashesUpstream())
})

test('a recording of one file of many megabytes, addressed by byte ranges, is gone on with after a restart', async () => {
  const root = workspace.control.object(id).key.replace(/master\.m3u8$/, '')
  const film = generatedBytes(12_000_000, 7)
  workspace.data.objects.put(`${root}film.mp4`, film, new Date(Date.now() - 3_600_000))
  const ranges = [0, 1, 2].map((part) => `#EXTINF:4,\n#EXT-X-BYTERANGE:4000000@${part * 4_000_000}\nfilm.mp4\n`)
  const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n${ranges.join('')}#EXT-X-ENDLIST\n`
  workspace.control.setContent(id, { text })
  const hanging = workspace.faults.add({ on: 'storage', kind: 'stall', at: 9_000_000, match: /film/, times: Infinity })
  library.queue.start()
  await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
  const part = library.path(id, 'vod/0/00001.mp4.part')
  while (!existsSync(part) || statSync(part).size < 9_000_000) await new Promise((resolve) => setImmediate(resolve))
  library.clock.advance(2000)
  await library.queue.stop()
  hanging.remove()
  workspace.requests.clear()
  library.makeQueue()
  await library.download(id)
  expect(library.hashOnDisk(id, 'vod/0/00001.mp4')).toBe(hashOf(film, 'sha256'))
  const again = workspace.requests.all('storage').filter(({ path }) => path.endsWith('film.mp4'))
  expect(again.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(3_100_000)
})

describe('half a recording of which the database knows nothing any more', () => {
  /** As after the database was lost, rebuilt from the folder and synced again. */
  async function forgotten(): Promise<void> {
    await begun()
    await library.queue.stop()
    const { db } = library.library
    db.exec('DELETE FROM vod_segments; DELETE FROM files; DELETE FROM downloads; UPDATE assets SET file_name = NULL')
    db.exec('UPDATE recordings SET folder = NULL, folder_key = NULL; UPDATE rooms SET folder = NULL, folder_key = NULL')
    workspace.faults.clear()
    workspace.requests.clear()
    library.makeQueue()
  }
  const here = () => readdirSync(library.path(id, 'vod'), { recursive: true, encoding: 'utf8' })
  const whole = () => here().filter((name) => segments.test(name))

  test('goes on with the parts that storage’s checksums vouch for, in the same folder', async () => {
    await forgotten()
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason: null })
    expect(hashesHere()).toEqual(hashesUpstream())
    const fetched = asked().filter(({ status }) => status === 200)
    expect(fetched.length).toBeLessThan(keys().length - 2)
    expect(whole()).toHaveLength(keys().length)
  })

  test('fetches a part again that is something else now, and keeps what stood there', async () => {
    await forgotten()
    const [path = ''] = whole().map((name) => library.path(id, `vod/${name}`))
    writeFileSync(path, Buffer.from(readFileSync(path)).fill(1, 50, 60))
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason: null })
    expect(hashesHere()).toEqual(hashesUpstream())
    expect(here().filter((name) => name.includes('(before)'))).toHaveLength(1)
  })

  test('fetches all of it where storage gives no checksums, once', async () => {
    await forgotten()
    workspace.faults.add({ on: 'storage', kind: 'validators', etag: 'none', times: Infinity })
    await library.download(id)
    expect(hashesHere()).toEqual(hashesUpstream())
    expect(whole()).toHaveLength(keys().length)
  })
})

describe('a part that storage has lost', () => {
  const lose = (index: number) => {
    const { key } = workspace.control.object(id)
    workspace.data.objects.delete(keys()[index] ?? key)
  }

  test('costs the rest nothing: that is kept, plays around the gap, and says what is missing', async () => {
    const all = hashesUpstream()
    lose(3)
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason_kind: 'corrupt' })
    expect(library.row(id).reason).toContain('“vod/1/00004.m4s”')
    expect(hashesHere()).toHaveLength(all.length - 1)
    expect(all).toEqual(expect.arrayContaining(hashesHere()))
    const playlist = readFileSync(library.path(id, 'vod/1/index.m3u8'), 'utf8')
    expect(playlist.match(/#EXT-X-GAP\n.*/g)).toEqual(['#EXT-X-GAP\n00004.m4s'])
    const inDoubt = library.files(id).filter((file) => file.differs_from_record === 1)
    expect(inDoubt.map(({ name }) => name)).toEqual(['vod/1/index.m3u8'])
  })

  test('for a moment only is asked for once more', async () => {
    workspace.faults.add({ on: 'storage', kind: 'status', status: 404, match: `/${keys()[3]}`, times: 1 })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason: null })
    expect(hashesHere()).toEqual(hashesUpstream())
  })

  /** As S3 does to whoever may not list: 403 for what isn't there. */
  const refuse = (...indexes: readonly number[]) => {
    for (const index of indexes) {
      const match = `/${keys()[index]}`
      workspace.faults.add({ on: 'storage', kind: 'status', status: 403, code: 'AccessDenied', match, times: Infinity })
    }
  }

  test.each([
    ['in the middle', [3, 9]],
    ['at its beginning', [0, 1, 2, 3, 4, 5]],
  ])('%s may be refused instead of not found: two links are asked, then it is a gap', async (_where, lost) => {
    const all = hashesUpstream()
    refuse(...lost)
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason_kind: 'corrupt', attempts: 0 })
    expect(library.row(id).reason).toContain('refuses it')
    expect(hashesHere()).toHaveLength(all.length - lost.length)
    expect(workspace.requests.count('api', /presigned-url/)).toBe(2)
    for (const index of lost) {
      expect(workspace.requests.all('storage').filter(({ path }) => path === `/${keys()[index]}`)).toHaveLength(2)
    }
  })

  test('and all the others too: it can’t be had', async () => {
    for (const index of keys().keys()) lose(index)
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'unavailable', reason_kind: 'gone' })
  })
})

describe('a zipped one', () => {
  const zipped = () => workspace.assetId('founders-hour-zipped', 'room-vod')
  const inFolder = (folder: string): number =>
    (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

  test('is unpacked when there is room for it, and the archive isn’t fetched again', async () => {
    const zip = workspace.control.object(zipped()).source.size
    const folder = library.path(zipped(), '')
    let spare = zip + 200_000
    Object.defineProperty(library, 'freeBytes', { get: () => spare - inFolder(folder) })
    library.queue.start()
    const waiting = library.heard(() => library.row(zipped()).state === 'waiting')
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(zipped())] })
    await waiting
    expect(library.row(zipped())).toMatchObject({ state: 'waiting', reason_kind: 'disk-full' })
    expect([existsSync(join(folder, 'vod')), existsSync(join(folder, 'vod.zip'))]).toEqual([false, true])
    spare = 1e12
    await library.settled()
    expect(library.row(zipped())).toMatchObject({ state: 'done', reason: null })
    const sent = workspace.requests.all('storage').reduce((sum, { bytes }) => sum + bytes, 0)
    expect(sent).toBeLessThan(zip + 1000)
  })
})

test('cancelling a recording that was to be made whole again keeps what is right of it', async () => {
  await library.download(id)
  const lost = library.path(id, 'vod/1/00003.m4s')
  rmSync(lost)
  library.library.db.prepare('DELETE FROM files WHERE asset_id = ?').run(library.assetId(id))
  library.library.db.prepare(`UPDATE downloads SET state = 'failed' WHERE asset_id = ?`).run(library.assetId(id))
  writeFileSync(library.path(id, 'vod/mine.txt'), 'mine')
  workspace.faults.add({ on: 'storage', kind: 'status', status: 503, match: segments, times: Infinity })
  const waiting = library.heard(() => library.row(id).state === 'waiting')
  await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
  await waiting
  expect(asked().filter(({ status }) => status === 503)).toHaveLength(1)
  await library.commands.tell({ kind: 'assets', assetIds: [library.assetId(id)] }, 'cancel')
  expect(readFileSync(library.path(id, 'vod/mine.txt'), 'latin1')).toBe('mine')
  expect(existsSync(library.path(id, 'vod/1/00002.m4s'))).toBe(true)
})

// Room-vods: an unzipped one is mirrored so that it plays from disk with no network, a zipped one is kept as it came.
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse, types } from 'hls-parser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DownloadLibrary, until } from '../../builders/download-library.ts'
import { makeZip, playlist } from '../../builders/hostile-zip.ts'
import { hashOf } from '../../hms/byte-source.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

let workspace: Workspace
let library: DownloadLibrary

beforeEach(async () => {
  workspace = await startWorkspace()
  library = new DownloadLibrary(workspace)
  await library.sync()
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

/** Every file that the playlist at `path` names, itself first; fails if one doesn't parse or isn't below `root`. */
function playable(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const playlist = parse(text)
  const own = (uri: string | undefined) => (uri === undefined ? [] : [join(dirname(path), uri)])
  if (playlist instanceof types.MasterPlaylist) {
    const media = playlist.variants.flatMap((variant) => [
      ...own(variant.uri),
      ...[...variant.audio, ...variant.subtitles].flatMap((rendition) => own(rendition.uri)),
    ])
    return [path, ...media.flatMap(playable)]
  }
  if (!(playlist instanceof types.MediaPlaylist)) throw new Error('neither kind of playlist')
  expect(playlist.endlist).toBe(true)
  return [path, ...playlist.segments.flatMap((segment) => [...own(segment.uri), ...own(segment.map?.uri)])]
}

describe('an unzipped vod on the CDN', () => {
  test('plays from disk: every playlist parses, everything it names is here and exact', async () => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done' })
    const files = [...new Set(playable(library.path(id, 'vod/master.m3u8')))]
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) expect(readFileSync(file).length).toBeGreaterThan(0)

    const stored = library.files(id)
    expect(stored.map((file) => file.name)).toContain('vod/master.m3u8')
    for (const file of stored) expect(library.hashOnDisk(id, file.name)).toBe(file.sha256)
    expect(segmentHashesUpstream(id)).toEqual(
      stored
        .filter((file) => !file.name.endsWith('.m3u8'))
        .map((file) => file.sha256)
        .sort(),
    )
  })

  test('with a segment that isn’t what the storage says it has: fetched again, and exact', async () => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    workspace.faults.add({ on: 'storage', kind: 'body', body: 'x'.repeat(2000), match: /\.(ts|m4s|mp4)$/, after: 2 })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done' })
    const stored = library.files(id).filter((file) => !file.name.endsWith('.m3u8'))
    expect(stored.map((file) => library.hashOnDisk(id, file.name)).sort()).toEqual(segmentHashesUpstream(id))
  })

  test('is resumed segment by segment: what is here is not fetched again', async () => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    workspace.faults.add({ on: 'storage', kind: 'status', status: 503, match: /\.(ts|m4s|mp4)$/, after: 3, times: 4 })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done' })
    const segments = library.files(id).filter((file) => !file.name.endsWith('.m3u8'))
    const delivered = workspace.requests
      .all('storage')
      .filter((request) => request.status === 200 && !request.path.endsWith('.m3u8'))
    expect(delivered).toHaveLength(segments.length)
  })

  test('goes on after the app was closed in the middle with the segments that were missing', async () => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    const hanging = workspace.faults.add({
      ...{ on: 'storage', kind: 'hang', match: /\.(ts|m4s|mp4)$/, after: 3, times: Number.POSITIVE_INFINITY },
    })
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(() => library.files(id).length === 3)
    // Long enough for the progress to have been stored a few times.
    library.clock.advance(5000)
    await library.queue.stop()
    hanging.remove()
    workspace.requests.clear()
    library.makeQueue()
    await library.download(id)
    const segments = library.files(id).filter((file) => !file.name.endsWith('.m3u8'))
    const asked = workspace.requests.all('storage').filter((request) => !request.path.endsWith('.m3u8'))
    expect(asked).toHaveLength(segments.length - 3)
  })

  test('a segment lost from the disk is fetched again', async () => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    workspace.faults.add({ on: 'storage', kind: 'status', status: 503, match: /\.(ts|m4s|mp4)$/, after: 3, times: 4 })
    library.queue.start()
    const waiting = library.heard(() => library.row(id).state === 'waiting')
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await waiting
    const lost = library.files(id)[0]
    if (lost === undefined) throw new Error('nothing was fetched')
    rmSync(library.path(id, lost.name))
    await library.settled()
    expect(library.hashOnDisk(id, lost.name)).toBe(lost.sha256)
  })

  test.each([
    ['another host', 'https://elsewhere.example/x.ts'],
    ['a file', 'file:///etc/passwd'],
  ])('a playlist that leads to %s is refused, and nothing of it is kept', async (_name, uri) => {
    const id = workspace.assetId('founders-hour', 'room-vod')
    const text = `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${uri}\n#EXT-X-ENDLIST\n`
    workspace.control.setContent(id, { text })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'failed', reason_kind: 'unreadable' })
    expect(library.files(id)).toEqual([])
  })

  /** Of everything below the master's folder but the playlists. */
  function segmentHashesUpstream(id: string): string[] {
    const paths = workspace.requests.all('storage').map((request) => request.path.slice(1))
    const keys = [...new Set(paths)].filter((path) => path.startsWith('cdn/') && !path.endsWith('.m3u8'))
    expect(workspace.control.object(id).key).toMatch(/master\.m3u8$/)
    return keys
      .flatMap((key) => workspace.data.objects.get(key)?.source ?? [])
      .map((source) => hashOf(source, 'sha256'))
      .sort()
  }
})

describe('a zipped vod', () => {
  test('is kept as it came, and plays from the folder beside it', async () => {
    const id = workspace.assetId('founders-hour-zipped', 'room-vod')
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason: null })
    expect(library.hashOnDisk(id, 'vod.zip')).toBe(workspace.control.sha256(id))
    expect(playable(library.path(id, 'vod/master.m3u8')).length).toBeGreaterThan(4)
    const stored = library.files(id)
    expect(stored.map(({ name }) => name)).toEqual(expect.arrayContaining(['vod.zip', 'vod/master.m3u8']))
    for (const file of stored) expect(library.hashOnDisk(id, file.name)).toBe(file.sha256)
  })

  test('that can’t be unpacked safely is kept all the same, and says why', async () => {
    const id = workspace.assetId('founders-hour-zipped', 'room-vod')
    const bytes = makeZip([{ name: 'a.m3u8', text: playlist('../../../a.ts') }])
    workspace.control.setContent(id, { bytes })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'done', reason_kind: 'unreadable' })
    expect(library.row(id).reason).toMatch(/archive is kept as it came/)
    expect(library.files(id).map(({ name }) => name)).toEqual(['vod.zip'])
    expect(library.exists(id, 'vod')).toBe(false)
  })
})

test('a vod in the customer’s bucket says where it is: only its playlist can be had', async () => {
  const id = workspace.assetId('field-notes-live', 'room-vod')
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'unavailable', reason_kind: 'refused' })
  expect(library.row(id).reason).toMatch(/gs:\/\/field-notes-archive/)
})

test('everything of the workspace at once: every file that can be had is here and exact', async () => {
  library.queue.start()
  const all = library.reader.assetsAfter(0, 1000)
  await library.commands.start({ kind: 'assets', assetIds: [...all] })
  await library.settled()
  const states = library.library.db.prepare('SELECT state, count(*) AS count FROM downloads GROUP BY state').all()
  expect(states.map((row) => Reflect.get(Object(row), 'state')).sort()).toEqual(['done', 'unavailable'])
  for (const asset of workspace.data.assets.own()) {
    if (library.synced.one('SELECT count(*) FROM assets WHERE upstream_id = ?', asset.id) === 0) continue
    const files = library.files(asset.id)
    for (const file of files) expect(library.hashOnDisk(asset.id, file.name)).toBe(file.sha256)
    if (files.length === 1) expect(files[0]?.sha256).toBe(workspace.control.sha256(asset.id))
  }
})

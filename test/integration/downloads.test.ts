// Downloads from end to end: simulated 100ms, real HTTP, real worker, real files. Every file is compared by hash.
import { readFileSync, statSync, truncateSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DownloadLibrary, until } from '../builders/download-library.ts'
import type { AssetSpec } from '../hms/asset-builder.ts'
import type { AddedRecording } from '../hms/builder.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

const size = 5_000_000
let workspace: Workspace
let library: DownloadLibrary

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

/** One recording with these assets, synced. Answers the upstream ids of the assets. */
async function synced(...assets: AssetSpec[]): Promise<string[]> {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const added: AddedRecording = workspace.control.addRecording({ name: 'show', roomId: room.id, assets })
  library = new DownloadLibrary(workspace)
  await library.sync()
  return added.assets.map((asset) => asset.id)
}

async function composite(spec: Partial<AssetSpec> = {}): Promise<string> {
  const [id] = await synced({ type: 'room-composite', content: { mp4Bytes: size }, ...spec })
  if (id === undefined) throw new Error('no asset')
  return id
}

function expectExact(id: string, name = 'composite.mp4'): void {
  expect(library.row(id)).toMatchObject({ state: 'done' })
  expect(library.hashOnDisk(id, name)).toBe(workspace.control.sha256(id))
  expect(library.files(id)).toMatchObject([{ name, sha256: workspace.control.sha256(id) }])
  expect(library.exists(id, `${name}.part`)).toBe(false)
}

describe('a download', () => {
  test('ends exact, verified, named, in its recording’s sidecar', async () => {
    const id = await composite()
    await library.download(id)
    expectExact(id)
    expect(library.files(id)).toMatchObject([{ verified: 1, differs_from_record: 0, checked_against: 'md5' }])
    expect(readFileSync(library.path(id, 'recording.json'), 'utf8')).toContain(workspace.control.sha256(id))
    expect(library.synced.one('SELECT assets_done FROM recordings')).toBe(1)
  })

  test('of every kind of text is checked and handed to the search index', async () => {
    const ids = await synced(
      { type: 'transcript', outputMode: 'json', content: { text: '{"sentences":[]}' } },
      { type: 'transcript', outputMode: 'srt', content: { text: '1\n00:00:01,010 --> 00:00:02,000\nAna: hello\n' } },
      { type: 'transcript', outputMode: 'txt', content: { text: 'Ana: hello\n' } },
      { type: 'summary', outputMode: 'json', content: { text: '{"sections":[]}' } },
      { type: 'chat', content: { text: 'SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message\n' } },
    )
    await library.download(...ids)
    expect(ids.map((id) => library.files(id).map((file) => [file.name, file.verified]))).toEqual([
      [['transcript.json', 1]],
      [['transcript.srt', 1]],
      [['transcript.txt', 1]],
      [['summary.json', 1]],
      [['chat.csv', 1]],
    ])
    for (const id of ids)
      expect(library.hashOnDisk(id, library.files(id)[0]?.name ?? '')).toBe(workspace.control.sha256(id))
    expect(library.imported.length).toBeGreaterThan(0)
  })

  test('several at a time are each exact', async () => {
    const sizes = [900_000, 3_000_000, 1_200_000, 2_000_000, 700_000, 1_500_000]
    const ids = await synced(
      ...sizes.map(
        (bytes, index): AssetSpec => ({
          type: 'room-composite',
          content: { mp4Bytes: bytes, seed: index + 1 },
          metadata: { resolution: { width: 16, height: 100 + index }, layer: String(index) },
        }),
      ),
    )
    await library.download(...ids)
    for (const id of ids) expectExact(id, library.files(id)[0]?.name)
  })
})

describe('what goes wrong on the way costs nothing that has arrived', () => {
  test('a connection cut three times: the same bytes go on', async () => {
    const id = await composite()
    for (const at of [900_000, 800_000, 700_000]) {
      workspace.faults.add({ on: 'storage', kind: 'short', at, after: at === 900_000 ? 0 : 1 })
    }
    await library.download(id)
    expectExact(id)
    const requests = workspace.requests.all('storage').filter((request) => request.method === 'GET')
    expect(requests.slice(1).every((request) => request.ifRange !== undefined && request.status === 206)).toBe(true)
    expect(requests.reduce((sum, request) => sum + request.bytes, 0)).toBeLessThan(size + requests.length * 70_000)
  })

  test('an expired link in the middle: a new one, the same bytes, no attempt lost', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'short', at: 2_000_000 })
    workspace.faults.add({ on: 'storage', kind: 'expired', after: 1 })
    await library.download(id)
    expectExact(id)
    expect(library.row(id)).toMatchObject({ attempts: 0 })
    expect(workspace.requests.count('api', /presigned-url$/)).toBe(3)
    expect(workspace.requests.all('storage').at(-1)).toMatchObject({
      status: 206,
      range: `bytes=${2_000_000 - 65_536}-`,
    })
  })

  test('an object that changed in between, of the same size: started over, never a mix', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'short', at: 2_000_000 })
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(() => library.row(id).state === 'waiting')
    workspace.control.setContent(id, { mp4Bytes: size, seed: 7 })
    await library.settled()
    expectExact(id)
  })

  test('an engine that stops and starts: resumed from the .part', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'stall', at: 3_000_000 })
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(
      () =>
        library.exists(id, 'composite.mp4.part') && statSync(library.path(id, 'composite.mp4.part')).size >= 3_000_000,
    )
    await library.queue.stop()
    expect(library.row(id)).toMatchObject({ state: 'queued', bytes_done: 3_000_000 })

    library.makeQueue().start()
    library.queue.wake()
    await library.settled()
    expectExact(id)
    expect(workspace.requests.all('storage').at(-1)?.range).toBe(`bytes=${3_000_000 - 65_536}-`)
  })

  test('a crash between naming and the row: the file is recognised, not fetched again', async () => {
    const id = await composite()
    const { db } = library.library
    await library.download(id)
    const { sha256 } = library.files(id)[0] ?? { sha256: '' }
    const record = {
      validator: { etag: '"x"', lastModified: null },
      totalBytes: size,
      boot: 'any',
      checkedAgainst: 'md5',
    }
    db.exec('DELETE FROM files')
    db.prepare(`UPDATE downloads SET state = 'running', validator = ?`).run(
      JSON.stringify({ ...record, checkpoint: { bytes: size, sha256 } }),
    )
    workspace.requests.clear()
    library.makeQueue().start()
    await library.settled()
    expectExact(id)
    expect(workspace.requests.count()).toBe(0)
  })

  test('a transfer that was cut, and a .part cut shorter behind our back: started over', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(() => library.row(id).state === 'waiting')
    truncateSync(library.path(id, 'composite.mp4.part'), 1_000_000)
    await library.settled()
    expectExact(id)
  })

  test('a slow server that recovers: 503, reset, stalled, then the file', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'status', status: 503 })
    workspace.faults.add({ on: 'storage', kind: 'reset', after: 1, times: 2 })
    workspace.faults.add({ on: 'storage', kind: 'stall', at: 1_000_000, after: 3 })
    await library.download(id)
    expectExact(id)
  })
})

describe('what counts as complete', () => {
  test('storage and API disagree on the size, twice: kept and flagged', async () => {
    const id = await composite({ apiSize: size + 1 })
    await library.download(id)
    expectExact(id)
    expect(library.files(id)).toMatchObject([{ differs_from_record: 1, verified: 1 }])
    expect(library.row(id).reason).toContain(`${size + 1}`)
    expect(workspace.requests.count('api', /presigned-url$/)).toBe(2)
  })

  test('a body shorter than the API says, then the right one: the right one', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'body', body: new Uint8Array(700) })
    await library.download(id)
    expectExact(id)
    expect(library.files(id)).toMatchObject([{ differs_from_record: 0 }])
  })

  test('not a film: kept as “(unverified)”, with the reason', async () => {
    const id = await composite({ content: { randomBytes: 2_000_000 } })
    await library.download(id)
    expectExact(id, 'composite (unverified).mp4')
    expect(library.files(id)).toMatchObject([{ verified: 0 }])
    expect(library.row(id)).toMatchObject({ reason_kind: 'unreadable' })
    expect(library.exists(id, 'composite.mp4')).toBe(false)
  })

  test('an ETag that only looks like an MD5 is believed no more than twice', async () => {
    const id = await composite()
    workspace.faults.add({
      on: 'storage',
      kind: 'headers',
      headers: { etag: '"00000000000000000000000000000000"' },
      times: Number.POSITIVE_INFINITY,
    })
    await library.download(id)
    expectExact(id)
    expect(library.files(id)).toMatchObject([{ checked_against: null }])
  })

  test('a sign-in page, XML and a compressed body are never the file', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'html' })
    workspace.faults.add({ on: 'storage', kind: 'gzip', after: 1 })
    await library.download(id)
    expectExact(id)
  })
})

describe('what can’t be had says why', () => {
  test.each([
    ['gone from storage', (id: string) => workspace.control.deleteFile(id), /15 days/],
    ['gone from the API', (id: string) => workspace.control.deleteAsset(id), /15 days/],
    ['a HIPAA workspace', () => workspace.control.setHipaa(true), /in your bucket at .+mp4/],
  ])('%s', async (_name, happens, reason) => {
    const id = await composite()
    happens(id)
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'unavailable' })
    expect(library.row(id).reason).toMatch(reason)
    expect(library.synced.one('SELECT assets_failed FROM recordings')).toBe(1)
  })

  test('storage that refuses every link: given up after so many tries, with the reason', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'expired', times: Number.POSITIVE_INFINITY })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'failed', attempts: 10, reason_kind: 'forbidden' })
    expect(library.row(id).reason).toContain('Given up after 10 tries')
  })

  test('credentials without permission for links: given up after so many tries', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'api', match: /presigned-url$/, kind: 'status', status: 403, times: Infinity })
    await library.download(id)
    expect(library.row(id)).toMatchObject({ state: 'failed', attempts: 10, reason_kind: 'forbidden' })
    expect(library.row(id).reason).toContain('Connect with others')
  })

  test('what credentials had no permission for is tried again with others', async () => {
    const id = await composite()
    library.store.startByHand([library.assetId(id)], library.clock.nowMs())
    library.library.db.exec(
      `UPDATE downloads SET state = 'failed', attempts = 10, reason_kind = 'forbidden', reason = 'No.'`,
    )
    library.queue.start()
    await library.settled()
    library.commands.credentialsCame()
    await library.settled()
    expectExact(id)
  })
})

describe('the whole queue waits', () => {
  test('offline: nothing is lost, no attempt is spent, it goes on by itself', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'reset', times: 8 })
    await library.download(id)
    expectExact(id)
    expect(library.row(id).attempts).toBe(0)
  })

  test('the system says that the network is back: nothing waits for its next try', async () => {
    const id = await composite()
    const away = workspace.faults.add({
      on: 'api',
      kind: 'reset',
      match: /presigned-url$/,
      times: Number.POSITIVE_INFINITY,
    })
    library.queue.start()
    const held = library.heard((progress) => progress.hold.kind === 'offline')
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    expect((await held).hold).toMatchObject({ kind: 'offline', cause: expect.stringMatching(/reach/) })
    away.remove()
    library.queue.networkChanged(true)
    // Not a millisecond goes by.
    await until(() => library.row(id).state === 'done')
    expectExact(id)
  })

  test('no room: one clear hold, and on again when there is', async () => {
    const id = await composite()
    library.freeBytes = size - 1
    library.queue.start()
    const held = library.heard((progress) => progress.hold.kind === 'disk-full')
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    expect((await held).hold).toMatchObject({ kind: 'disk-full', freeBytes: size - 1 })
    expect(workspace.requests.count('storage')).toBe(0)
    library.freeBytes = 1e12
    await library.settled()
    expectExact(id)
  })

  test('429 with Retry-After: not a request before its time', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'status', status: 429, retryAfter: 90 })
    library.queue.start()
    const held = library.heard((progress) => progress.hold.kind === 'rate-limited')
    const startedMs = library.clock.nowMs()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    expect((await held).hold).toEqual({ kind: 'rate-limited', untilMs: startedMs + 90_000 })
    await library.settled()
    expectExact(id)
  })
})

describe('a person’s word', () => {
  async function running(id: string): Promise<void> {
    workspace.faults.add({ on: 'storage', kind: 'stall', at: 2_000_000 })
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(
      () =>
        library.exists(id, 'composite.mp4.part') && statSync(library.path(id, 'composite.mp4.part')).size >= 2_000_000,
    )
  }

  test('pause keeps the bytes, resume goes on with them', async () => {
    const id = await composite()
    await running(id)
    const target = { kind: 'assets' as const, assetIds: [library.assetId(id)] }
    await library.commands.tell(target, 'pause')
    expect(library.row(id)).toMatchObject({ state: 'paused', bytes_done: 2_000_000 })
    await library.commands.tell(target, 'resume')
    await library.settled()
    expectExact(id)
    expect(workspace.requests.all('storage').at(-1)).toMatchObject({ status: 206 })
  })

  test('pause all holds what comes later too', async () => {
    const id = await composite()
    library.queue.start()
    await library.commands.tell({ kind: 'all' }, 'pause')
    library.store.startByHand([library.assetId(id)], library.clock.nowMs())
    library.queue.wake()
    await library.settled()
    expect(library.last?.hold).toEqual({ kind: 'paused' })
    expect(library.row(id).state).toBe('queued')
    await library.commands.tell({ kind: 'all' }, 'resume')
    await library.settled()
    expectExact(id)
  })

  test('cancel leaves nothing behind; download brings it back', async () => {
    const id = await composite()
    await running(id)
    await library.commands.tell({ kind: 'all' }, 'cancel')
    expect(library.row(id)).toMatchObject({ state: 'cancelled', bytes_done: 0 })
    expect(library.exists(id, 'composite.mp4.part')).toBe(false)
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await library.settled()
    expectExact(id)
  })
})

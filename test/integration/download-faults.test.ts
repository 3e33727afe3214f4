// What servers and drives do to downloads, each provoked for real: a drive that is full, locked, pulled out and put back; an
// API that is down while links are needed; a storage that asks for patience. Nothing of it is silent, and every file ends exact.
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DownloadLibrary, until } from '../builders/download-library.ts'
import { lock, SmallDrive } from '../builders/small-drive.ts'
import type { AssetSpec } from '../hms/asset-builder.ts'
import type { Fault } from '../hms/faults.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

const size = 5_000_000
let workspace: Workspace
let library: DownloadLibrary
let drive: SmallDrive | null = null

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
  drive?.unmount()
  drive = null
})

type Setting = ConstructorParameters<typeof DownloadLibrary>[1]

async function composite(spec: Partial<AssetSpec> = {}, setting: Setting = {}): Promise<string> {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const assets: AssetSpec[] = [{ type: 'room-composite', content: { mp4Bytes: size }, ...spec }]
  const [added] = workspace.control.addRecording({ name: 'show', roomId: room.id, assets }).assets
  library = new DownloadLibrary(workspace, setting)
  await library.sync()
  return added?.id ?? ''
}

async function start(id: string): Promise<void> {
  library.queue.start()
  await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
}

const part = (id: string): string => library.path(id, 'composite.mp4.part')

async function partOf(id: string, bytes: number): Promise<void> {
  await until(() => library.exists(id, 'composite.mp4.part') && statSync(part(id)).size >= bytes)
}

function expectExact(id: string): void {
  expect(library.row(id)).toMatchObject({ state: 'done' })
  expect(library.hashOnDisk(id, 'composite.mp4')).toBe(workspace.control.sha256(id))
  expect(library.exists(id, 'composite.mp4.part')).toBe(false)
}

describe('a drive', () => {
  test('that fills up in the middle of a file: the queue waits, says so, keeps the bytes and goes on when there is room', async () => {
    drive = SmallDrive.mount(16)
    const bytes = 24_000_000
    // The API knows less than the storage sends, and storage doesn't say, so that nothing warns of it beforehand.
    workspace.faults.add({ on: 'storage', kind: 'no-length' })
    const id = await composite(
      { content: { mp4Bytes: bytes }, apiSize: 1000 },
      drive === null ? {} : { place: drive.path },
    )
    if (drive === null) {
      library.settings = { ...library.settings, minFreeBytes: 1e9 }
      workspace.faults.add({ on: 'storage', kind: 'stall', at: 8_000_000 })
    }
    const held = library.heard(({ hold }) => hold.kind === 'disk-full')
    await start(id)
    await partOf(id, 8_000_000)
    if (drive === null) {
      library.freeBytes = 5e8
      library.clock.advance(6000)
    }
    expect((await held).hold).toMatchObject({ kind: 'disk-full' })
    await until(() => library.last?.running.length === 0)
    const kept = statSync(part(id)).size
    expect(kept).toBeGreaterThanOrEqual(8_000_000)
    workspace.requests.clear()
    drive?.grow(64)
    library.freeBytes = 1e12
    // Not even the row could be written while there was no room.
    library.clock.advance(60_000)
    await library.settled()
    expectExact(id)
    expect(library.row(id).attempts).toBe(0)
    expect(workspace.requests.all('storage')[0]?.range).toBe(`bytes=${kept - 65_536}-`)
  })

  test('that a file doesn’t fit on lets the files that do go on, and says which one waits and for how much', async () => {
    const large = await composite({ apiSize: 100e9 })
    const small = another()
    await library.sync()
    library.freeBytes = 3e9
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [large, small].map((id) => library.assetId(id)) })
    await until(() => library.row(small).state === 'done')
    expect(library.last?.hold).toEqual({ kind: 'none' })
    expect(library.row(large)).toMatchObject({ state: 'waiting', attempts: 0, reason_kind: 'disk-full' })
    expect(library.row(large).reason).toMatch(/needs 100 GB of room.*has 3\.0 GB to spare/)
    library.freeBytes = 1e12
    await library.settled()
    expectExact(large)
  })

  test('that many files don’t fit on is asked once for all of them', async () => {
    const [first, ...others] = [await composite({ apiSize: 100e9 }), another(100e9), another(90e9), another()]
    await library.sync()
    library.freeBytes = 3e9
    library.settings = { ...library.settings, concurrency: 1 }
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [first, ...others].map((id) => library.assetId(id)) })
    await until(() => library.row(others[2] ?? '').state === 'done')
    expect([first, ...others].map((id) => library.row(id).state)).toEqual(['waiting', 'waiting', 'waiting', 'done'])
    expect(library.row(others[1] ?? '').reason).toMatch(/needs 90\.0 GB of room/)
    // A lower floor may be all that was missing: no waiting for the next look.
    library.freeBytes = 1e12
    library.queue.settingsChanged()
    expect(library.row(first).state).not.toBe('waiting')
    await library.settled()
  })

  test('that is too small for what storage turns out to have: not a byte of it is written, and others go on', async () => {
    const large = await composite({ content: { mp4Bytes: 24_000_000 }, apiSize: 1000 })
    const small = another()
    await library.sync()
    library.freeBytes = 20_000_000
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [large, small].map((id) => library.assetId(id)) })
    await until(() => library.row(small).state === 'done' && library.row(large).state === 'waiting')
    expect(library.row(large)).toMatchObject({ attempts: 0, reason_kind: 'disk-full' })
    expect(library.exists(large, 'composite.mp4.part')).toBe(false)
    library.freeBytes = 1e12
    await library.settled()
    expectExact(large)
  })

  test('is not held against a size that no recording has: storage’s word counts', async () => {
    const id = await composite({ apiSize: 2 ** 43 })
    library.freeBytes = 3e9
    await library.download(id)
    expectExact(id)
  })

  test.each([
    ['before the first byte of a file', 'UPDATE OF validator ON downloads'],
    ['when the file has its name', 'INSERT ON files'],
  ])(
    'that is too full for the database %s: the queue waits, says so, and goes on when there is room',
    async (_, when) => {
      const id = await composite()
      const grow = fillUpOn(when)
      const held = library.heard(({ hold }) => hold.kind === 'disk-full')
      await start(id)
      await held
      await until(() => library.last?.running.length === 0)
      grow()
      await library.settled()
      expectExact(id)
      expect(library.row(id).attempts).toBe(0)
    },
  )

  test('whose folder can’t be written to: the reason says what to look at, and it goes through when that is mended', async () => {
    const id = await composite()
    const place = library.layout.placeAsset(library.assetId(id))
    if (!place.ok) throw new Error(place.error.message)
    const unlock = lock(place.value.folder) ?? lockByFile(place.value.folder)
    await start(id)
    await until(() => library.row(id).state === 'waiting')
    expect(library.row(id)).toMatchObject({ reason_kind: 'folder' })
    unlock()
    await library.settled()
    expectExact(id)
  })

  test('whose paths may not be that long: says so, and what to do', async () => {
    const id = await composite()
    const { url } = await library.link(id)
    const partPath = `${library.root}/${'long '.repeat(60)}.part`
    const { outcome } = library.fetcher.fetch({ url, partPath, resume: null }, { head: () => {}, progress: () => {} })
    expect(await outcome).toMatchObject({ kind: 'failed', error: { kind: 'folder' } })
    expect(await outcome).toMatchObject({ error: { message: expect.stringContaining('nearer to the top') } })
  })

  test('that is pulled out in the middle and put back: explained, and the bytes go on', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    await start(id)
    await until(() => library.row(id).state === 'waiting')
    renameSync(library.root, `${library.root}-elsewhere`)
    library.freeBytes = null
    const held = library.heard(({ hold }) => hold.kind === 'library-missing')
    library.clock.advance(60_000)
    await held
    expect(library.row(id).state).toBe('queued')
    renameSync(`${library.root}-elsewhere`, library.root)
    library.freeBytes = 1e12
    workspace.requests.clear()
    await library.settled()
    expectExact(id)
    expect(workspace.requests.all('storage')[0]?.range).toBe(`bytes=${3_000_000 - 65_536}-`)
  })
})

/** Of the same room; synced by the next sync. */
function another(apiSize?: number): string {
  const roomId = workspace.data.rooms.own()[0]?.id ?? ''
  const assets: AssetSpec[] = [
    { type: 'room-composite', content: { mp4Bytes: size }, ...(apiSize === undefined ? {} : { apiSize }) },
  ]
  return (
    workspace.control.addRecording({ name: `show ${apiSize ?? 'of its size'}`, roomId, assets }).assets[0]?.id ?? ''
  )
}

/** From then on the database needs more pages than it may have: SQLite answers as on a full drive. */
function fillUpOn(when: string): () => void {
  const { db } = library.library
  db.exec('CREATE TABLE ballast (bytes BLOB)')
  db.exec(`CREATE TEMP TRIGGER fill AFTER ${when} BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END`)
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 10}`)
  return () => db.exec('DROP TRIGGER fill; PRAGMA max_page_count = 1000000')
}

/** Without the right to mount: a file stands where the folder should be. */
function lockByFile(folder: string): () => void {
  rmSync(folder, { recursive: true, force: true })
  writeFileSync(folder, '')
  return () => rmSync(folder)
}

describe('a half-fetched file that someone', () => {
  async function interrupted(): Promise<string> {
    const id = await composite()
    workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    await start(id)
    await until(() => library.row(id).state === 'waiting')
    return id
  }

  test.each([
    ['has deleted', (path: string) => rmSync(path)],
    ['has replaced', (path: string) => writeFileSync(path, Buffer.alloc(3_000_000, 'x'))],
    ['has made longer than the file', (path: string) => writeFileSync(path, Buffer.alloc(size + 1, 'x'))],
  ])('%s is started over', async (_what, happens) => {
    const id = await interrupted()
    happens(part(id))
    await library.settled()
    expectExact(id)
  })
})

test('a file that is gone leaves nothing half-made behind', async () => {
  const id = await composite()
  workspace.faults.add({ on: 'storage', kind: 'status', status: 404, times: Number.POSITIVE_INFINITY })
  await library.download(id)
  expect(library.row(id)).toMatchObject({ state: 'unavailable', reason_kind: 'gone' })
  expect(library.exists(id, 'composite.mp4.part')).toBe(false)
})

describe('a server that', () => {
  const often = Number.POSITIVE_INFINITY

  test.each<[string, Fault[]]>([
    ['asks for patience without saying how long (429)', [{ on: 'storage', kind: 'status', status: 429 }]],
    ['asks for a minute (429)', [{ on: 'storage', kind: 'status', status: 429, retryAfter: 60, times: 2 }]],
    ['is busy (503)', [{ on: 'storage', kind: 'status', status: 503, times: 4 }]],
    ['is busy for a minute (503)', [{ on: 'storage', kind: 'status', status: 503, retryAfter: 60, times: 2 }]],
    [
      'knows no such range (416)',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'status', status: 416, after: 1 },
      ],
    ],
    [
      'ignores the range',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'ignores-range', times: often },
      ],
    ],
    [
      'answers with another range',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'other-range', shift: 70_000, after: 1 },
      ],
    ],
    [
      'makes up a validator for every request',
      [
        { on: 'storage', kind: 'short', at: 2_000_000, times: 2 },
        { on: 'storage', kind: 'validators', etag: 'changing', lastModified: 'changing', times: often },
      ],
    ],
    [
      'names no validator',
      [
        { on: 'storage', kind: 'cut', at: 2_000_000, times: 2 },
        { on: 'storage', kind: 'validators', etag: 'none', lastModified: 'none', times: often },
      ],
    ],
    [
      'doesn’t say how long the file is, and is cut off',
      [
        { on: 'storage', kind: 'no-length', times: often },
        { on: 'storage', kind: 'cut', at: 2_000_000 },
      ],
    ],
    [
      'refuses links while 100ms can’t make new ones',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'expired', after: 1 },
        { on: 'api', kind: 'reset', match: /presigned-url$/, after: 1, times: 6 },
        { on: 'api', kind: 'status', status: 503, match: /presigned-url$/, after: 7, times: 3 },
        { on: 'api', kind: 'status', status: 429, match: /presigned-url$/, after: 10, times: 2 },
        { on: 'api', kind: 'html', match: /presigned-url$/, after: 12, times: 2 },
        { on: 'api', kind: 'truncated-json', match: /presigned-url$/, after: 14, times: 2 },
      ],
    ],
  ])('%s gives the file in the end, exact', async (_name, faults) => {
    const id = await composite()
    for (const fault of faults) workspace.faults.add(fault)
    await library.download(id)
    expectExact(id)
  })

  test('has everything in order again after an attempt: what waited for it has cost nothing', async () => {
    const id = await composite()
    workspace.faults.add({ on: 'api', kind: 'reset', match: /presigned-url$/, times: 30 })
    await library.download(id)
    expectExact(id)
    expect(library.row(id).attempts).toBe(0)
  })
})

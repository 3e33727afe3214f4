// Drives that are full, locked, pulled out and put back, each for real where that can be: the reason is said, the bytes are
// kept, and what fits goes on.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../builders/download-library.ts'
import { ShowDownloads, showBytes } from '../../builders/show-downloads.ts'
import { lock, SmallDrive } from '../../builders/small-drive.ts'
import type { AssetSpec } from '../../hms/asset-builder.ts'

let drive: SmallDrive | null = null
let show: ShowDownloads

beforeEach(async () => {
  show = await ShowDownloads.start()
})

afterEach(async () => {
  await show.close()
  drive?.unmount()
  drive = null
})

/** Of the same room; synced by the next sync. */
function another(apiSize?: number): string {
  const roomId = show.workspace.data.rooms.own()[0]?.id ?? ''
  const assets: AssetSpec[] = [
    { type: 'room-composite', content: { mp4Bytes: showBytes }, ...(apiSize === undefined ? {} : { apiSize }) },
  ]
  return (
    show.workspace.control.addRecording({ name: `show ${apiSize ?? 'of its size'}`, roomId, assets }).assets[0]?.id ??
    ''
  )
}

/** From then on the database needs more pages than it may have: SQLite answers as on a full drive. */
function fillUpOn(when: string): () => void {
  const { db } = show.library.library
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

describe('a drive', () => {
  test('that fills up in the middle of a file: the queue waits, says so, keeps the bytes and goes on when there is room', async () => {
    drive = SmallDrive.mount(16)
    const bytes = 24_000_000
    // The API knows less than the storage sends, and storage doesn't say, so that nothing warns of it beforehand.
    show.workspace.faults.add({ on: 'storage', kind: 'no-length' })
    const id = await show.composite(
      { content: { mp4Bytes: bytes }, apiSize: 1000 },
      drive === null ? {} : { place: drive.path },
    )
    if (drive === null) {
      show.library.settings = { ...show.library.settings, minFreeBytes: 1e9 }
      show.workspace.faults.add({ on: 'storage', kind: 'stall', at: 8_000_000 })
    }
    const held = show.library.heard(({ hold }) => hold.kind === 'disk-full')
    await show.begin(id)
    await show.arrived(id, 8_000_000)
    if (drive === null) {
      show.library.freeBytes = 5e8
      show.library.clock.advance(6000)
    }
    expect((await held).hold).toMatchObject({ kind: 'disk-full' })
    await until(() => show.library.last?.running.length === 0)
    const kept = statSync(show.partOf(id)).size
    expect(kept).toBeGreaterThanOrEqual(8_000_000)
    show.workspace.requests.clear()
    drive?.grow(64)
    show.library.freeBytes = 1e12
    // Not even the row could be written while there was no room.
    show.library.clock.advance(60_000)
    await show.library.settled()
    show.expectExact(id)
    expect(show.library.row(id).attempts).toBe(0)
    expect(show.workspace.requests.all('storage')[0]?.range).toBe(`bytes=${kept - 65_536}-`)
  })

  test('that a file doesn’t fit on lets the files that do go on, and says which one waits and for how much', async () => {
    const large = await show.composite({ apiSize: 100e9 })
    const small = another()
    await show.library.sync()
    show.library.freeBytes = 3e9
    await show.begin(large, small)
    await until(() => show.library.row(small).state === 'done')
    expect(show.library.last?.hold).toEqual({ kind: 'none' })
    expect(show.library.row(large)).toMatchObject({ state: 'waiting', attempts: 0, reason_kind: 'disk-full' })
    expect(show.library.row(large).reason).toMatch(/needs 100 GB of room.*has 3\.0 GB to spare/)
    show.library.freeBytes = 1e12
    await show.library.settled()
    show.expectExact(large)
  })

  test('that many files don’t fit on is asked once for all of them', async () => {
    const [first, ...others] = [await show.composite({ apiSize: 100e9 }), another(100e9), another(90e9), another()]
    await show.library.sync()
    show.library.freeBytes = 3e9
    show.library.settings = { ...show.library.settings, concurrency: 1 }
    await show.begin(first, ...others)
    await until(() => show.library.row(others[2] ?? '').state === 'done')
    expect([first, ...others].map((id) => show.library.row(id).state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
      'done',
    ])
    expect(show.library.row(others[1] ?? '').reason).toMatch(/needs 90\.0 GB of room/)
    // A lower floor may be all that was missing: no waiting for the next look.
    show.library.freeBytes = 1e12
    show.library.queue.settingsChanged()
    expect(show.library.row(first).state).not.toBe('waiting')
    await show.library.settled()
  })

  test('that is too small for what storage turns out to have: not a byte of it is written, and others go on', async () => {
    const large = await show.composite({ content: { mp4Bytes: 24_000_000 }, apiSize: 1000 })
    const small = another()
    await show.library.sync()
    show.library.freeBytes = 20_000_000
    await show.begin(large, small)
    await until(() => show.library.row(small).state === 'done' && show.library.row(large).state === 'waiting')
    expect(show.library.row(large)).toMatchObject({ attempts: 0, reason_kind: 'disk-full' })
    expect(show.library.exists(large, 'composite.mp4.part')).toBe(false)
    show.library.freeBytes = 1e12
    await show.library.settled()
    show.expectExact(large)
  })

  test('is not held against a size that no recording has: storage’s word counts', async () => {
    const id = await show.composite({ apiSize: 2 ** 43 })
    show.library.freeBytes = 3e9
    await show.library.download(id)
    show.expectExact(id)
  })

  test.each([
    ['before the first byte of a file', 'UPDATE OF validator ON downloads'],
    ['when the file has its name', 'INSERT ON files'],
  ])(
    'that is too full for the database %s: the queue waits, says so, and goes on when there is room',
    async (_, when) => {
      const id = await show.composite()
      const grow = fillUpOn(when)
      const held = show.library.heard(({ hold }) => hold.kind === 'disk-full')
      await show.begin(id)
      await held
      await until(() => show.library.last?.running.length === 0)
      grow()
      await show.library.settled()
      show.expectExact(id)
      expect(show.library.row(id).attempts).toBe(0)
    },
  )

  test('whose folder can’t be written to: the reason says what to look at, and it goes through when that is mended', async () => {
    const id = await show.composite()
    const place = show.library.layout.placeAsset(show.library.assetId(id))
    if (!place.ok) throw new Error(place.error.message)
    const unlock = lock(place.value.folder) ?? lockByFile(place.value.folder)
    await show.begin(id)
    await until(() => show.library.row(id).state === 'waiting')
    expect(show.library.row(id)).toMatchObject({ reason_kind: 'folder' })
    unlock()
    await show.library.settled()
    show.expectExact(id)
  })

  test('whose paths may not be that long: says so, and what to do', async () => {
    const id = await show.composite()
    const { url } = await show.library.link(id)
    const partPath = `${show.library.root}/${'long '.repeat(60)}.part`
    const { outcome } = show.library.fetcher.fetch(
      { url, partPath, resume: null },
      { head: () => {}, progress: () => {} },
    )
    expect(await outcome).toMatchObject({ kind: 'failed', error: { kind: 'folder' } })
    expect(await outcome).toMatchObject({ error: { message: expect.stringContaining('nearer to the top') } })
  })

  test('that is pulled out in the middle and put back: explained, and the bytes go on', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    await show.begin(id)
    await until(() => show.library.row(id).state === 'waiting')
    renameSync(show.library.root, `${show.library.root}-elsewhere`)
    show.library.freeBytes = null
    const held = show.library.heard(({ hold }) => hold.kind === 'library-missing')
    show.library.clock.advance(60_000)
    await held
    expect(show.library.row(id).state).toBe('queued')
    renameSync(`${show.library.root}-elsewhere`, show.library.root)
    show.library.freeBytes = 1e12
    show.workspace.requests.clear()
    await show.library.settled()
    show.expectExact(id)
    expect(show.workspace.requests.all('storage')[0]?.range).toBe(`bytes=${3_000_000 - 65_536}-`)
  })

  test('that was the library’s folder itself: nothing is made in the place that it leaves behind', async () => {
    const id = await show.composite()
    const { url } = await show.library.link(id)
    const partPath = show.partOf(id)
    rmSync(dirname(partPath), { recursive: true, force: true })
    renameSync(show.library.root, `${show.library.root}-elsewhere`)
    mkdirSync(show.library.root)
    const order = { url, partPath, resume: null }
    const { outcome } = show.library.fetcher.fetch(order, { head: () => {}, progress: () => {} })
    expect(await outcome).toMatchObject({ kind: 'failed', error: { kind: 'library-missing' } })
    const folder = { path: dirname(partPath), levels: 2 }
    const made = await show.library.fetcher.makeFolder(folder)
    expect(made).toMatchObject({ ok: false, error: { kind: 'library-missing' } })
    expect(readdirSync(show.library.root)).toEqual([])
    rmSync(show.library.root, { recursive: true })
    renameSync(`${show.library.root}-elsewhere`, show.library.root)
    expect(await show.library.fetcher.makeFolder(folder)).toMatchObject({ ok: true })
  })
})

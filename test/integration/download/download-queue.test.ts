// The queue as a whole: what makes all of it wait, and what a person tells it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../builders/download-library.ts'
import { ShowDownloads, showBytes } from '../../builders/show-downloads.ts'

let show: ShowDownloads

beforeEach(async () => {
  show = await ShowDownloads.start()
})

afterEach(() => show.close())

describe('the whole queue waits', () => {
  test('offline: nothing is lost, no attempt is spent, it goes on by itself', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'reset', times: 8 })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.row(id).attempts).toBe(0)
  })

  test('the system says that the network is back: nothing waits for its next try', async () => {
    const id = await show.composite()
    const away = show.workspace.faults.add({
      on: 'api',
      kind: 'reset',
      match: /presigned-url$/,
      times: Number.POSITIVE_INFINITY,
    })
    show.library.queue.start()
    const held = show.library.heard((progress) => progress.hold.kind === 'offline')
    await show.library.commands.start({ kind: 'assets', assetIds: [show.library.assetId(id)] })
    expect((await held).hold).toMatchObject({ kind: 'offline', cause: expect.stringMatching(/reach/) })
    away.remove()
    show.library.queue.networkChanged(true)
    // Not a millisecond goes by.
    await until(() => show.library.row(id).state === 'done')
    show.expectExact(id)
  })

  test('no room: one clear hold, and on again when there is', async () => {
    const id = await show.composite()
    show.library.freeBytes = showBytes - 1
    show.library.queue.start()
    const held = show.library.heard((progress) => progress.hold.kind === 'disk-full')
    await show.library.commands.start({ kind: 'assets', assetIds: [show.library.assetId(id)] })
    expect((await held).hold).toMatchObject({ kind: 'disk-full', freeBytes: showBytes - 1 })
    expect(show.workspace.requests.count('storage')).toBe(0)
    show.library.freeBytes = 1e12
    await show.library.settled()
    show.expectExact(id)
  })

  test('the database takes no names: nothing is said to run that doesn’t', async () => {
    const id = await show.composite()
    const { db } = show.library.library
    db.exec(`CREATE TEMP TRIGGER no_names BEFORE UPDATE OF file_name ON main.assets
      BEGIN SELECT RAISE(ABORT, 'no names'); END`)
    show.library.queue.start()
    const held = show.library.heard((progress) => progress.hold.kind === 'library-missing')
    await show.library.commands.start({ kind: 'assets', assetIds: [show.library.assetId(id)] })
    await held
    expect(show.library.row(id).state).toBe('queued')
    db.exec('DROP TRIGGER no_names')
    await show.library.settled()
    show.expectExact(id)
  })

  test('429 with Retry-After: not a request before its time', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'status', status: 429, retryAfter: 90 })
    show.library.queue.start()
    const held = show.library.heard((progress) => progress.hold.kind === 'rate-limited')
    const startedMs = show.library.clock.nowMs()
    await show.library.commands.start({ kind: 'assets', assetIds: [show.library.assetId(id)] })
    expect((await held).hold).toEqual({ kind: 'rate-limited', untilMs: startedMs + 90_000 })
    await show.library.settled()
    show.expectExact(id)
  })
})

describe('a person’s word', () => {
  async function running(id: string): Promise<void> {
    show.workspace.faults.add({ on: 'storage', kind: 'stall', at: 2_000_000 })
    await show.begin(id)
    await show.arrived(id, 2_000_000)
  }

  test('pause keeps the bytes, resume goes on with them', async () => {
    const id = await show.composite()
    await running(id)
    const target = { kind: 'assets' as const, assetIds: [show.library.assetId(id)] }
    await show.library.commands.tell(target, 'pause')
    expect(show.library.row(id)).toMatchObject({ state: 'paused', bytes_done: 2_000_000 })
    await show.library.commands.tell(target, 'resume')
    await show.library.settled()
    show.expectExact(id)
    expect(show.workspace.requests.all('storage').at(-1)).toMatchObject({ status: 206 })
  })

  test('pause all holds what comes later too', async () => {
    const id = await show.composite()
    show.library.queue.start()
    await show.library.commands.tell({ kind: 'all' }, 'pause')
    show.library.store.startByHand([show.library.assetId(id)], show.library.clock.nowMs())
    show.library.queue.wake()
    await show.library.settled()
    expect(show.library.last?.hold).toEqual({ kind: 'paused' })
    expect(show.library.row(id).state).toBe('queued')
    await show.library.commands.tell({ kind: 'all' }, 'resume')
    await show.library.settled()
    show.expectExact(id)
  })

  test('cancel leaves nothing behind; download brings it back', async () => {
    const id = await show.composite()
    await running(id)
    await show.library.commands.tell({ kind: 'all' }, 'cancel')
    expect(show.library.row(id)).toMatchObject({ state: 'cancelled', bytes_done: 0 })
    expect(show.library.exists(id, 'composite.mp4.part')).toBe(false)
    await show.library.commands.start({ kind: 'assets', assetIds: [show.library.assetId(id)] })
    await show.library.settled()
    show.expectExact(id)
  })
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { noLibraryHandlers } from '../../main/engine/rpc/no-library.ts'
import { Publisher } from '../../main/engine/rpc/publish.ts'
import { broadcastTo, RpcServer, type WindowPort } from '../../main/engine/rpc/server.ts'
import type { DownloadProgress } from '../../preload/contract/download.ts'
import type { Change } from '../../preload/contract/events.ts'
import { EngineClient } from '../../renderer/api/engine-client.ts'
import { FakeClock } from '../fakes/clock.ts'
import { openChannel } from './channel.ts'

let clock: FakeClock
let ports: Set<WindowPort>
let feed: Publisher
let client: EngineClient
let cut: () => void

beforeEach(() => {
  clock = new FakeClock()
  ports = new Set()
  feed = new Publisher(clock, broadcastTo(ports))
  client = new EngineClient(() => undefined)
})
afterEach(() => cut())

/** Gives the client a port of the engine. */
function connect(): WindowPort {
  const channel = openChannel()
  cut = channel.cut
  new RpcServer(noLibraryHandlers, ports, () => undefined).attach(channel.engineEnd, feed.greeting())
  client.connect(channel.windowEnd)
  return channel.engineEnd
}

const nextChange = () =>
  new Promise<Change>((resolve) => {
    const stop = client.on('change', (change) => {
      stop()
      resolve(change)
    })
  })

test('changes are numbered, and what comes in quick succession is one', async () => {
  connect()
  const first = nextChange()
  feed.poke({ recordingIds: [1] })
  expect(await first).toEqual({
    seq: 1,
    recordingIds: [1],
    list: false,
    downloads: false,
    settings: false,
    workspaces: false,
  })

  const second = nextChange()
  for (let id = 1; id <= 100; id++) feed.poke({ recordingIds: [1 + (id % 3)], downloads: id === 50 })
  feed.poke({ list: true })
  clock.advance(200)
  const change = await second
  expect(change).toMatchObject({ seq: 2, list: true, downloads: true, settings: false })
  expect(new Set(change.recordingIds)).toEqual(new Set([1, 2, 3]))
  expect(feed.seq()).toBe(2)
})

test('changes that are too many to name are not named', async () => {
  connect()
  const change = nextChange()
  feed.poke({ recordingIds: Array.from({ length: 501 }, (_, index) => index + 1) })
  expect((await change).recordingIds).toBeNull()
})

test('changes are at most five a second however fast the engine commits', () => {
  connect()
  const sent: number[] = []
  const publisher = new Publisher(clock, () => sent.push(clock.nowMs()))
  for (let ms = 0; ms < 1000; ms += 10) {
    publisher.poke({ recordingIds: [ms + 1] })
    clock.advance(10)
  }
  clock.advance(1000)
  const pauses = sent.slice(1).map((ms, index) => ms - (sent[index] ?? 0))
  expect(pauses).toEqual([200, 200, 200, 200, 200])
  expect(clock.nextDueMs(), 'no timer runs while nothing happens').toBeNull()
})

test('a gap in the numbers tells whoever reads to read again', async () => {
  let resnapshots = 0
  client.onResnapshot(() => {
    resnapshots += 1
  })
  const engineEnd = connect()
  const change = { recordingIds: [], list: false, downloads: false, settings: false, workspaces: false }
  const send = async (seq: number) => {
    const received = nextChange()
    engineEnd.postMessage({ event: 'change', payload: { ...change, seq } })
    await received
  }
  await send(7)
  await send(8)
  expect(resnapshots).toBe(0)
  await send(10)
  expect(resnapshots).toBe(1)
})

test('a window that comes late hears how the downloads stand', async () => {
  const progress: DownloadProgress = {
    hold: { kind: 'paused' },
    running: [],
    bytesPerS: 0,
    remainingBytes: 12,
    queued: 1,
    secondsLeft: null,
  }
  feed.tell('downloads.progress', progress)
  const heard = new Promise((resolve) => client.on('downloads.progress', resolve))
  connect()
  expect(await heard).toEqual(progress)
})

// Whose turn it is: the file that is open before the rest of the library, and the rest only while nothing plays.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BegunPreview, PreviewJob, PreviewState } from '../../../../preload/contract/preview.ts'
import type { FromWorker, Pace } from '../../../../renderer/previews/messages.ts'
import { createPreviewsStore, type PreviewsStore } from '../../../../renderer/stores/previews-store.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

type Started = {
  readonly job: PreviewJob
  pace: Pace
  stopped: boolean
  left: boolean
  hear: (message: FromWorker) => Promise<void>
}

let engine: FakeEngineLink
let store: PreviewsStore
let started: Started[]
let readable: boolean
let states: Map<number, PreviewState>
let nextId: number | null
let behind: number[]
let kept: number[]

const job = (assetId: number): PreviewJob => ({
  assetId,
  key: String(assetId).repeat(64).slice(0, 64),
  url: `dailies-media://asset/${assetId}`,
  kind: 'video',
  begun: null,
})
const info = { version: 1 as const, durationS: 1, peaks: { perS: 4, count: 4 }, poster: true, strip: null }
const begun: BegunPreview = {
  info: { version: 1, durationS: 1, peaks: { perS: 4, count: 4 }, heardS: 0.5, strip: null },
  peaks: Uint8Array.of(1, 2, 0, 0),
  strip: null,
}
const made = { info, peaks: Uint8Array.of(1, 2, 3, 4), poster: Uint8Array.of(1), strip: null }

beforeEach(() => {
  vi.useFakeTimers()
  engine = new FakeEngineLink()
  started = []
  readable = true
  states = new Map()
  nextId = null
  behind = []
  engine.answer('previews.of', ({ assetId }) => states.get(assetId) ?? { kind: 'wanted', job: job(assetId) })
  engine.answer('previews.next', ({ except }) => {
    const next = [nextId, ...behind].find((id) => id === null || !except.includes(id)) ?? null
    return next === null ? null : job(next)
  })
  kept = []
  engine.answer('previews.keep', ({ assetId }) => {
    kept.push(assetId)
    return null
  })
  engine.answer('previews.save', () => null)
  engine.answer('previews.failed', () => null)
  store = createPreviewsStore(engine.link, {
    startMaking: (wanted, pace, hear) => {
      const work: Started = {
        ...{ job: wanted, pace, stopped: false, left: false },
        hear: async (message) => {
          hear(message)
          await engine.settled()
        },
      }
      started.push(work)
      return {
        setPace: (next) => {
          work.pace = next
        },
        leave: () => {
          work.left = true
        },
        stop: () => {
          work.stopped = true
        },
      }
    },
    read: async () => Uint8Array.of(9, 9, 9, 9),
    canRead: async () => readable,
  })
  store.start()
})
afterEach(() => {
  vi.useRealTimers()
})

async function timePasses(): Promise<void> {
  vi.runOnlyPendingTimers()
  await engine.settled()
}
const work = (assetId: number) => started.find(({ job: { assetId: id } }) => id === assetId)
const beginning: FromWorker = {
  ...{ kind: 'begun', durationS: 1, peaks: { perS: 4, count: 4 } },
  picture: { width: 160, height: 90 },
}
// Node has no pictures: nothing but the page's canvas looks into one.
const picture = (atS: number) => ({ atS, bitmap: { width: 160, height: 90, close: () => undefined } })
const shown = (assetId: number) => store.getState().shown.get(assetId)

describe('the file that is open', () => {
  test('shows what is kept, without making anything', async () => {
    states.set(7, { kind: 'made', key: job(7).key, info })
    await store.open(7)
    expect(started).toEqual([])
    expect(shown(7)).toMatchObject({ complete: true, peaks: { perS: 4, values: Uint8Array.of(9, 9, 9, 9) } })
    store.close(7)
    expect(shown(7)).toBeUndefined()
  })

  test('is heard and seen bit by bit while it is made', async () => {
    await store.open(7)
    await work(7)?.hear(beginning)
    expect(shown(7)).toMatchObject({ complete: false, strip: { width: 160, height: 90, pictures: [] } })
    await work(7)?.hear({ kind: 'peaks', from: 1, values: Uint8Array.of(5, 6) })
    expect(shown(7)).toMatchObject({ complete: false, peaks: { values: Uint8Array.of(0, 5, 6, 0) } })
    await work(7)?.hear({ kind: 'pictures', pictures: [picture(0), picture(0.8)] })
    await work(7)?.hear({ kind: 'pictures', pictures: [picture(0.4)] })
    expect(shown(7)?.strip?.pictures.map(({ atS }) => atS)).toEqual([0, 0.4, 0.8])
    await work(7)?.hear({ kind: 'done', made })
    expect(shown(7)).toMatchObject({ complete: true, strip: { pictures: [{}, {}, {}] } })
  })

  test('keeps what it has from time to time', async () => {
    await store.open(7)
    await work(7)?.hear({ kind: 'so-far', begun })
    expect(kept).toEqual([7])
    expect(work(7)).toMatchObject({ left: false, stopped: false })
  })

  test('comes before the library: what was being made waits, and goes on when it is done', async () => {
    nextId = 1
    await timePasses()
    expect(work(1)?.pace).toEqual({ paused: false, gentle: true })
    await store.open(7)
    expect(work(1)?.pace.paused).toBe(true)
    expect(work(7)?.pace).toEqual({ paused: false, gentle: false })
    await work(7)?.hear({ kind: 'done', made })
    expect(work(1)?.pace.paused).toBe(false)
    expect(work(1)?.stopped).toBe(false)
  })

  test('that is being made already isn’t begun again', async () => {
    nextId = 7
    await timePasses()
    await store.open(7)
    expect(started).toHaveLength(1)
    expect(work(7)?.pace).toEqual({ paused: false, gentle: false })
  })
})

describe('a file that is left', () => {
  test('hands over what it has, and is forgotten', async () => {
    await store.open(7)
    await work(7)?.hear(beginning)
    store.close(7)
    expect(work(7)?.left).toBe(true)
    await work(7)?.hear({ kind: 'left', begun })
    expect(kept).toEqual([7])
    expect(shown(7)).toBeUndefined()
  })

  test('lets the library’s go on at once, and asks for no other before it has ended', async () => {
    nextId = 1
    await timePasses()
    await store.open(7)
    store.close(7)
    expect(work(1)?.pace.paused).toBe(false)
    await work(1)?.hear({ kind: 'done', made })
    nextId = 2
    await timePasses()
    expect(work(2)).toBeUndefined()
    await work(7)?.hear({ kind: 'left', begun: null })
    expect(kept).toEqual([])
    await timePasses()
    expect(work(2)).toBeDefined()
  })

  test('and opened again at once goes on from what it has kept', async () => {
    await store.open(7)
    await work(7)?.hear(beginning)
    store.close(7)
    await store.open(7)
    expect(started).toHaveLength(1)
    states.set(7, { kind: 'wanted', job: { ...job(7), begun } })
    await work(7)?.hear({ kind: 'left', begun })
    expect(kept).toEqual([7])
    expect(started.map(({ job: { begun: from } }) => from)).toEqual([null, begun])
    await started[1]?.hear(beginning)
    expect(shown(7)).toMatchObject({ complete: false })
  })

  test('and was done by then is done', async () => {
    await store.open(7)
    await work(7)?.hear(beginning)
    store.close(7)
    let saved = 0
    engine.answer('previews.save', () => {
      saved += 1
      return null
    })
    await work(7)?.hear({ kind: 'done', made })
    expect(saved).toBe(1)
    expect(shown(7)).toBeUndefined()
  })
})

describe('the rest of the library', () => {
  test('waits while something plays', async () => {
    nextId = 1
    store.setPlaying(true)
    await timePasses()
    expect(started).toEqual([])
    store.setPlaying(false)
    await timePasses()
    store.setPlaying(true)
    expect(work(1)?.pace.paused).toBe(true)
  })

  test('is made one after the other', async () => {
    nextId = 1
    await timePasses()
    nextId = 2
    await timePasses()
    expect(started).toHaveLength(1)
    await work(1)?.hear({ kind: 'done', made })
    await timePasses()
    expect(started.map(({ job: { assetId } }) => assetId)).toEqual([1, 2])
  })

  test('is looked at again when something has arrived, however fast changes come', async () => {
    await timePasses()
    nextId = 3
    const change = { recordingIds: [], list: false, downloads: true, settings: false, workspaces: false }
    for (let seq = 1; seq <= 3; seq += 1) await engine.emit('change', { seq, ...change })
    expect(vi.getTimerCount()).toBe(1)
    await timePasses()
    expect(work(3)).toBeDefined()
  })

  test('remembers a file that can’t be decoded, not one whose drive is away', async () => {
    const remembered: number[] = []
    engine.answer('previews.failed', ({ assetId }) => {
      remembered.push(assetId)
      return null
    })
    nextId = 1
    await timePasses()
    readable = false
    await work(1)?.hear({ kind: 'failed', reason: 'Gone' })
    expect(remembered).toEqual([])
    nextId = 2
    readable = true
    await timePasses()
    await work(2)?.hear({ kind: 'failed', reason: 'This file can’t be decoded.' })
    expect(remembered).toEqual([2])
  })

  test('goes on with others where one can’t be read, and comes back to it when nothing else is left', async () => {
    nextId = 1
    behind = [2]
    await timePasses()
    readable = false
    await work(1)?.hear({ kind: 'failed', reason: 'Gone' })
    await timePasses()
    readable = true
    await work(2)?.hear({ kind: 'done', made })
    behind = []
    await timePasses()
    expect(started.map(({ job: { assetId } }) => assetId)).toEqual([1, 2])
    await timePasses()
    expect(started.map(({ job: { assetId } }) => assetId)).toEqual([1, 2, 1])
  })

  test('stands in the open room again when its library was only opened once more', async () => {
    states.set(7, { kind: 'made', key: job(7).key, info })
    await store.open(7)
    await engine.emit('library.state', { path: '/same', writable: true, notices: [], timeZone: 'UTC' })
    expect(shown(7)).toMatchObject({ complete: true })
  })

  test('of another library means other files: everything under way ends', async () => {
    nextId = 1
    await timePasses()
    await engine.emit('library.state', { path: '/other', writable: true, notices: [], timeZone: 'UTC' })
    expect(work(1)?.stopped).toBe(true)
    await work(1)?.hear({ kind: 'done', made })
    expect(shown(1)).toBeUndefined()
  })
})

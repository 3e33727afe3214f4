// Whose turn it is: the file that is open before the rest of the library, and the rest only while nothing plays.
import { beforeEach, describe, expect, test } from 'vitest'
import type { PreviewJob, PreviewState } from '../../../../preload/contract/preview.ts'
import type { FromWorker, Pace } from '../../../../renderer/previews/messages.ts'
import { createPreviewsStore, type PreviewsStore } from '../../../../renderer/stores/previews-store.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

type Started = { readonly job: PreviewJob; pace: Pace; stopped: boolean; hear: (message: FromWorker) => Promise<void> }

let engine: FakeEngineLink
let store: PreviewsStore
let started: Started[]
let later: (() => void)[]
let readable: boolean
let states: Map<number, PreviewState>
let nextId: number | null

const job = (assetId: number): PreviewJob => ({
  assetId,
  key: String(assetId).repeat(64).slice(0, 64),
  url: `dailies-media://asset/${assetId}`,
  kind: 'video',
})
const info = { version: 1 as const, durationS: 1, peaks: { perS: 4, count: 4 }, poster: true, strip: null }
const made = { info, peaks: Uint8Array.of(1, 2, 3, 4), poster: Uint8Array.of(1), strip: null }

beforeEach(() => {
  engine = new FakeEngineLink()
  started = []
  later = []
  readable = true
  states = new Map()
  nextId = null
  engine.answer('previews.of', ({ assetId }) => states.get(assetId) ?? { kind: 'wanted', job: job(assetId) })
  engine.answer('previews.next', () => (nextId === null ? null : job(nextId)))
  engine.answer('previews.save', () => null)
  engine.answer('previews.failed', () => null)
  store = createPreviewsStore(engine.link, {
    startMaking: (wanted, pace, hear) => {
      const work: Started = {
        ...{ job: wanted, pace, stopped: false },
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
        stop: () => {
          work.stopped = true
        },
      }
    },
    read: async () => Uint8Array.of(9, 9, 9, 9),
    canRead: async () => readable,
    after: (_ms, run) => {
      later.push(run)
      return () => {
        later = later.filter((each) => each !== run)
      }
    },
  })
  store.start()
})

async function timePasses(): Promise<void> {
  for (const run of later.splice(0)) run()
  await engine.settled()
}
const work = (assetId: number) => started.find(({ job: { assetId: id } }) => id === assetId)
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

  test('is heard bit by bit while it is made', async () => {
    await store.open(7)
    await work(7)?.hear({ kind: 'begun', durationS: 1, peaks: { perS: 4, count: 4 } })
    await work(7)?.hear({ kind: 'peaks', from: 1, values: Uint8Array.of(5, 6) })
    expect(shown(7)).toMatchObject({ complete: false, peaks: { values: Uint8Array.of(0, 5, 6, 0) } })
    await work(7)?.hear({ kind: 'done', made })
    expect(shown(7)).toMatchObject({ complete: true, peaks: { values: made.peaks } })
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

  test('that is being made already isn’t begun again, and goes on when it is left', async () => {
    nextId = 7
    await timePasses()
    await store.open(7)
    expect(started).toHaveLength(1)
    expect(work(7)?.pace).toEqual({ paused: false, gentle: false })
    store.close(7)
    expect(work(7)).toMatchObject({ stopped: false, pace: { paused: false, gentle: true } })
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
    expect(later).toHaveLength(1)
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

  test('of another library means other files: everything under way ends', async () => {
    nextId = 1
    await timePasses()
    await engine.emit('library.state', { path: '/other', writable: true, notices: [], timeZone: 'UTC' })
    expect(work(1)?.stopped).toBe(true)
    await work(1)?.hear({ kind: 'done', made })
    expect(shown(1)).toBeUndefined()
  })
})

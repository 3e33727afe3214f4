import { describe, expect, test, vi } from 'vitest'
import { DesktopNews } from '../../../main/engine/desktop-news.ts'
import type { Activity, ExpiringRecordings, FinishedBatch } from '../../../preload/contract/activity.ts'
import type { DownloadList, DownloadProgress } from '../../../preload/contract/download.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { ok } from '../../../preload/contract/result.ts'
import { recordingRow } from '../../builders/recording-row.ts'
import { FakeClock } from '../../fakes/clock.ts'

const idle: DownloadProgress = {
  ...{ hold: { kind: 'none' }, running: [], bytesPerS: 0, remainingBytes: 0, queued: 0, secondsLeft: null },
}
const row = { assetId: 1, recordingId: 1, bytesDone: 0, totalBytes: 100, bytesPerS: 10 }
const busy: DownloadProgress = { ...idle, running: [row], queued: 3, remainingBytes: 400, bytesPerS: 10 }

function start() {
  const clock = new FakeClock()
  const rows: RecordingRow[] = []
  const counts: DownloadList['counts'] = {
    ...{ none: 0, queued: 0, running: 0, waiting: 0, paused: 0, done: 10, failed: 2, unavailable: 0 },
    ...{ cancelled: 0, removed: 0 },
  }
  const told: { activities: Activity[]; finished: FinishedBatch[]; expiring: ExpiringRecordings[] } = {
    ...{ activities: [], finished: [], expiring: [] },
  }
  const state = { path: '/films', writable: true, notices: [], timeZone: 'UTC' }
  const news = new DesktopNews(
    {
      'downloads.list': async () => ok({ rows: [], counts: { ...counts }, remainingBytes: 0 }),
      'library.state': async () => ok(state),
      'library.query': async () =>
        ok({
          seq: 1,
          ids: Int32Array.from(rows, ({ id }) => id),
          groupSizes: new Int32Array(),
          groupMinutes: new Int32Array(),
          rows: [],
        }),
      'library.rows': async () => ok([...rows]),
    },
    clock,
    {
      activity: (it) => told.activities.push(it),
      finished: (it) => told.finished.push(it),
      expiring: (it) => told.expiring.push(it),
    },
  )
  const progress = async (it: DownloadProgress) => {
    news.hear('downloads.progress', it)
    await Promise.resolve()
    await Promise.resolve()
  }
  const wait = async (ms: number) => {
    clock.advance(ms)
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
  }
  return { news, clock, rows, counts, told, progress, wait, state }
}

describe('the numbers for the taskbar', () => {
  test('come once a second while something runs, and at once when it begins and ends', async () => {
    const { told, progress, wait } = start()
    await progress(busy)
    expect(told.activities).toHaveLength(1)
    for (let tick = 1; tick <= 8; tick += 1) {
      await progress({ ...busy, remainingBytes: 400 - tick })
      await wait(250)
    }
    expect(told.activities).toHaveLength(3)
    await progress({ ...idle, queued: 2, hold: { kind: 'offline', untilMs: 0, cause: '' } })
    expect(told.activities.at(-1)).toMatchObject({
      running: 0,
      queued: 2,
      hold: { kind: 'offline', untilMs: 0, cause: '' },
    })
  })

  test('come at once when the line is empty, also if its last files came and went unseen', async () => {
    const { told, progress } = start()
    await progress(busy)
    await progress({ ...idle, queued: 2, remainingBytes: 40 })
    await progress(idle)
    expect(told.activities.at(-1)).toMatchObject({ running: 0, queued: 0 })
  })

  test('are not repeated while nothing happens', async () => {
    const { told, progress, wait } = start()
    for (let tick = 0; tick < 8; tick += 1) {
      await progress(idle)
      await wait(1000)
    }
    expect(told.activities).toEqual([])
  })

  test('count from what there was most of, so that the bar never runs back for a file that has arrived', async () => {
    const { told, progress, wait } = start()
    await progress(busy)
    await progress({ ...busy, remainingBytes: 100 })
    await wait(1000)
    expect(told.activities.map(({ fraction }) => fraction)).toEqual([0, 0.75])
  })
})

test('what expires is told with the time by 100ms’s clock, whatever this computer’s says', async () => {
  const { news, told, rows, clock, wait } = start()
  const day = 86_400_000
  rows.push(recordingRow({ id: 7, expiresMs: clock.nowMs() - day }))
  const status = { workspaceId: 1, phase: { kind: 'idle' }, lastFinishedMs: null, firstSyncDone: true } as const
  news.hear('sync.status', { ...status, clockAheadMs: 3 * day })
  await wait(5000)
  const [expiring] = told.expiring
  expect(expiring?.recordings).toHaveLength(1)
  expect(expiring?.nowMs).toBe(clock.nowMs() - 3 * day)
})

test('what expires is told by names that a database made anew doesn’t give to other recordings', async () => {
  const { news, told, rows, state, clock, wait } = start()
  const expiresMs = clock.nowMs() + 1
  const open = async (...found: RecordingRow[]) => {
    rows.splice(0, rows.length, ...found)
    news.hear('library.state', state)
    await wait(5000)
    return told.expiring.at(-1)?.recordings.map(({ name }) => name)
  }
  const one = recordingRow({ id: 7, upstreamId: 'job-1', expiresMs })
  const before = await open(one)
  expect(await open({ ...one, id: 8 })).toEqual(before)
  expect(await open(recordingRow({ id: 7, upstreamId: 'job-2', expiresMs }))).not.toEqual(before)
  expect(await open({ ...one, workspaceId: 2 })).not.toEqual(before)
})

describe('a batch', () => {
  test('is over when nothing has been in line for a while: one word for all of it', async () => {
    const { told, counts, progress, wait } = start()
    await progress(busy)
    Object.assign(counts, { done: 13, failed: 3 })
    await progress(idle)
    await wait(1000)
    await progress(busy)
    counts.done = 15
    await progress(idle)
    await wait(10_000)
    expect(told.finished).toEqual([{ done: 5, failed: 1 }])
    await progress(idle)
    await wait(10_000)
    expect(told.finished).toHaveLength(1)
  })

  test('that a person has paused is not over', async () => {
    const { told, counts, progress, wait } = start()
    await progress(busy)
    counts.done = 11
    await progress({ ...idle, hold: { kind: 'paused' } })
    await wait(10_000)
    expect(told.finished).toEqual([])
  })

  test('of another library is another one', async () => {
    const { told, counts, news, state, progress, wait } = start()
    await progress(busy)
    counts.done = 500
    news.hear('library.state', state)
    await progress(idle)
    await wait(10_000)
    expect(told.finished).toEqual([])
  })
})

test('a library that closes while it is asked is no news, and no crash', async () => {
  const closes = async () => Promise.reject(new Error('the read worker was closed'))
  const queries = { 'downloads.list': closes, 'library.state': closes, 'library.query': closes, 'library.rows': closes }
  const told = vi.fn()
  const clock = new FakeClock()
  const news = new DesktopNews(queries, clock, { activity: () => undefined, finished: told, expiring: told })
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  news.hear('library.state', { path: '/films', writable: true, notices: [], timeZone: 'UTC' })
  news.hear('downloads.progress', idle)
  clock.advance(10_000)
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  expect(told).not.toHaveBeenCalled()
})

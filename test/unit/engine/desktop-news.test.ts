import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toldExpiries } from '../../../main/engine/core/expiry-notice.ts'
import { DesktopNews } from '../../../main/engine/desktop-news.ts'
import { JsonFile } from '../../../main/json-file.ts'
import type { Activity, ExpiryNotice, FinishedBatch } from '../../../preload/contract/activity.ts'
import type { DownloadList, DownloadProgress } from '../../../preload/contract/download.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { ok } from '../../../preload/contract/result.ts'
import { dayMs } from '../../../preload/contract/time-terms.ts'
import { recordingRow } from '../../builders/recording-row.ts'
import { FakeClock } from '../../fakes/clock.ts'
import { silentLog } from '../../fakes/log.ts'

const idle: DownloadProgress = {
  ...{ hold: { kind: 'none' }, running: [], bytesPerS: 0, remainingBytes: 0, queued: 0, secondsLeft: null },
}
const row = { assetId: 1, recordingId: 1, bytesDone: 0, totalBytes: 100, bytesPerS: 10 }
const busy: DownloadProgress = { ...idle, running: [row], queued: 3, remainingBytes: 400, bytesPerS: 10 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-told-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function start() {
  const clock = new FakeClock()
  const rows: RecordingRow[] = []
  const counts: DownloadList['counts'] = {
    ...{ none: 0, queued: 0, running: 0, waiting: 0, paused: 0, done: 10, failed: 2, unavailable: 0 },
    ...{ cancelled: 0, removed: 0 },
  }
  const told: { activities: Activity[]; finished: FinishedBatch[]; expiring: ExpiryNotice[] } = {
    ...{ activities: [], finished: [], expiring: [] },
  }
  const person = { wantsToBeTold: true, hears: Promise.resolve() }
  const state = { path: '/films', writable: true, notices: [], timeZone: 'UTC' }
  const news = new DesktopNews(
    {
      clock,
      log: silentLog,
      told: toldFile(),
      queries: {
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
    },
    {
      activity: (it) => told.activities.push(it),
      finished: (it) => told.finished.push(it),
      expiring: async (it) => {
        if (person.wantsToBeTold) told.expiring.push(it)
        await person.hears
        return person.wantsToBeTold
      },
    },
  )
  const progress = async (it: DownloadProgress) => {
    news.hear('downloads.progress', it)
    await Promise.resolve()
    await Promise.resolve()
  }
  const wait = async (ms: number) => {
    clock.advance(ms)
    for (let turn = 0; turn < 16; turn += 1) await Promise.resolve()
  }
  return { news, clock, rows, counts, told, person, progress, wait, state }
}

const toldFile = () => new JsonFile(join(folder, 'told.json'), toldExpiries)

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

describe('what 100ms deletes soon', () => {
  test('is told in two numbers, however many recordings it is', async () => {
    const { news, told, rows, state, clock, wait } = start()
    for (let id = 1; id <= 400; id += 1)
      rows.push(recordingRow({ id, upstreamId: `job-${id}`, expiresMs: clock.nowMs() + dayMs }))
    news.hear('library.state', state)
    await wait(5000)
    expect(told.expiring).toEqual([{ count: 400, days: 1 }])
  })

  test('is told by 100ms’s clock, whatever this computer’s says', async () => {
    const { news, told, rows, clock, wait } = start()
    rows.push(recordingRow({ id: 7, expiresMs: clock.nowMs() - dayMs }))
    const status = { workspaceId: 1, phase: { kind: 'idle' }, lastFinishedMs: null, firstSyncDone: true } as const
    news.hear('sync.status', { ...status, clockAheadMs: 3 * dayMs })
    await wait(5000)
    expect(told.expiring).toEqual([{ count: 1, days: 2 }])
  })

  test('is told once, by names that a database made anew doesn’t give to other recordings', async () => {
    const { news, told, rows, state, clock, wait } = start()
    const expiresMs = clock.nowMs() + 1
    const timesTold = async (found: RecordingRow) => {
      rows.splice(0, rows.length, found)
      news.hear('library.state', state)
      await wait(5000)
      return told.expiring.length
    }
    const one = recordingRow({ id: 7, upstreamId: 'job-1', expiresMs })
    expect(await timesTold(one)).toBe(1)
    expect(await timesTold({ ...one, id: 8 })).toBe(1)
    expect(await timesTold(recordingRow({ id: 7, upstreamId: 'job-2', expiresMs }))).toBe(2)
    expect(await timesTold({ ...one, workspaceId: 2 })).toBe(3)
  })

  test('is told later to who didn’t want to know it at first', async () => {
    const { news, told, rows, state, person, clock, wait } = start()
    rows.push(recordingRow({ id: 7, expiresMs: clock.nowMs() + dayMs }))
    for (const wantsToBeTold of [false, true, true]) {
      Object.assign(person, { wantsToBeTold })
      news.hear('library.state', state)
      await wait(5000)
    }
    expect(told.expiring).toHaveLength(1)
  })

  test('is told once, also where the shell takes longer to say it than a library to be opened again', async () => {
    const { news, told, rows, state, person, clock, wait } = start()
    rows.push(recordingRow({ id: 7, expiresMs: clock.nowMs() + dayMs }))
    let said = () => {}
    person.hears = new Promise((resolve) => {
      said = resolve
    })
    for (const _ of [1, 2]) {
      news.hear('library.state', state)
      await wait(5000)
    }
    said()
    await wait(0)
    expect(told.expiring).toHaveLength(1)
  })
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
  const news = new DesktopNews(
    { queries, clock, told: toldFile(), log: silentLog },
    { activity: () => undefined, finished: told, expiring: told },
  )
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

// What a pull does while nothing arrives: it says why and when it tries again, and it doesn't wait for ever.
import { expect, test } from 'vitest'
import { Output } from '../../../main/cli/output.ts'
import { PullReport } from '../../../main/cli/pull-report.ts'
import { watchDownloads } from '../../../main/cli/pull-watch.ts'
import type { ArchiveAsset, DownloadOutcome } from '../../../main/engine/db/library/archive-queries.ts'
import type { DownloadProgress, QueueHold } from '../../../preload/contract/download.ts'

const minute = 60_000
const startMs = Date.UTC(2026, 10, 22, 12)
const cause = 'A web page came instead of the file.'

const asset: ArchiveAsset = {
  ...{ id: 1, recordingId: 1, upstreamId: 'a', type: 'room-composite', typeRaw: 'room-composite', label: 'Composite' },
  ...{
    statusRaw: 'completed',
    available: true,
    onlyCopy: false,
    sizeBytes: 9_000_000,
    expiresMs: null,
    state: 'queued',
    bytesHere: 0,
  },
}
const queued: DownloadOutcome = {
  ...{ assetId: 1, state: 'queued', reasonKind: null, reason: null, retryAtMs: null },
  ...{ attempts: 0, bytes: 0, path: null },
}

type Step = { readonly hold: QueueHold; readonly bytes?: number; readonly outcome?: DownloadOutcome }

/** `stepAt` says how things stand after so many minutes. */
async function watch(stepAt: (minutes: number) => Step) {
  const lines: string[] = []
  const stream = { write: (text: string) => lines.push(text.trimEnd()) > 0, isTTY: false }
  let nowMs = startMs
  const output = new Output({ json: true, quiet: false, stdout: stream, stderr: stream, nowMs: () => nowMs })
  const feed = { onDownloads: (_: DownloadProgress) => {} }
  let outcome = queued
  const ended = await watchDownloads({
    ...{ output, feed, report: new PullReport(output, { timeZone: 'UTC' }, [], [asset], () => nowMs), assetIds: [1] },
    outcomes: () => [outcome],
    nowMs: () => nowMs,
    pause: async () => {
      nowMs += minute
      const { hold, bytes, outcome: next } = stepAt((nowMs - startMs) / minute)
      const row = { assetId: 1, recordingId: 1, bytesDone: bytes ?? 0, totalBytes: null, bytesPerS: 0 }
      const running = bytes === undefined ? [] : [row]
      feed.onDownloads({ hold, running, bytesPerS: 0, remainingBytes: 0, queued: 1, secondsLeft: null })
      outcome = next ?? outcome
    },
  })
  const events = lines.map((line): Record<string, unknown> => JSON.parse(line))
  return {
    ended,
    events,
    minutes: (nowMs - startMs) / minute,
    of: (name: string) => events.filter((it) => it['event'] === name),
  }
}

test('Without a network it says why, when it tries again and until when, and then ends with 1', async () => {
  const { ended, minutes, of } = await watch((at) => ({
    hold: { kind: 'offline', untilMs: startMs + Math.ceil(at / 5) * 5 * minute, cause },
  }))
  expect(ended.status).toBe(1)
  expect(minutes).toBe(16)
  expect(of('retry')[0]).toEqual({
    ...{ event: 'retry', kind: 'offline', reason: cause },
    ...{ retry_at: '2026-11-22T12:05:00.000Z', give_up_at: '2026-11-22T12:16:00.000Z' },
  })
  expect(of('retry')).toHaveLength(4)
  expect(of('error')).toMatchObject([{ kind: 'offline', message: expect.stringContaining(cause) }])
})

test('A byte that arrives begins the wait anew', async () => {
  const { minutes } = await watch((at) =>
    at === 10
      ? { hold: { kind: 'none' }, bytes: 4096 }
      : { hold: { kind: 'offline', untilMs: startMs + at * minute, cause } },
  )
  expect(minutes).toBe(26)
})

test('A storage that asks for patience gets more of it', async () => {
  const { minutes, ended, of } = await watch((at) => ({
    hold: { kind: 'rate-limited', untilMs: startMs + at * minute },
  }))
  expect([minutes, ended.status]).toEqual([121, 1])
  expect(of('error')[0]?.['message']).toMatch(/asks to slow down.*120 minutes/)
})

test('When only what doesn’t fit is left, it names it and ends with 4', async () => {
  const reason = 'It needs 9.0 MB of room.'
  const outcome: DownloadOutcome = { ...queued, state: 'waiting', reasonKind: 'disk-full', reason }
  const { ended, of } = await watch(() => ({ hold: { kind: 'none' }, outcome }))
  expect(ended.status).toBe(4)
  expect(of('asset')).toMatchObject([{ asset: 'a', state: 'no-room', reason }])
  expect(of('error')).toMatchObject([{ kind: 'disk-full' }])
})

test('Of a long line only the front is looked at, until what stands there is over', async () => {
  const assetIds = Array.from({ length: 2000 }, (_, index) => index + 1)
  const assets = assetIds.map((id) => ({ ...asset, id }))
  const stream = { write: () => true }
  const output = new Output({ json: true, quiet: false, stdout: stream, stderr: stream, nowMs: () => startMs })
  const asked: number[] = []
  let over = 0
  const ended = await watchDownloads({
    ...{ output, report: new PullReport(output, { timeZone: 'UTC' }, [], assets, () => startMs), assetIds },
    feed: { onDownloads: () => {} },
    outcomes: (ids) => {
      asked.push(ids.length)
      return ids.map((assetId) => ({ ...queued, assetId, state: assetId <= over ? 'done' : 'queued' }))
    },
    nowMs: () => startMs,
    pause: async () => {
      over += 400
    },
  })
  expect(ended.status).toBe(0)
  expect(output.tally).toMatchObject({ done: 2000, failed: 0 })
  expect(asked[0]).toBe(500)
  expect(asked.reduce((sum, count) => sum + count)).toBeLessThan(6000)
})

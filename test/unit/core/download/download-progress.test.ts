// How long the queue takes yet: said when what waits has been counted while something runs, and not guessed before.
import { expect, test } from 'vitest'
import { ProgressReport } from '../../../../main/engine/core/download/download-progress.ts'
import type { DownloadProgress } from '../../../../preload/contract/download.ts'
import type { DownloadState } from '../../../../preload/contract/recording.ts'

const none: Record<DownloadState, number> = {
  ...{ none: 0, queued: 0, running: 0, waiting: 0, paused: 0 },
  ...{ done: 0, failed: 0, unavailable: 0, cancelled: 0, removed: 0 },
}

test('Nothing is said of the time left until all that was asked for has been counted', () => {
  let remainingBytes = 1000
  let told: DownloadProgress | null = null
  const sums = () => ({ counts: none, remainingBytes })
  const report = new ProgressReport({ sums }, (progress) => {
    told = progress
  })
  const left = (nowMs: number, ...bytes: readonly number[]): number | null | undefined => {
    const running = bytes.map((bytes) => ({ assetId: 1, recordingId: 1, bytes, totalBytes: null }))
    report.tell(running, { kind: 'none' }, nowMs)
    return told?.secondsLeft
  }
  expect(left(0)).toBe(null)
  expect(left(500, 0)).toBe(null)
  // The rest of a wish for ten thousand files.
  remainingBytes = 900_000
  expect(left(750, 25_000)).toBe(null)
  expect(left(2250, 175_000)).toBe(null)
  expect(left(4250, 375_000)).toBe(9)
  // Nothing runs, and then something else.
  expect(left(4500)).toBe(null)
  expect(left(9000, 0)).toBe(null)
  expect(left(9250, 25_000)).toBe(null)
})

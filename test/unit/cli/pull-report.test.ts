// What a pull says of its progress: bytes that lay there before are no speed, and those of a file that waits aren't forgotten.
import { expect, test } from 'vitest'
import { Output } from '../../../main/cli/output.ts'
import { PullReport } from '../../../main/cli/pull-report.ts'
import type { ArchiveAsset, DownloadOutcome } from '../../../main/engine/db/library/archive-queries.ts'

const asset = (id: number, bytesHere: number, sizeBytes: number | null = 100_000_000): ArchiveAsset => ({
  ...{ id, recordingId: 1, upstreamId: `a${id}`, type: 'room-composite', typeRaw: 'room-composite' },
  ...{ label: 'Composite', statusRaw: 'completed', available: true, onlyCopy: false },
  ...{ sizeBytes, expiresMs: null, state: 'queued', bytesHere },
})
const finished: DownloadOutcome = {
  ...{ assetId: 1, state: 'done', reasonKind: null, reason: null, retryAtMs: null, attempts: 0 },
  ...{ bytes: 100_000_000, path: 'composite.mp4' },
}

/** Two files of 100 MB, of which an earlier pull has left 90 and 60. `sizeBytes`: what 100ms says of them. */
const resumed = (sizeBytes: number | null = 100_000_000) =>
  begun([asset(1, 90_000_000, sizeBytes), asset(2, 60_000_000, sizeBytes)])

function begun(assets: readonly ArchiveAsset[]) {
  let nowMs = 0
  const lines: string[] = []
  const stream = { write: (text: string) => lines.push(text) > 0, isTTY: false }
  const output = new Output({ json: true, quiet: false, stdout: stream, stderr: stream, nowMs: () => nowMs })
  const sizes = new Map(assets.map(({ id, sizeBytes }) => [id, sizeBytes]))
  const report = new PullReport(output, { timeZone: 'UTC' }, [], assets, () => nowMs)
  for (const it of assets) report.isWanted(it, false)
  /** After one more second these run, so far. */
  const second = (...bytes: readonly (readonly [assetId: number, bytesDone: number])[]) => {
    nowMs += 1000
    const running = bytes.map(([assetId, bytesDone]) => ({
      ...{ assetId, bytesDone, recordingId: 1, totalBytes: sizes.get(assetId) ?? 100_000_000, bytesPerS: 0 },
    }))
    report.showProgress({ running }, null)
    const { remaining_bytes, bytes_per_second, seconds_left } = JSON.parse(lines.at(-1) ?? '{}')
    return { remaining: remaining_bytes, rate: bytes_per_second, left: seconds_left }
  }
  const filesRunning = () => JSON.parse(lines.at(-1) ?? '{}').files.running
  return { report, second, filesRunning }
}

test('What an earlier pull has left is here from the beginning, and its coming into line is no speed', () => {
  const { report, second } = resumed()
  expect(second([1, 90_000_000])).toEqual({ remaining: 50_000_000, rate: 0, left: null })
  expect(second([1, 95_000_000])).toEqual({ remaining: 45_000_000, rate: 5_000_000, left: 9 })
  report.settle([finished])
  expect(second([2, 60_000_000])).toEqual({ remaining: 40_000_000, rate: 5_000_000, left: 8 })
})

test('What waits for its next try keeps its bytes: neither the rest nor the speed jumps', () => {
  const { second } = resumed()
  second([1, 90_000_000], [2, 60_000_000])
  second([1, 92_000_000], [2, 63_000_000])
  expect(second([1, 97_000_000])).toEqual({ remaining: 40_000_000, rate: 5_000_000, left: 8 })
  expect(second([1, 99_000_000], [2, 66_000_000])).toEqual({ remaining: 35_000_000, rate: 5_000_000, left: 7 })
})

test('Where 100ms gives no sizes the rest isn’t said before storage has told that of every file', () => {
  const { report, second } = resumed(null)
  expect(second()).toEqual({ remaining: null, rate: 0, left: null })
  expect(second([1, 95_000_000])).toEqual({ remaining: null, rate: 5_000_000, left: null })
  expect(second([1, 98_000_000], [2, 61_000_000])).toMatchObject({ remaining: 41_000_000 })
  report.settle([finished])
  expect(second([2, 70_000_000])).toMatchObject({ remaining: 30_000_000 })
})

test('One file without a size doesn’t make hours of films those few seconds that small files take', () => {
  const texts = Array.from({ length: 100 }, (_, index) => asset(index + 1, 0, 1000))
  const films = Array.from({ length: 100 }, (_, index) => asset(index + 101, 0, 5e9))
  const { report, second } = begun([...texts, ...films, asset(999, 0, null)])
  second()
  for (let count = 1; count <= 9; count += 1) {
    report.settle(
      texts.slice((count - 1) * 10, count * 10).map(({ id }) => ({ ...finished, assetId: id, bytes: 1000 })),
    )
    second([101, count * 10e6])
  }
  const { remaining, rate, left } = second([101, 100e6])
  expect(remaining).toBe(null)
  expect(left).toBe(Math.round((500e9 - 100e6 + 10 * 1000) / (100_090_000 / 10)))
  expect(rate).toBe(10_009_000)
})

test('A file in hand that waits for its connection isn’t running', () => {
  const { second, filesRunning } = resumed()
  second([1, 90_000_000], [2, 0])
  expect(filesRunning()).toBe(1)
})

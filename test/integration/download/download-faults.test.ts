// What servers and people do to a download on its way, each provoked for real: nothing of it is silent, and every file that can
// be had ends exact.
import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../builders/download-library.ts'
import { ShowDownloads, showBytes } from '../../builders/show-downloads.ts'
import type { Fault } from '../../hms/faults.ts'

let show: ShowDownloads

beforeEach(async () => {
  show = await ShowDownloads.start()
})

afterEach(() => show.close())

describe('a half-fetched file that someone', () => {
  async function interrupted(): Promise<string> {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    await show.begin(id)
    await until(() => show.library.row(id).state === 'waiting')
    return id
  }

  test.each([
    ['has deleted', (path: string) => rmSync(path)],
    ['has replaced', (path: string) => writeFileSync(path, Buffer.alloc(3_000_000, 'x'))],
    ['has made longer than the file', (path: string) => writeFileSync(path, Buffer.alloc(showBytes + 1, 'x'))],
  ])('%s is started over', async (_what, happens) => {
    const id = await interrupted()
    happens(show.partOf(id))
    await show.library.settled()
    show.expectExact(id)
  })
})

test('a file that is gone leaves nothing half-made behind', async () => {
  const id = await show.composite()
  show.workspace.faults.add({ on: 'storage', kind: 'status', status: 404, times: Number.POSITIVE_INFINITY })
  await show.library.download(id)
  expect(show.library.row(id)).toMatchObject({ state: 'unavailable', reason_kind: 'gone' })
  expect(show.library.exists(id, 'composite.mp4.part')).toBe(false)
})

describe('a server that', () => {
  const often = Number.POSITIVE_INFINITY

  test.each<[string, Fault[]]>([
    ['asks for patience without saying how long (429)', [{ on: 'storage', kind: 'status', status: 429 }]],
    ['asks for a minute (429)', [{ on: 'storage', kind: 'status', status: 429, retryAfter: 60, times: 2 }]],
    ['is busy (503)', [{ on: 'storage', kind: 'status', status: 503, times: 4 }]],
    ['is busy for a minute (503)', [{ on: 'storage', kind: 'status', status: 503, retryAfter: 60, times: 2 }]],
    [
      'knows no such range (416)',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'status', status: 416, after: 1 },
      ],
    ],
    [
      'ignores the range',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'ignores-range', times: often },
      ],
    ],
    [
      'answers with another range',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'other-range', shift: 70_000, after: 1 },
      ],
    ],
    [
      'makes up a validator for every request',
      [
        { on: 'storage', kind: 'short', at: 2_000_000, times: 2 },
        { on: 'storage', kind: 'validators', etag: 'changing', lastModified: 'changing', times: often },
      ],
    ],
    [
      'names no validator',
      [
        { on: 'storage', kind: 'cut', at: 2_000_000, times: 2 },
        { on: 'storage', kind: 'validators', etag: 'none', lastModified: 'none', times: often },
      ],
    ],
    [
      'doesn’t say how long the file is, and is cut off',
      [
        { on: 'storage', kind: 'no-length', times: often },
        { on: 'storage', kind: 'cut', at: 2_000_000 },
      ],
    ],
    [
      'refuses links while 100ms can’t make new ones',
      [
        { on: 'storage', kind: 'short', at: 2_000_000 },
        { on: 'storage', kind: 'expired', after: 1 },
        { on: 'api', kind: 'reset', match: /presigned-url$/, after: 1, times: 6 },
        { on: 'api', kind: 'status', status: 503, match: /presigned-url$/, after: 7, times: 3 },
        { on: 'api', kind: 'status', status: 429, match: /presigned-url$/, after: 10, times: 2 },
        { on: 'api', kind: 'html', match: /presigned-url$/, after: 12, times: 2 },
        { on: 'api', kind: 'truncated-json', match: /presigned-url$/, after: 14, times: 2 },
      ],
    ],
  ])('%s gives the file in the end, exact', async (_name, faults) => {
    const id = await show.composite()
    for (const fault of faults) show.workspace.faults.add(fault)
    await show.library.download(id)
    show.expectExact(id)
  })

  test('has everything in order again after an attempt: what waited for it has cost nothing', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'api', kind: 'reset', match: /presigned-url$/, times: 30 })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.row(id).attempts).toBe(0)
  })
})

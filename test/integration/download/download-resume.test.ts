// Connections that are cut, links that expire, an engine that stops or crashes: the bytes that have arrived are kept, and never
// mixed with those of another version.
import { truncateSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../../builders/download-library.ts'
import { ShowDownloads, showBytes } from '../../builders/show-downloads.ts'

let show: ShowDownloads

beforeEach(async () => {
  show = await ShowDownloads.start()
})

afterEach(() => show.close())

describe('what goes wrong on the way costs nothing that has arrived', () => {
  test('a connection cut three times: the same bytes go on', async () => {
    const id = await show.composite()
    for (const at of [900_000, 800_000, 700_000]) {
      show.workspace.faults.add({ on: 'storage', kind: 'short', at, after: at === 900_000 ? 0 : 1 })
    }
    await show.library.download(id)
    show.expectExact(id)
    const requests = show.workspace.requests.all('storage').filter((request) => request.method === 'GET')
    expect(requests.slice(1).every((request) => request.ifRange !== undefined && request.status === 206)).toBe(true)
    expect(requests.reduce((sum, request) => sum + request.bytes, 0)).toBeLessThan(showBytes + requests.length * 70_000)
  })

  test('an expired link in the middle: a new one, the same bytes, no attempt lost', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'short', at: 2_000_000 })
    show.workspace.faults.add({ on: 'storage', kind: 'expired', after: 1 })
    await show.library.download(id)
    show.expectExact(id)
    expect(show.library.row(id)).toMatchObject({ attempts: 0 })
    expect(show.workspace.requests.count('api', /presigned-url$/)).toBe(3)
    expect(show.workspace.requests.all('storage').at(-1)).toMatchObject({
      status: 206,
      range: `bytes=${2_000_000 - 65_536}-`,
    })
  })

  test('an object that changed in between, of the same size: started over, never a mix', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'short', at: 2_000_000 })
    await show.begin(id)
    await until(() => show.library.row(id).state === 'waiting')
    show.workspace.control.setContent(id, { mp4Bytes: showBytes, seed: 7 })
    await show.library.settled()
    show.expectExact(id)
  })

  test('an engine that stops and starts: resumed from the .part', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'stall', at: 3_000_000 })
    await show.begin(id)
    await show.arrived(id, 3_000_000)
    await show.library.queue.stop()
    expect(show.library.row(id)).toMatchObject({ state: 'queued', bytes_done: 3_000_000 })

    show.library.makeQueue().start()
    show.library.queue.wake()
    await show.library.settled()
    show.expectExact(id)
    expect(show.workspace.requests.all('storage').at(-1)?.range).toBe(`bytes=${3_000_000 - 65_536}-`)
  })

  test('a crash between naming and the row: the file is recognised, not fetched again', async () => {
    const id = await show.composite()
    const { db } = show.library.library
    await show.library.download(id)
    const { sha256 } = show.library.files(id)[0] ?? { sha256: '' }
    const record = {
      validator: { etag: '"x"', lastModified: null },
      totalBytes: showBytes,
      boot: 'any',
      checkedAgainst: 'md5',
    }
    db.exec('DELETE FROM files')
    db.prepare(`UPDATE downloads SET state = 'running', validator = ?`).run(
      JSON.stringify({ ...record, checkpoint: { bytes: showBytes, sha256 } }),
    )
    show.workspace.requests.clear()
    show.library.makeQueue().start()
    await show.library.settled()
    show.expectExact(id)
    expect(show.workspace.requests.count()).toBe(0)
  })

  test('a transfer that was cut, and a .part cut shorter behind our back: started over', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    await show.begin(id)
    await until(() => show.library.row(id).state === 'waiting')
    truncateSync(show.partOf(id), 1_000_000)
    await show.library.settled()
    show.expectExact(id)
  })

  test('a slow server that recovers: 503, reset, stalled, then the file', async () => {
    const id = await show.composite()
    show.workspace.faults.add({ on: 'storage', kind: 'status', status: 503 })
    show.workspace.faults.add({ on: 'storage', kind: 'reset', after: 1, times: 2 })
    show.workspace.faults.add({ on: 'storage', kind: 'stall', at: 1_000_000, after: 3 })
    await show.library.download(id)
    show.expectExact(id)
  })
})

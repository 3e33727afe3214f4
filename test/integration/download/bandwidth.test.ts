// The bandwidth limit as the transfer threads keep it: by what has arrived since the beginning, at every word of theirs. A busy
// machine only makes the bytes fewer.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WorkerFetcher } from '../../../main/engine/adapters/transfer/fetcher.ts'
import type { FetchOutcome } from '../../../main/engine/core/download/download-ports.ts'
import { freshLink } from '../../builders/fresh-link.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const files = 4
/** A piece of each has come before anybody can be asked to wait; short waits aren't made, and word of a new share takes its time. */
const unasked = files * 64 * 1024 + 100_000

let workspace: Workspace
let folder: string
let fetcher: WorkerFetcher

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
  folder = await mkdtemp(join(tmpdir(), 'dailies-bandwidth-'))
  // Two threads: the limit is one for both.
  fetcher = workerFetcher({ workers: 2 })
})

afterEach(async () => {
  await fetcher.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

/** Links to so many films. */
async function links(mp4Bytes: number): Promise<string[]> {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const assets = Array.from({ length: files }, (_, seed) => ({ type: 'room-composite', content: { mp4Bytes, seed } }))
  const recording = workspace.control.addRecording({ name: 'show', roomId: room.id, assets })
  return Promise.all(recording.assets.map(({ id }) => freshLink(workspace, id)))
}

/** `told`: how much of all of them is here. */
function fetchAll(urls: readonly string[], told: (bytes: number) => void): Promise<FetchOutcome[]> {
  const here = urls.map(() => 0)
  return Promise.all(
    urls.map((url, index) => {
      const progress = (bytes: number) => {
        here[index] = bytes
        told(here.reduce((sum, each) => sum + each, 0))
      }
      const order = { url, partPath: join(folder, `${index}.part`), resume: null }
      return fetcher.fetch(order, { head: () => undefined, progress }).outcome
    }),
  )
}

test('Several files over two threads never bring more than the limit allows', async () => {
  const [limit, bytesOfEach] = [1_000_000, 900_000]
  fetcher.limit(limit)
  const urls = await links(bytesOfEach)
  const sinceMs = performance.now()
  const allowed = () => unasked + (limit * (performance.now() - sinceMs)) / 1000
  const over: number[] = []
  const outcomes = await fetchAll(urls, (bytes) => {
    if (bytes > allowed()) over.push(bytes - allowed())
  })
  expect(outcomes.map(({ kind }) => kind)).toEqual(urls.map(() => 'complete'))
  expect(over).toEqual([])
  expect(files * bytesOfEach).toBeLessThan(allowed())
})

test('A limit that is lifted in the middle holds nobody any longer', async () => {
  // At this pace it would take an hour.
  fetcher.limit(1000)
  const urls = await links(900_000)
  const outcomes = await fetchAll(urls, (bytes) => {
    if (bytes > 0) fetcher.limit(null)
  })
  expect(outcomes.map(({ kind }) => kind)).toEqual(urls.map(() => 'complete'))
})

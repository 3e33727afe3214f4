// What is here of a file is hashed before it is gone on with. Of a film of many GB that takes minutes, in which anything may happen.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bootId } from '../../../main/engine/adapters/boot-id.ts'
import type { WorkerFetcher } from '../../../main/engine/adapters/transfer/fetcher.ts'
import type { Checkpoint, ResumeRecord } from '../../../main/engine/core/download/resume.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

let folder: string
let workspace: Workspace
let fetcher: WorkerFetcher

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-hashing-'))
  workspace = await startWorkspace({ data: 'empty' })
  workspace.faults.add({ on: 'storage', kind: 'hang', times: Number.POSITIVE_INFINITY })
  fetcher = workerFetcher()
})

afterEach(async () => {
  await fetcher.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

/** Goes on with a `.part` of so many zeros, which take no room. `told`: each point up to which it says to be hashed. */
async function goOn(bytes: number, checkpoint: Checkpoint | null = null, storageUrl = workspace.storageUrl) {
  const partPath = join(folder, 'film.mp4.part')
  await writeFile(partPath, '')
  await truncate(partPath, bytes)
  const validator = { etag: '"film"', lastModified: null }
  const resume: ResumeRecord = {
    ...{ validator, totalBytes: bytes * 2, checkpoint, boot: bootId(), checkedAgainst: null },
  }
  const told: Checkpoint[] = []
  const url = `${storageUrl}/film`
  let hear = () => {}
  const heard = new Promise<void>((resolve) => {
    hear = resolve
  })
  const progress = (_: number, checkpoint: Checkpoint | null) => {
    if (checkpoint === null) return
    told.push(checkpoint)
    hear()
  }
  return { partPath, told, heard, fetch: fetcher.fetch({ url, partPath, resume }, { head: () => {}, progress }) }
}

test('A later try is never given a point that isn’t hashed yet', async () => {
  const { fetch, told, heard } = await goOn(96 * 1024 * 1024)
  await heard
  fetch.abort()
  await fetch.outcome
  for (const { bytes, sha256 } of told) {
    expect(sha256).toBe(createHash('sha256').update(Buffer.alloc(bytes)).digest('hex'))
  }
})

test('Whoever pauses, cancels or quits doesn’t wait until all of it is hashed, and it stays', async () => {
  const bytes = 40 * 1024 ** 3
  const { partPath, fetch } = await goOn(bytes)
  // Answered by the same thread, when the hashing has begun.
  await fetcher.size(partPath)
  fetch.abort()
  expect(await fetch.outcome).toEqual({ kind: 'aborted' })
  expect((await stat(partPath)).size).toBe(bytes)
})

test.each([
  ['shorter than the point up to which it was hashed', { bytes: 2_000_000, sha256: 'f'.repeat(64) }],
  ['changed behind our back', { bytes: 1_000_000, sha256: 'f'.repeat(64) }],
])('Of a beginning that is %s nothing is told as hashed while nothing else comes', async (_, checkpoint) => {
  const { fetch, told } = await goOn(1_000_000, checkpoint, 'http://127.0.0.1:1')
  expect(await fetch.outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  expect(told).toEqual([])
})

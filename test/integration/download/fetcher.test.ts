// The transfer worker against the simulated storage: what reaches the disk is the object, or nothing does.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WorkerFetcher } from '../../../main/engine/adapters/transfer/fetcher.ts'
import type { FetchHead, FetchOutcome } from '../../../main/engine/core/download/download-ports.ts'
import type { Checkpoint, ResumeRecord } from '../../../main/engine/core/download/resume.ts'
import { freshLink } from '../../builders/fresh-link.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const size = 6 * 1024 * 1024
let folder: string
let workspace: Workspace
let fetcher: WorkerFetcher
/** Gives a silent server up soon; for the tests of silence only, since a busy machine is silent at times too. */
let impatient: WorkerFetcher
let assetId: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-fetch-'))
  workspace = await startWorkspace({ data: 'empty' })
  assetId = addFile(size)
})

beforeAll(() => {
  fetcher = workerFetcher()
  impatient = workerFetcher({ timeouts: { connectMs: 2000, headMs: 2000, stallMs: 2000 } })
})

afterAll(async () => {
  await fetcher.close()
  await impatient.close()
})

afterEach(async () => {
  await workspace.stop()
  await rm(folder, { recursive: true })
})

function addFile(bytes: number): string {
  const room = workspace.control.addRoom({ name: `Room ${bytes}` })
  const added = workspace.control.addRecording({
    name: `file of ${bytes}`,
    roomId: room.id,
    assets: [{ type: 'track', content: { randomBytes: bytes } }],
  })
  const id = added.assets[0]?.id
  if (id === undefined) throw new Error('no asset')
  return id
}

type Fetched = { outcome: FetchOutcome; head: FetchHead | null; checkpoint: Checkpoint | null; told: number[] }

const link = (id = assetId): Promise<string> => freshLink(workspace, id)

async function get(resume: ResumeRecord | null = null, id = assetId, by = fetcher): Promise<Fetched> {
  const seen: Fetched = { outcome: { kind: 'aborted' }, head: null, checkpoint: null, told: [] }
  const running = by.fetch(
    { url: await link(id), partPath: join(folder, 'file.part'), resume },
    {
      head: (head) => {
        seen.head = head
      },
      progress: (bytes, checkpoint) => {
        seen.told.push(bytes)
        seen.checkpoint = checkpoint ?? seen.checkpoint
      },
    },
  )
  seen.outcome = await running.outcome
  return seen
}

function recordOf({ head, checkpoint }: Fetched): ResumeRecord {
  if (head?.validator == null) throw new Error('nothing to resume against')
  const { validator, totalBytes, boot } = head
  return { validator, totalBytes, boot, checkpoint, checkedAgainst: null }
}

async function partHash(): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(folder, 'file.part')))
    .digest('hex')
}

describe('a whole file', () => {
  test('arrives exact, hashed and compared with storage’s MD5', async () => {
    const { outcome } = await get()
    expect(outcome).toMatchObject({ kind: 'complete', bytes: size, sha256: workspace.control.sha256(assetId) })
    expect(outcome).toMatchObject({ checked: { kind: 'md5', agrees: true } })
    expect(await partHash()).toBe(workspace.control.sha256(assetId))
  })

  test('no request to storage carries credentials or asks for compression', async () => {
    await get()
    expect(workspace.requests.all('storage').map((request) => request.authorized)).toEqual([false])
  })

  test('an empty file is complete', async () => {
    const id = addFile(0)
    expect((await get(null, id)).outcome).toMatchObject({ kind: 'complete', bytes: 0 })
  })

  test('a redirect is followed; the file is exact', async () => {
    workspace.faults.add({ on: 'storage', kind: 'redirect' })
    expect((await get()).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })

  test('a redirect to plain http elsewhere is refused', async () => {
    workspace.faults.add({ on: 'storage', kind: 'redirect', to: 'http://192.0.2.1/file' })
    expect((await get()).outcome).toMatchObject({ kind: 'failed', error: { kind: 'server' } })
  })
})

describe('what isn’t the file is never written', () => {
  test.each([
    ['a network’s sign-in page', { kind: 'html' }, 'offline'],
    ['a sign-in page labelled as video', { kind: 'body', body: '<!DOCTYPE html><html>' }, 'offline'],
    ['a compressed body', { kind: 'gzip' }, 'server'],
    ['an expired link’s XML', { kind: 'expired' }, 'link-expired'],
    ['a 404', { kind: 'status', status: 404 }, 'gone'],
    ['a 503', { kind: 'status', status: 503 }, 'server'],
    ['a 429', { kind: 'status', status: 429, retryAfter: 7 }, 'rate-limited'],
  ] as const)('%s', async (_name, fault, kind) => {
    workspace.faults.add({ on: 'storage', ...fault })
    const { outcome } = await get()
    expect(outcome).toMatchObject({ kind: 'failed', newBytes: 0, error: { kind } })
    expect(await readdir(folder)).not.toContain('file.part')
  })

  test('nor does it replace what has arrived before', async () => {
    workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    const first = await get()
    workspace.faults.add({ on: 'storage', kind: 'body', body: '<!DOCTYPE html><html>', times: 2 })
    await get(recordOf(first))
    expect((await stat(join(folder, 'file.part'))).size).toBe(3_000_000)
  })
})

describe('a cut connection', () => {
  test.each([
    ['closed in order', { kind: 'short', at: 3_000_000 }],
    ['stalled', { kind: 'stall', at: 3_000_000 }],
  ] as const)(
    '%s: what has arrived is kept and the rest asked for, if it is the same version',
    async (_name, fault) => {
      workspace.faults.add({ on: 'storage', ...fault })
      const first = await get(null, assetId, impatient)
      expect(first.outcome).toMatchObject({ kind: 'failed', newBytes: 3_000_000, error: { kind: 'server' } })

      const second = await get(recordOf(first))
      expect(second.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
      expect(workspace.requests.all('storage').at(-1)).toMatchObject({
        status: 206,
        range: `bytes=${3_000_000 - 65_536}-`,
        ifRange: first.head?.validator?.etag,
      })
      expect(await partHash()).toBe(workspace.control.sha256(assetId))
    },
  )

  test('a reset loses at most what had not reached this computer', async () => {
    workspace.faults.add({ on: 'storage', kind: 'cut', at: 3_000_000 })
    const first = await get()
    expect(first.outcome).toMatchObject({ kind: 'failed', error: { kind: 'server' } })
    expect((await get(recordOf(first))).outcome).toMatchObject({ sha256: workspace.control.sha256(assetId) })
    expect(await partHash()).toBe(workspace.control.sha256(assetId))
  })

  test('reset before any byte: once more on a fresh connection', async () => {
    workspace.faults.add({ on: 'storage', kind: 'reset' })
    expect((await get()).outcome).toMatchObject({ kind: 'complete' })
  })

  test('nobody there: offline', async () => {
    await workspace.stop()
    const running = fetcher.fetch(
      { url: `${workspace.storageUrl}/x`, partPath: join(folder, 'file.part'), resume: null },
      { head: () => {}, progress: () => {} },
    )
    expect(await running.outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  })
})

describe('another version of the object', () => {
  async function halfOf(): Promise<ResumeRecord> {
    workspace.faults.add({ on: 'storage', kind: 'short', at: 3_000_000 })
    return recordOf(await get())
  }

  test('of the same length is fetched from the start, never spliced', async () => {
    const record = await halfOf()
    workspace.control.setContent(assetId, { randomBytes: size, seed: 99 })
    const second = await get(record)
    expect(second.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
    expect(second.head?.validator).not.toEqual(record.validator)
    expect(await partHash()).toBe(workspace.control.sha256(assetId))
  })

  test('behind an unchanged ETag is found out by the overlap', async () => {
    const record = await halfOf()
    workspace.faults.add({ on: 'storage', kind: 'wrong-bytes', shift: 65_536 })
    expect((await get(record)).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })

  test.each([
    ['a server that ignores Range', { kind: 'ignores-range' }],
    ['a 206 that begins elsewhere', { kind: 'other-range', shift: 1000 }],
    ['a 416', { kind: 'status', status: 416 }],
    ['an ETag of every request’s own', { kind: 'validators', etag: 'changing', lastModified: 'changing' }],
  ] as const)('%s: start over', async (_name, fault) => {
    const record = await halfOf()
    workspace.faults.add({
      on: 'storage',
      ...fault,
      times: fault.kind === 'ignores-range' ? Number.POSITIVE_INFINITY : 1,
    })
    expect((await get(record)).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })

  test('an edge that takes only dates in If-Range is asked by date, and the bytes are kept', async () => {
    const object = workspace.control.object(assetId)
    object.lastModified = new Date(Date.now() - 3_600_000)
    const record = await halfOf()
    workspace.faults.add({ on: 'storage', kind: 'if-range-by-date-only', times: 10 })
    expect((await get(record)).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
    expect(workspace.requests.all('storage').at(-1)).toMatchObject({
      status: 206,
      ifRange: record.validator.lastModified,
    })
  })

  test('weak validators: the next try starts over', async () => {
    workspace.faults.add({ on: 'storage', kind: 'validators', etag: 'weak', lastModified: 'none' })
    workspace.faults.add({ on: 'storage', kind: 'cut', at: 3_000_000 })
    const first = await get()
    expect(first.head?.validator).toBeNull()
    expect(first.outcome).toMatchObject({ newBytes: 0 })
    expect((await get()).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })

  test('a .part that was changed behind our back is noticed by its checkpoint', async () => {
    const record = await halfOf()
    expect(record.checkpoint?.bytes).toBe(3_000_000)
    await writeFile(join(folder, 'file.part'), randomBytes(3_000_000))
    expect((await get(record)).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })

  test('after a restart of the computer only checked bytes are believed', async () => {
    const record = { ...(await halfOf()), boot: 'an earlier start' }
    const tail = await readFile(join(folder, 'file.part'))
    // The length survived a power cut, the last bytes didn't.
    await writeFile(join(folder, 'file.part'), Buffer.concat([tail, Buffer.alloc(500_000)]))
    expect((await get(record)).outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  })
})

test('a complete .part needs no request', async () => {
  const first = await get()
  if (first.outcome.kind !== 'complete') throw new Error('not complete')
  const { bytes, sha256 } = first.outcome
  workspace.requests.clear()
  const url = await link()
  const record = { ...recordOf(first), checkpoint: { bytes, sha256 } }
  const running = fetcher.fetch(
    { url, partPath: join(folder, 'file.part'), resume: record },
    { head: () => {}, progress: () => {} },
  )
  expect(await running.outcome).toMatchObject({ kind: 'complete', sha256 })
  expect(workspace.requests.count('storage')).toBe(0)
})

test('abort stops at once and keeps what has arrived', async () => {
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 4_000_000 })
  const url = await link()
  const running = fetcher.fetch(
    { url, partPath: join(folder, 'file.part'), resume: null },
    {
      head: () => {},
      progress: (bytes) => {
        if (bytes > 0) running.abort()
      },
    },
  )
  expect(await running.outcome).toEqual({ kind: 'aborted' })
  const kept = await readFile(join(folder, 'file.part'))
  const object = workspace.control.object(assetId).source
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.equals(object.read(0, kept.length))).toBe(true)
})

test('a small file over a slow line is told of while it arrives, and what has come of it is gone on with', async () => {
  const small = addFile(200_000)
  workspace.faults.add({ on: 'storage', kind: 'stall', at: 120_000 })
  const stalled = await get(null, small, impatient)
  expect(stalled.told).toContain(120_000)
  expect(stalled.checkpoint?.bytes).toBe(120_000)
  const rest = await get(recordOf(stalled), small)
  expect(rest.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(small) })
  expect(workspace.requests.all('storage').at(-1)?.bytes).toBeLessThan(200_000)
})

test('several at a time share the worker, each exact', async () => {
  const ids = [1_500_000, 2_500_000, 700_000, 40].map(addFile)
  const outcomes = await Promise.all(
    ids.map(async (id, index) => {
      const order = { url: await link(id), partPath: join(folder, `${index}.part`), resume: null }
      return fetcher.fetch(order, { head: () => {}, progress: () => {} }).outcome
    }),
  )
  expect(outcomes.map((outcome) => outcome.kind === 'complete' && outcome.sha256)).toEqual(
    ids.map((id) => workspace.control.sha256(id)),
  )
})

test('the length of an object is asked for without its body', async () => {
  expect(await fetcher.measure(await link())).toMatchObject({ ok: true, value: { totalBytes: size } })
  expect(workspace.requests.all('storage').at(-1)?.bytes).toBeLessThan(10)
})

// Several ranges at once against storage that gives each connection little: the file is exact, or one version of it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WorkerFetcher } from '../../../main/engine/adapters/transfer/fetcher.ts'
import type { Fetch, FetchHead } from '../../../main/engine/core/download/download-ports.ts'
import type { Checkpoint, ResumeRecord } from '../../../main/engine/core/download/resume.ts'
import { freshLink } from '../../builders/fresh-link.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const mebibyte = 1024 * 1024
const size = 72 * mebibyte + 4321
let folder: string
let workspace: Workspace
let fetcher: WorkerFetcher
let assetId: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-ahead-'))
  workspace = await startWorkspace({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Room' })
  const added = workspace.control.addRecording({
    name: 'a long film',
    roomId: room.id,
    assets: [{ type: 'track', content: { randomBytes: size } }],
  })
  assetId = added.assets[0]?.id ?? ''
  fetcher = workerFetcher()
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 25_000_000, times: Number.POSITIVE_INFINITY })
})

afterEach(async () => {
  await fetcher.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

type Started = { fetch: Fetch; head: FetchHead | null; checkpoint: Checkpoint | null; most: number; onMove: () => void }

async function begin(resume: ResumeRecord | null = null): Promise<Started> {
  const url = await freshLink(workspace, assetId)
  const events = {
    head: (head: FetchHead) => {
      started.head = head
    },
    progress: (bytes: number, checkpoint: Checkpoint | null) => {
      started.most = Math.max(started.most, bytes)
      started.checkpoint = checkpoint ?? started.checkpoint
      started.onMove()
    },
  }
  const started: Started = {
    fetch: fetcher.fetch({ url, partPath: join(folder, 'film.mp4.part'), resume }, events),
    head: null,
    checkpoint: null,
    most: 0,
    onMove: () => {},
  }
  return started
}

/** Until pieces hold so many bytes. */
async function piecesHold(started: Started, bytes: number): Promise<void> {
  while (pieces().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) < bytes) {
    await new Promise<void>((resolve) => {
      started.onMove = resolve
    })
  }
}

const pieces = () => readdirSync(folder).filter((name) => name !== 'film.mp4.part')

function recordOf({ head, checkpoint }: Started): ResumeRecord {
  if (head?.validator == null) throw new Error('nothing to resume against')
  const { validator, totalBytes, boot } = head
  return { validator, totalBytes, boot, checkpoint, checkedAgainst: null }
}

const partHash = async () =>
  createHash('sha256')
    .update(await readFile(join(folder, 'film.mp4.part')))
    .digest('hex')

test('a slow line is used by several connections, and the file is exact', async () => {
  const started = await begin()
  const outcome = await started.fetch.outcome
  const sha256 = workspace.control.sha256(assetId)
  expect(outcome).toMatchObject({ kind: 'complete', bytes: size, sha256 })
  expect(await partHash()).toBe(sha256)
  expect(pieces()).toEqual([])
  expect(started.most).toBeLessThanOrEqual(size)
  expect(workspace.requests.all('storage').filter(({ status }) => status === 206).length).toBeGreaterThan(2)
})

test('what was fetched ahead is gone on with after a stop: nothing is fetched twice but the overlap', async () => {
  const first = await begin()
  await piecesHold(first, 20 * mebibyte)
  first.fetch.abort()
  expect(await first.fetch.outcome).toEqual({ kind: 'aborted' })
  expect(pieces().length).toBeGreaterThan(1)
  const held = statSync(join(folder, 'film.mp4.part')).size + piecesBytes()
  const before = storageBytes()
  const second = await begin(recordOf(first))
  expect(await second.fetch.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  expect(second.most).toBeGreaterThanOrEqual(held)
  expect(await partHash()).toBe(workspace.control.sha256(assetId))
  expect(pieces()).toEqual([])
  expect(storageBytes() - before).toBeLessThanOrEqual(size - held + 4 * mebibyte)
})

test('pieces of an older version never get into the newer file', async () => {
  const first = await begin()
  await piecesHold(first, 10 * mebibyte)
  first.fetch.abort()
  await first.fetch.outcome
  workspace.control.setContent(assetId, { randomBytes: size, seed: 2 })
  const second = await begin(recordOf(first))
  expect(await second.fetch.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  expect(await partHash()).toBe(workspace.control.sha256(assetId))
  expect(pieces()).toEqual([])
})

test.each([
  ['cut', true],
  ['left alone', false],
])(
  'an object replaced while several connections are under way, which are then %s, is one version or none',
  async (_how, areCut) => {
    const versions = [workspace.control.sha256(assetId)]
    const started = await begin()
    await piecesHold(started, 10 * mebibyte)
    workspace.control.setContent(assetId, { randomBytes: size, seed: 2 })
    versions.push(workspace.control.sha256(assetId))
    if (areCut) workspace.faults.add({ on: 'storage', kind: 'cut', at: 3 * mebibyte, times: 8 })
    let outcome = await started.fetch.outcome
    workspace.faults.clear()
    if (outcome.kind !== 'complete') outcome = await (await begin(recordOf(started))).fetch.outcome
    expect(outcome).toMatchObject({ kind: 'complete', bytes: size })
    const here = await partHash()
    expect(versions).toContain(here)
    expect(outcome).toMatchObject({ sha256: here })
  },
)

test('a server that knows no ranges gives it over one connection', async () => {
  workspace.faults.add({ on: 'storage', kind: 'ignores-range', times: Number.POSITIVE_INFINITY })
  const { fetch } = await begin()
  expect(await fetch.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  expect(pieces()).toEqual([])
})

test('a server that labels other bytes as what was asked for is found out where pieces meet', async () => {
  workspace.faults.add({ on: 'storage', kind: 'wrong-bytes', shift: 100, times: Number.POSITIVE_INFINITY })
  const { fetch } = await begin()
  const outcome = await fetch.outcome
  if (outcome.kind === 'complete') expect(outcome.sha256).toBe(workspace.control.sha256(assetId))
  else expect(outcome).toMatchObject({ kind: 'failed' })
})

test('after a restart of the computer nothing vouches for pieces', async () => {
  const first = await begin()
  await piecesHold(first, 10 * mebibyte)
  first.fetch.abort()
  await first.fetch.outcome
  const second = await begin({ ...recordOf(first), boot: 'another' })
  expect(await second.fetch.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
  expect(existsSync(join(folder, 'film.mp4.part'))).toBe(true)
  expect(pieces()).toEqual([])
})

test.each(['while it comes', 'when it is paused'])(
  'a piece that the drive fails to keep, %s, is fetched again',
  async (when) => {
    await fetcher.close()
    fetcher = workerFetcher({ worker: new URL('../../fakes/failing-close-worker.ts', import.meta.url) })
    const first = await begin()
    if (when === 'when it is paused') {
      await piecesHold(first, 10 * mebibyte)
      first.fetch.abort()
    }
    const failure = { kind: 'failed', error: { kind: 'library-missing', message: /can’t be reached/ } }
    expect(await first.fetch.outcome).toMatchObject(failure)
    const second = await begin(recordOf(first))
    expect(await second.fetch.outcome).toMatchObject({ kind: 'complete', sha256: workspace.control.sha256(assetId) })
    expect(await partHash()).toBe(workspace.control.sha256(assetId))
    expect(pieces()).toEqual([])
  },
)

test('what is thrown away takes its pieces with it', async () => {
  const started = await begin()
  await piecesHold(started, mebibyte)
  started.fetch.abort()
  await started.fetch.outcome
  await fetcher.discard(join(folder, 'film.mp4.part'))
  expect(readdirSync(folder)).toEqual([])
})

const storageBytes = () => workspace.requests.all('storage').reduce((sum, { bytes }) => sum + bytes, 0)

function piecesBytes(): number {
  return pieces().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}

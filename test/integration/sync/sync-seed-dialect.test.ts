/**
 * The seed's dialect of the API. Objects of the seed schema go through real HTTP, parsing and SQLite, and come out of
 * `list --json` as they went in.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { exportRecording } from '../../../main/engine/db/library/recording-export.ts'
import type { Connection } from '../../../preload/contract/workspace.ts'
import { type SyncedLibrary, syncedLibrary } from '../../builders/synced-library.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function synced(workspace: Workspace): Promise<SyncedLibrary> {
  const library = syncedLibrary(workspace)
  open.push(library)
  library.sync.start(library.workspaceId)
  await library.sync.now(null)
  return library
}

async function seedWorkspace(seedAssetIds: 'everywhere' | 'listed' | 'nowhere'): Promise<Workspace> {
  const workspace = await startWorkspace({ dialect: 'seed', seedAssetIds })
  open.push({ close: () => workspace.stop() })
  return workspace
}

/** Assets that a recording of the list holds, and those that only the list of assets tells of. */
function countsOf(workspace: Workspace) {
  const jobs = new Set(
    [
      ...workspace.data.recordings.own(),
      ...workspace.data.liveStreams.own(),
      ...workspace.data.externalStreams.own(),
    ].map((job) => job.id),
  )
  const assets = workspace.data.assets.own()
  const embedded = assets.filter((asset) => jobs.has(asset.job_id) && asset.status === 'completed')
  return { all: assets.length, embedded: embedded.length }
}

describe('assets are one row each, wherever they have an id', () => {
  for (const ids of ['everywhere', 'listed', 'nowhere'] as const) {
    test(`ids ${ids}`, async () => {
      const workspace = await seedWorkspace(ids)
      const library = await synced(workspace)
      expect(library.phase()).toEqual({ kind: 'idle' })
      const { all, embedded } = countsOf(workspace)
      const count = library.one<number>('SELECT count(*) FROM assets')
      if (ids === 'nowhere') expect(count).toBeGreaterThanOrEqual(embedded)
      expect(count).toBeLessThanOrEqual(all)
      if (ids !== 'nowhere') expect(count).toBe(all)
      expect(library.ids(`SELECT DISTINCT type FROM assets WHERE type_raw = 'chat-log'`)).toEqual(['chat'])

      await library.sync.now(null)
      workspace.requests.clear()
      library.offered.length = 0
      await library.sync.now(null)
      expect(library.offered).toEqual([])
      for (const list of ['recordings', 'recording-assets', 'sessions']) {
        expect(workspace.requests.count('api', `/v2/${list}`)).toBe(1)
      }
    })
  }
})

test('a list of assets that answers 404, or holds nothing, takes nothing away', async () => {
  const workspace = await seedWorkspace('nowhere')
  workspace.faults.add({
    on: 'api',
    kind: 'status',
    status: 404,
    match: '/v2/recording-assets',
    times: Number.POSITIVE_INFINITY,
  })
  const library = await synced(workspace)
  expect(library.phase()).toEqual({ kind: 'idle' })
  expect(library.one('SELECT count(*) FROM assets')).toBe(countsOf(workspace).embedded)
  const sweep = async () => {
    workspace.control.setClockSkew(library.clock.nowMs() + 90_000_000 - Date.now())
    library.clock.advance(90_000_000)
    await library.sync.now(null)
    await library.sync.now(null)
    expect(library.phase()).toEqual({ kind: 'idle' })
  }
  await sweep()
  workspace.faults.clear()
  workspace.faults.add({
    on: 'api',
    kind: 'wrong-shape',
    body: { limit: 100, data: [], last: '' },
    match: '/v2/recording-assets',
    times: Number.POSITIVE_INFINITY,
  })
  await sweep()
  expect(library.one('SELECT count(*) FROM assets WHERE only_copy = 1')).toBe(0)
  expect(library.one('SELECT max(sweep) FROM assets')).toBe(2)
})

test('the words of the seed are read as a person says them', async () => {
  const workspace = await seedWorkspace('everywhere')
  const library = await synced(workspace)
  const statuses = library.db
    .prepare('SELECT DISTINCT status_raw, status FROM recordings WHERE status_raw IS NOT NULL ORDER BY 1')
    .all()
  expect(statuses).toEqual([
    { status_raw: 'completed', status: 'ready' },
    { status_raw: 'failed', status: 'failed' },
    { status_raw: 'init', status: 'queued' },
    { status_raw: 'paused', status: 'paused' },
    { status_raw: 'queued', status: 'queued' },
    { status_raw: 'running', status: 'recording' },
  ])
})

const dateTime = fc
  .date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const seedFields = [
  'id',
  'room_id',
  'session_id',
  'status',
  'duration',
  'size',
  'started_at',
  'stopped_at',
  'stopped_by',
  'created_at',
  'recording_assets',
]
const seedAsset = fc.record(
  {
    id: fc.string(),
    type: fc.constantFrom('room-composite', 'room-vod', 'transcript', 'chat-log', 'summary'),
    path: fc.string({ unit: 'binary' }),
    format: fc.string(),
    size: fc.integer(),
    duration: fc.maxSafeInteger(),
  },
  { requiredKeys: [] },
)
const seedRecording = fc.record(
  {
    id: fc.string({ minLength: 1, unit: 'binary' }),
    room_id: fc.string(),
    session_id: fc.string(),
    status: fc.constantFrom('queued', 'init', 'running', 'paused', 'completed', 'failed'),
    duration: fc.integer(),
    size: fc.maxSafeInteger(),
    started_at: dateTime,
    stopped_at: dateTime,
    stopped_by: fc.string(),
    created_at: dateTime,
    recording_assets: fc.array(seedAsset, { maxLength: 5 }),
  },
  { requiredKeys: ['id', 'room_id'] },
)

test('any objects of the seed schema come out as they went in, field for field', async () => {
  let served: unknown[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://api').pathname
    const found = path === '/v2/recordings'
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ? { limit: 100, data: served, last: '' } : { code: 404, message: 'not found' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) })
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`
  const connection: Connection = { apiUrl, credentials: { kind: 'key', accessKey: 'key', appSecret: 'secret' } }

  const lists = fc.uniqueArray(seedRecording, { selector: (recording) => recording.id, minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(lists, async (recordings) => {
      served = recordings
      const library = syncedLibrary({ apiUrl } as Workspace, { connection })
      library.sync.start(library.workspaceId)
      await library.sync.now(null)
      expect(library.phase()).toEqual({ kind: 'idle' })
      const exported = library
        .ids(`SELECT id FROM recordings WHERE kind = 'recording' ORDER BY id`)
        .map((id) => exportRecording(library.db, Number(id)) ?? {})
      const seen = exported.map((one) =>
        Object.fromEntries(seedFields.filter((name) => name in one).map((name) => [name, one[name]])),
      )
      expect(seen).toEqual(JSON.parse(JSON.stringify(recordings)))
      await library.close()
    }),
    { numRuns: 60 },
  )
}, 60_000)

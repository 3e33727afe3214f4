// An open library as the container makes it: closed in the middle of long work.
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CliFeed } from '../../../main/cli/feed.ts'
import { Composer, createEngine } from '../../../main/engine/container.ts'
import { engineWorld } from '../../builders/engine-world.ts'
import { valueIn } from '../../builders/library-folder.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

let folder: string
let workspace: Workspace
let composer: Composer
let feed: CliFeed

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-services-'))
  // More assets than are looked at in one go.
  workspace = await startWorkspace({ scale: { recordings: 300, seed: 1 } })
  feed = new CliFeed()
  composer = new Composer(engineWorld({ feed }))
})
afterEach(async () => {
  await composer.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('a new access key of a workspace that the library has: its downloads go on at once', async () => {
  await workspace.stop()
  workspace = await startWorkspace({ accessKey: 'the new key' })
  const { apiUrl, accessKey, appSecret } = workspace
  const connection = { apiUrl: `${apiUrl}/`, credentials: { kind: 'key', accessKey, appSecret } } as const
  const first = open()
  const policy = { types: ['chat' as const], roomIds: null, sinceMs: null, compositesOnlyExpiring: false }
  await first.handlers['settings.set']({ policy })
  first.connect(connection, 'Workspace')
  await first.parts.sync.now(null)
  const known = { apiUrl, identity: accessKey, customerId: expect.any(String) }
  expect(first.restore([{ ...connection, identity: accessKey, customerId: null, name: '' }])).toEqual([known])
  first.library.db.exec(`UPDATE workspaces SET access_key = 'the key before this one'`)
  await first.stop()

  const services = open()
  const queued = services.library.db.prepare(`SELECT count(*) FROM downloads WHERE state = 'queued'`).pluck().get()
  expect(queued).toBeGreaterThan(0)
  services.start()
  const isDone = new Promise<void>((resolve) => {
    feed.onDownloads = ({ queued, running }) => queued + running.length === 0 && resolve()
  })
  services.connect(connection, 'Workspace')
  await isDone
  expect(services.parts.connections.list().map(({ id }) => services.disconnect(id))).toEqual([known])
  await services.stop()
})

test('a workspace that was mistyped is gone once it is disconnected, one with recordings stays', async () => {
  const services = open()
  const { apiUrl, accessKey, appSecret } = workspace
  const { connections, sync } = services.parts
  services.connect({ apiUrl, credentials: { kind: 'key', accessKey, appSecret } }, 'Workspace')
  await sync.now(null)
  services.connect({ apiUrl, credentials: { kind: 'key', accessKey: 'mistyped', appSecret } }, 'Mistyped')
  expect(connections.list().map(({ name }) => name)).toEqual(['Workspace', 'Mistyped'])
  for (const { id } of connections.list()) services.disconnect(id)
  expect(connections.list().map(({ name }) => name)).toEqual(['Workspace'])
  await services.stop()
})

test('a name given again in the form that connects goes into the sidecars, so that a rebuild brings it back', async () => {
  const services = open()
  const { apiUrl, accessKey, appSecret } = workspace
  const connection = { apiUrl, credentials: { kind: 'key', accessKey, appSecret } } as const
  services.connect(connection, 'Workspace')
  await services.parts.sync.now(null)
  const id = services.library.db.prepare<[], number>('SELECT id FROM recordings LIMIT 1').pluck().get() ?? 0
  valueIn(await services.handlers['recording.edit']({ ids: [id], change: { kind: 'title', title: 'Kept' } }))
  valueIn(services.connect(connection, 'Night studio'))
  await services.parts.renamed.run()
  await services.stop()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sidecar = names.find((name) => name.endsWith('recording.json'))
  expect(readFileSync(join(folder, sidecar ?? ''), 'utf8')).toContain('"Night studio"')
})

test('closing while a new policy is applied to the whole library asks the closed database nothing', async () => {
  const services = open()
  const { apiUrl, accessKey, appSecret } = workspace
  services.connect({ apiUrl, credentials: { kind: 'key', accessKey, appSecret } }, 'Workspace')
  await services.parts.sync.now(null)
  const assets = services.library.db.prepare<[], number>('SELECT count(*) FROM assets').pluck().get()
  expect(assets).toBeGreaterThan(1000)

  const policy = { types: ['track' as const], roomIds: null, sinceMs: null, compositesOnlyExpiring: false }
  expect(await services.handlers['settings.set']({ policy })).toMatchObject({ ok: true })
  await services.stop()
  // What goes on reading fails as an unhandled rejection, which fails the run.
  await new Promise((resolve) => setImmediate(resolve))
  expect(services.library.db.open).toBe(false)
})

test('pictures that an older Dailies couldn’t make are asked for by the app, not by the command line, which makes none', async () => {
  const services = open()
  services.library.db.exec(`
    INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'me', 0);
    INSERT INTO recordings (id, workspace_id, kind, upstream_id, status, sort_ms) VALUES (1, 1, 'recording', 'r', 'ready', 0);
    INSERT INTO assets (id, workspace_id, recording_id, identity, type, type_raw, available)
      VALUES (1, 1, 1, 'a', 'room-composite', 'room-composite', 1);
    INSERT INTO previews (asset_id, state, newest_ms, reason, maker) VALUES (1, 'failed', 0, 'It can’t be decoded.', '0.0.1')`)
  services.start()
  const stateIn = (library: ReturnType<typeof open>) =>
    library.library.db.prepare('SELECT state FROM previews').pluck().get()
  expect(stateIn(services)).toBe('failed')
  await services.stop()

  const app = createEngine(engineWorld({ feed }))
  valueIn(await app.openLibrary(folder))
  await app.stop()
  const after = open()
  expect(stateIn(after)).toBe('wanted')
  await after.stop()
})

const open = () => valueIn(composer.open(folder, 'write', 'app'))

// An open library as the container makes it: closed in the middle of long work.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CliFeed } from '../../main/cli/feed.ts'
import { SystemClock } from '../../main/engine/adapters/system-clock.ts'
import { SystemRandom } from '../../main/engine/adapters/system-random.ts'
import { Composer } from '../../main/engine/container.ts'
import { workerFilesInSource } from '../../main/engine/worker-files.ts'
import { silentLog } from '../fakes/log.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

let folder: string
let workspace: Workspace
let composer: Composer

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-services-'))
  // More assets than are looked at in one go.
  workspace = await startWorkspace({ scale: { recordings: 300, seed: 1 } })
  composer = new Composer({
    clock: new SystemClock(),
    random: new SystemRandom(),
    log: silentLog,
    feed: new CliFeed(),
    workers: workerFilesInSource(new URL('../../main/engine/', import.meta.url)),
    grantMedia: async () => undefined,
    grantPreviews: async () => undefined,
    trash: async () => ({ trashed: [], refusal: 'there is no desktop here' }),
    proxyFor: async () => null,
    certificates: () => [],
  })
})
afterEach(async () => {
  await composer.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('closing while a new policy is applied to the whole library asks the closed database nothing', async () => {
  const opened = composer.open(folder, 'write', 'app')
  if (!opened.ok) throw new Error(opened.error.message)
  const services = opened.value
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

/** This computer's clock is days wrong: what 100ms is about to delete is told, and rescued, by 100ms's clock. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Composer } from '../../../main/engine/container.ts'
import type { LibraryServices } from '../../../main/engine/library-services.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import type { Credentials } from '../../../preload/contract/workspace.ts'
import { engineWorld } from '../../builders/engine-world.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const day = 86_400_000
const rescue = {
  ...{ types: [], roomIds: null, sinceMs: null },
  ...{ compositesOnlyExpiring: true, rescuesExpiring: true },
}

let folder: string
let workspace: Workspace
let composer: Composer
let services: LibraryServices

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-skew-'))
  // By 100ms's clock `morning-bees` has two days left; by this computer's, three days ahead, it has been gone for one.
  workspace = await startWorkspace({ now: Date.now() - 3 * day })
  workspace.control.setClockSkew(-3 * day)
  composer = new Composer(engineWorld())
  const opened = composer.open(folder, 'write', 'app')
  if (!opened.ok) throw new Error(opened.error.message)
  services = opened.value
})
afterEach(async () => {
  await services.stop()
  await composer.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

async function sync(credentials: Credentials) {
  services.connect({ apiUrl: workspace.apiUrl, credentials }, 'Studio')
  await services.parts.sync.now(null)
  const statuses = await services.handlers['sync.status']({})
  const status = statuses.ok ? statuses.value[0] : undefined
  if (status === undefined) throw new Error('no status')
  return status
}

const pasted = (): Credentials => ({ kind: 'token', token: workspace.token() })

async function listed() {
  const sort = { by: 'expiry', descending: false } as const
  const list = await services.handlers['library.query']({ filter: { ...wholeLibrary, list: 'expiring' }, sort })
  if (!list.ok) throw new Error(list.error.message)
  const rows = await services.handlers['library.rows']({ ids: [...list.value.ids] })
  if (!rows.ok) throw new Error(rows.error.message)
  return rows.value
}

const idOf = (name: string) =>
  services.library.db
    .prepare<[string], number>('SELECT id FROM recordings WHERE upstream_id = ?')
    .pluck()
    .get(workspace.recording(name).id)

const queuedOf = (name: string) =>
  services.library.db
    .prepare<[number | undefined], number>('SELECT count(*) FROM downloads WHERE recording_id = ?')
    .pluck()
    .get(idOf(name))

test('“Expiring soon”, the days left and the status are right; no date is changed', async () => {
  const status = await sync(pasted())
  expect(status.phase).toEqual({ kind: 'idle' })
  expect(Math.abs(status.clockAheadMs - 3 * day)).toBeLessThan(60_000)

  const rows = await listed()
  const bees = rows.find(({ id }) => id === idOf('morning-bees'))
  expect(Math.floor(((bees?.expiresMs ?? 0) - (Date.now() - status.clockAheadMs)) / day)).toBe(2)
  const overview = await services.handlers['library.overview']({})
  expect(overview).toMatchObject({ value: { counts: { expiring: rows.length } } })

  const firstCreated = services.library.db
    .prepare<[string], number>('SELECT min(created_ms) FROM assets WHERE job_id = ?')
    .pluck()
    .get(workspace.recording('morning-bees').id)
  expect(bees?.expiresMs).toBe((firstCreated ?? 0) + 15 * day)
  // In the customer's own bucket: nothing there counts down.
  expect(rows.map(({ id }) => id)).not.toContain(idOf('field-notes'))
})

test('what is about to vanish by 100ms’s clock is rescued', async () => {
  await services.handlers['settings.set']({ policy: rescue })
  await sync(pasted())
  expect(queuedOf('morning-bees')).toBeGreaterThan(0)
  expect(queuedOf('field-notes')).toBe(0)
})

test('a refusal over the clock says what time it is as well', async () => {
  const { accessKey, appSecret } = workspace
  const status = await sync({ kind: 'key', accessKey, appSecret })
  expect(status.phase).toMatchObject({ kind: 'stopped', error: { reason: 'clock' } })
  expect(Math.abs(status.clockAheadMs - 3 * day)).toBeLessThan(60_000)
})

test('what is known already is looked at again as soon as the clock turns out to be wrong', async () => {
  workspace.control.setClockSkew(0)
  await services.handlers['settings.set']({ policy: rescue })
  await sync({ kind: 'token', token: workspace.token({ lifetimeSeconds: 10 * 86_400 }) })
  expect(queuedOf('morning-bees')).toBe(0)

  const { commands, queue, upstream } = services.parts
  queue.pauseAll()
  commands.watch()
  expect(queuedOf('morning-bees')).toBe(0)
  for (let answer = 0; answer < 3; answer += 1) upstream.hear(3 * day)
  await expect.poll(() => queuedOf('morning-bees'), { timeout: 10_000 }).toBeGreaterThan(0)
})

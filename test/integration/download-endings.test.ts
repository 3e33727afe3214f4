// What a person says of a download in its last moment, or while it is still ending: nothing is lost, nothing runs twice.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RecordingsApi } from '../../main/engine/core/ports.ts'
import { StoredAppliedPolicy } from '../../main/engine/db/applied-policy.ts'
import { DownloadLibrary, turn, until } from '../builders/download-library.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

let workspace: Workspace
let library: DownloadLibrary
let id: string

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const assets = [{ type: 'room-composite' as const, content: { mp4Bytes: 300_000 } }]
  id = workspace.control.addRecording({ name: 'show', roomId: room.id, assets }).assets[0]?.id ?? ''
  library = new DownloadLibrary(workspace)
  await library.sync()
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

const target = () => ({ kind: 'assets' as const, assetIds: [library.assetId(id)] })

function expectExact(): void {
  expect(library.row(id)).toMatchObject({ state: 'done' })
  expect(library.hashOnDisk(id, 'composite.mp4')).toBe(workspace.control.sha256(id))
  expect(library.files(id)).toMatchObject([{ name: 'composite.mp4' }])
}

/** The links that are asked for wait until they are let go. */
function linksWait(): { readonly asked: () => number; readonly letGo: () => void } {
  const api = library.synced.connections.api(library.synced.workspaceId)
  if (api === null) throw new Error('not connected')
  const presign = api.presign.bind(api)
  let asked = 0
  let letGo = () => {}
  const open = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const waiting: RecordingsApi['presign'] = async (assetId) => {
    asked += 1
    await open
    return presign(assetId)
  }
  Object.assign(api, { presign: waiting })
  return { asked: () => asked, letGo }
}

test('cancelled while it gets its name, it has finished: the file stays', async () => {
  const finish = library.fetcher.finish.bind(library.fetcher)
  let told: Promise<void> | null = null
  library.fetcher.finish = async (order) => {
    told ??= library.commands.tell(target(), 'cancel')
    return finish(order)
  }
  await library.download(id)
  await told
  expectExact()
})

test('paused and resumed while it is still ending, it is begun again only then', async () => {
  const links = linksWait()
  library.queue.start()
  await library.commands.start(target())
  await until(() => links.asked() === 1)
  const paused = library.commands.tell(target(), 'pause')
  const resumed = library.commands.tell(target(), 'resume')
  library.queue.wake()
  for (let looks = 0; looks < 20; looks += 1) await turn()
  expect(links.asked()).toBe(1)
  links.letGo()
  await Promise.all([paused, resumed])
  await library.settled()
  expectExact()
})

test('cancelled and asked for again while it is still ending, it comes whole', async () => {
  const links = linksWait()
  library.queue.start()
  await library.commands.start(target())
  await until(() => links.asked() === 1)
  const cancelled = library.commands.tell(target(), 'cancel')
  await library.commands.start(target())
  for (let looks = 0; looks < 20; looks += 1) await turn()
  expect(links.asked()).toBe(1)
  links.letGo()
  await cancelled
  await library.settled()
  expectExact()
})

test('a look at what expires that the drive had no room for is made again', async () => {
  const dayMs = 86_400_000
  library.settings = {
    ...library.settings,
    policy: { types: ['room-composite'], roomIds: null, sinceMs: null, compositesOnlyExpiring: false },
  }
  const { db } = library.library
  db.prepare('UPDATE recordings SET expires_ms = ?').run(library.clock.nowMs() + dayMs)
  db.prepare('UPDATE assets SET expires_ms = ?').run(library.clock.nowMs() + dayMs)
  new StoredAppliedPolicy(db).set(library.settings.policy)
  // SQLite's answer on a full drive.
  db.exec(
    `CREATE TEMP TRIGGER full BEFORE INSERT ON downloads BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  )
  library.makeQueue().start()
  library.commands.watch()
  library.clock.advance(2000)
  expect(library.synced.one<number>('SELECT count(*) FROM downloads')).toBe(0)
  db.exec('DROP TRIGGER full')
  library.clock.advance(3_600_000)
  expect(library.synced.one<number>('SELECT count(*) FROM downloads')).toBe(1)
  await library.settled()
  expectExact()
})

test('a policy whose applying was cut off is applied at the next start', async () => {
  library.settings = {
    ...library.settings,
    policy: { types: ['room-composite'], roomIds: null, sinceMs: null, compositesOnlyExpiring: false },
  }
  library.makeQueue().start()
  library.commands.watch()
  await library.settled()
  await until(() => library.clock.nextDueMs() !== null)
  library.clock.advance(2000)
  await until(() => library.synced.one<number>('SELECT count(*) FROM downloads') === 1)
  await library.settled()
  expectExact()
})

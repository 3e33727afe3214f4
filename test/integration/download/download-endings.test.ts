// What a person says of a download in its last moment, or while it is still ending: nothing is lost, nothing runs twice.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoredAppliedPolicy } from '../../../main/engine/db/download/applied-policy.ts'
import { DownloadLibrary, turn, until } from '../../builders/download-library.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

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

/** The first fetch gets no answer, and whatever is fetched ends only when it is let go. */
function endingsWait(): { readonly begun: () => number; readonly letGo: () => void } {
  workspace.faults.add({ on: 'storage', kind: 'hang' })
  const fetch = library.fetcher.fetch.bind(library.fetcher)
  let begun = 0
  let letGo = () => {}
  const open = new Promise<void>((resolve) => {
    letGo = resolve
  })
  library.fetcher.fetch = (order, events) => {
    begun += 1
    const { outcome, abort } = fetch(order, events)
    return { abort, outcome: outcome.finally(() => open) }
  }
  return { begun: () => begun, letGo }
}

test('paused or cancelled while 100ms keeps it waiting for a link, it stops at once and keeps nobody else from asking', async () => {
  workspace.faults.add({ on: 'api', match: /presigned-url$/, kind: 'hang', times: 5 })
  const isAsked = (count: number) => () => workspace.requests.all('api').filter(isLink).length === count
  const isLink = ({ path }: { readonly path: string }) => path.endsWith('/presigned-url')
  library.queue.start()
  await library.commands.start(target())
  // More than are asked for at a time.
  for (const count of [1, 2, 3, 4]) {
    await until(isAsked(count))
    await library.commands.tell(target(), 'pause')
    expect(library.row(id).state).toBe('paused')
    await library.commands.tell(target(), 'resume')
  }
  await until(isAsked(5))
  await library.commands.tell(target(), 'cancel')
  expect(library.row(id).state).toBe('cancelled')
  await library.download(id)
  expectExact()
})

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
  const endings = endingsWait()
  library.queue.start()
  await library.commands.start(target())
  await until(() => endings.begun() === 1)
  const paused = library.commands.tell(target(), 'pause')
  const resumed = library.commands.tell(target(), 'resume')
  library.queue.wake()
  for (let looks = 0; looks < 20; looks += 1) await turn()
  expect(endings.begun()).toBe(1)
  endings.letGo()
  await Promise.all([paused, resumed])
  await library.settled()
  expectExact()
})

test('cancelled and asked for again while it is still ending, it comes whole', async () => {
  const endings = endingsWait()
  library.queue.start()
  await library.commands.start(target())
  await until(() => endings.begun() === 1)
  const cancelled = library.commands.tell(target(), 'cancel')
  await library.commands.start(target())
  for (let looks = 0; looks < 20; looks += 1) await turn()
  expect(endings.begun()).toBe(1)
  endings.letGo()
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

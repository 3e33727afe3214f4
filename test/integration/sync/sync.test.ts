/** A workspace is synced whole, and stays in sync cheaply. */
import { expect, test } from 'vitest'
import { RebuildRepository } from '../../../main/engine/db/writings/rebuild-repository.ts'
import {
  firstSync,
  libraryOf,
  pass,
  type SyncedLibrary,
  stopAfterEach,
  workspaceOf,
} from '../../builders/synced-library.ts'
import { FakeClock } from '../../fakes/clock.ts'

const minute = 60_000
const day = 24 * 60 * minute

stopAfterEach()

test('a page that has come waits while somebody waits for an answer', async () => {
  const workspace = await workspaceOf()
  let goOn = () => {}
  const isFree = new Promise<boolean>((resolve) => {
    goOn = () => resolve(true)
  })
  let come = () => {}
  const hasCome = new Promise<void>((resolve) => {
    come = resolve
  })
  const giveWay = () => {
    come()
    return isFree
  }
  const library = libraryOf(workspace, { giveWay })
  const synced = firstSync(library)
  await hasCome
  expect(library.one('SELECT (SELECT count(*) FROM recordings) + (SELECT count(*) FROM rooms)')).toBe(0)
  goOn()
  await synced
  expect(library.phase()).toEqual({ kind: 'idle' })
  expect(library.ids('SELECT id FROM recordings')).not.toEqual([])
})

test('the first sync brings every recording, asset, room and participant', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  expect(library.phase()).toEqual({ kind: 'idle' })
  expect(library.sync.status(library.workspaceId)).toMatchObject({ firstSyncDone: true })

  const { data } = workspace
  const jobs = [...data.recordings.own(), ...data.liveStreams.own(), ...data.externalStreams.own()]
  expect(library.ids(`SELECT upstream_id FROM recordings WHERE kind <> 'session'`).sort()).toEqual(
    jobs.map((job) => job.id).sort(),
  )
  expect(library.ids('SELECT upstream_id FROM assets').sort()).toEqual(
    data.assets
      .own()
      .map((a) => a.id)
      .sort(),
  )
  expect(library.ids('SELECT name FROM rooms').sort()).toEqual(
    data.rooms
      .own()
      .map((room) => room.name)
      .sort(),
  )
  expect(library.ids('SELECT DISTINCT name FROM participants')).toContain('Beam')
  expect(library.ids('SELECT upstream_id FROM sessions').sort()).toEqual(
    data.sessions
      .own()
      .map((s) => s.id)
      .sort(),
  )
  // Every asset was offered to the download policy exactly once, inside its transaction.
  expect([...library.offered].sort((a, b) => a - b)).toEqual(library.ids('SELECT id FROM assets ORDER BY id'))
  expect(library.connections.list()[0]).toMatchObject({ customerId: data.customerId, connected: true })
})

test('assets whose job is in no list make one recording of their session', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const late = workspace.recording('late-desk')
  const rows = library.db
    .prepare('SELECT kind FROM recordings WHERE session_upstream_id = ? ORDER BY kind')
    .all(late.sessionId)
  expect(rows).toEqual([{ kind: 'recording' }, { kind: 'session' }])
  const types = library.ids(
    `SELECT a.type FROM assets a JOIN recordings r ON r.id = a.recording_id WHERE r.kind = 'session' ORDER BY 1`,
  )
  expect(types).toEqual(['stream', 'track'])
})

test('assets move to their job when it is listed later, and the emptied stand-in goes', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const job = workspace.recording('late-desk-participants')
  const like = workspace.data.liveStreams.own()[0]
  if (like === undefined) throw new Error('no live stream to take after')
  workspace.data.liveStreams.put({ ...like, id: job.id, session_id: job.sessionId, room_id: job.roomId })
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT count(*) FROM recordings WHERE kind = ?', 'session')).toBe(0)
  expect(
    library.one(
      'SELECT count(*) FROM assets a JOIN recordings r ON r.id = a.recording_id WHERE r.upstream_id = ?',
      job.id,
    ),
  ).toBe(2)
})

test('a file is said to expire only where 100ms hosts it', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const expiry = (name: string) =>
    library.one<number | null>('SELECT expires_ms FROM recordings WHERE upstream_id = ?', workspace.recording(name).id)
  expect(expiry('field-notes')).toBeNull()
  const createdMs = library.one<number>(
    'SELECT min(created_ms) FROM assets WHERE job_id = ?',
    workspace.recording('morning-bees').id,
  )
  expect(expiry('morning-bees')).toBe(createdMs + 15 * day)
})

test('what the API says of tokens and stream keys never reaches the database', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const everything = JSON.stringify([
    library.db.prepare('SELECT * FROM recordings').all(),
    library.db.prepare('SELECT * FROM rooms').all(),
    library.db.prepare('SELECT * FROM workspaces').all(),
  ])
  expect(everything).not.toContain('secret-of')
  expect(everything).not.toContain('stream-key')
  expect(everything).not.toContain(workspace.appSecret)
  expect(library.one('SELECT meeting_url FROM recordings WHERE meeting_url IS NOT NULL LIMIT 1')).toMatch(
    /^https:[^?]*$/,
  )
})

test('with nothing new a sync costs at most five requests and touches nothing', async () => {
  const workspace = await workspaceOf()
  for (const name of ['running', 'starting', 'finishing'])
    workspace.control.setStatus(workspace.recording(name).id, 'failed')
  workspace.control.finishProcessing()
  const library = libraryOf(workspace)
  await firstSync(library)
  await pass(workspace, library, 3 * 60 * minute)
  await library.sync.now(library.workspaceId)
  workspace.requests.clear()
  library.pokes.length = 0
  await library.sync.now(library.workspaceId)
  expect(workspace.requests.all('api').map((request) => request.path).length).toBeLessThanOrEqual(5)
  expect(library.phase()).toEqual({ kind: 'idle' })
  expect(library.pokes).toEqual([])
})

test('new recordings, more than a page of them, are found from the top', async () => {
  const workspace = await workspaceOf({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Desk' })
  const add = (from: number, count: number) => {
    for (let i = 0; i < count; i += 1) {
      workspace.control.addRecording({
        name: `n${from + i}`,
        roomId: room.id,
        createdMs: Date.now() - day + (from + i) * 1000,
      })
    }
  }
  add(0, 130)
  const library = libraryOf(workspace)
  await firstSync(library)
  add(130, 250)
  workspace.requests.clear()
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT count(*) FROM recordings')).toBe(380)
  expect(workspace.requests.count('api', '/v2/recordings')).toBeLessThanOrEqual(4)
})

test('a recording in progress is read again until it is settled, and its transcript arrives after the MP4', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const { id } = workspace.recording('processing')
  const settled = () => library.one<number>('SELECT settled FROM recordings WHERE upstream_id = ?', id)
  expect(settled()).toBe(0)
  const before = library.offered.length
  // A sync that nobody asked for: the clock brings it.
  workspace.control.finishProcessing(id)
  await pass(workspace, library, 2 * minute)
  await library.sync.now(library.workspaceId)
  expect(settled()).toBe(1)
  expect(
    library.one(`SELECT count(*) FROM assets WHERE job_id = ? AND available = 1 AND type = 'transcript'`, id),
  ).toBeGreaterThan(0)
  expect(library.offered.length).toBeGreaterThan(before)
})

test('an asset in the works whose job is in no list is soon read again, by itself', async () => {
  const workspace = await workspaceOf({ data: 'empty' })
  const { id: roomId } = workspace.control.addRoom({ name: 'Show' })
  const stream = { type: 'stream', status: 'processing', content: { file: 'late-desk/stream-sam.mp4' } }
  const kind = 'unlisted'
  const late = workspace.control.addRecording({ name: 'late', kind, roomId, durationSeconds: 60, assets: [stream] })
  const library = libraryOf(workspace)
  await firstSync(library)
  workspace.control.finishProcessing()
  library.clock.advance(2 * minute)
  expect(library.phase().kind).toBe('running')
  await library.sync.now(library.workspaceId)
  expect(library.one('SELECT available FROM assets WHERE upstream_id = ?', late.assets[0]?.id)).toBe(1)
})

test('a recording that never ends is not chased for ever', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const { id } = workspace.recording('running')
  await pass(workspace, library, 3 * day)
  await library.sync.now(library.workspaceId)
  await library.sync.now(library.workspaceId)
  workspace.requests.clear()
  await library.sync.now(library.workspaceId)
  expect(workspace.requests.count('api', `/v2/recordings/${id}`)).toBe(0)
})

test.each([
  ['made anew over the database', () => undefined],
  ['made anew without a database', (library: SyncedLibrary) => library.db.exec('UPDATE recordings SET settled = 0')],
])('a library that was %s asks for what is long over by its lists only', async (_what, lose) => {
  const workspace = await workspaceOf({ scale: { recordings: 300, seed: 7 } })
  const library = libraryOf(workspace)
  await firstSync(library)
  await library.sync.now(library.workspaceId)
  const rows = new RebuildRepository(library.db)
  rows.transaction(() => rows.forgetSyncPositions())
  lose(library)
  workspace.requests.clear()
  await library.sync.now(library.workspaceId)
  const single = workspace.requests
    .all('api')
    .filter(({ path }) => /^\/v2\/(recordings|live-streams)\/[^/]+$/.test(path))
  expect(single.length).toBeLessThan(10)
})

test('a clock that is set back stops nothing', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const back = libraryOf(workspace, { db: library.db, clock: new FakeClock(Date.now() - 400 * day) })
  workspace.control.setClockSkew(-400 * day)
  const added = workspace.control.addRecording({
    name: 'new',
    roomId: workspace.recording('running').roomId,
    createdMs: Date.now(),
  })
  await firstSync(back)
  expect(back.phase()).toEqual({ kind: 'idle' })
  expect(back.ids('SELECT upstream_id FROM recordings')).toContain(added.id)
})

test('a room that no list holds is asked for by itself, once', async () => {
  const workspace = await workspaceOf()
  const roomId = '0123456789abcdef01234567'
  workspace.control.addRecording({ name: 'orphan', roomId, createdMs: Date.now() - day })
  const library = libraryOf(workspace)
  await firstSync(library)
  expect(workspace.requests.count('api', `/v2/rooms/${roomId}`)).toBe(1)
  await library.sync.now(library.workspaceId)
  expect(workspace.requests.count('api', `/v2/rooms/${roomId}`)).toBe(1)
})

test('a second access key of the same customer is the same workspace', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await firstSync(library)
  const token = workspace.token()
  const again = library.connections.connect(
    { apiUrl: `${workspace.apiUrl}/`, credentials: { kind: 'token', token } },
    'Again',
  )
  expect(again).toMatchObject({ ok: true, value: { workspace: { id: library.workspaceId } } })
  expect(library.connections.list()).toHaveLength(1)
  expect(library.connections.list()[0]).toMatchObject({ name: 'Again', tokenExpiresMs: expect.any(Number) })

  const other = await workspaceOf({ accessKey: 'another-key-of-this-customer' })
  library.db.prepare('UPDATE workspaces SET api_url = ?').run(other.apiUrl)
  const renewed = libraryOf(other, { db: library.db })
  expect(renewed.connections.list()).toHaveLength(2)
  await firstSync(renewed)
  await renewed.sync.now(null)
  expect(renewed.connections.list()).toHaveLength(1)
  expect(renewed.connections.list()[0]).toMatchObject({
    id: library.workspaceId,
    connected: true,
    accessKeyHint: 'omer',
  })
})

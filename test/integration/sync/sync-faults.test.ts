/** What syncing does when the API, the network or the credentials misbehave: it waits, says so, and loses nothing. */
import { describe, expect, test } from 'vitest'
import {
  libraryOf,
  type SyncedLibrary,
  stopAfterEach,
  syncNow,
  untilIdle,
  workspaceOf,
} from '../../builders/synced-library.ts'
import type { ApiFault } from '../../hms/faults.ts'
import type { Workspace } from '../../hms/workspace.ts'

stopAfterEach()

function everything(library: SyncedLibrary): unknown {
  return {
    recordings: library.ids('SELECT upstream_id FROM recordings ORDER BY 1'),
    assets: library.ids('SELECT identity FROM assets ORDER BY 1'),
    rooms: library.ids('SELECT name FROM rooms ORDER BY 1'),
    participants: library.ids('SELECT peer_id FROM participants ORDER BY 1'),
  }
}

async function wholeOf(workspace: Workspace): Promise<unknown> {
  const library = libraryOf(workspace)
  await syncNow(library)
  return everything(library)
}

const lists = ['rooms', 'recordings', 'live-streams', 'recording-assets', 'sessions']

describe('what passes is waited out', () => {
  const faults: Record<string, ApiFault> = {
    'a rate limit with Retry-After': { on: 'api', kind: 'status', status: 429, retryAfter: 17 },
    'a rate limit that says its seconds': { on: 'api', kind: 'status', status: 429 },
    'an error of the server': { on: 'api', kind: 'status', status: 500 },
    'a maintenance page': { on: 'api', kind: 'html', status: 503 },
    'a captive portal': { on: 'api', kind: 'html' },
    'an answer cut short': { on: 'api', kind: 'truncated-json' },
    'JSON of another shape': { on: 'api', kind: 'wrong-shape' },
    'an answer that never comes': { on: 'api', kind: 'hang' },
    'a reset connection': { on: 'api', kind: 'reset' },
  }
  for (const [name, fault] of Object.entries(faults)) {
    test(`${name}, on any list`, async () => {
      const workspace = await workspaceOf()
      const whole = await wholeOf(workspace)
      for (const list of fault.kind === 'hang' ? ['recordings'] : lists)
        workspace.faults.add({ ...fault, match: `/v2/${list}`, times: 2 })
      const library = libraryOf(workspace, { limits: { headersTimeoutMs: 150 } })
      await syncNow(library)
      expect(library.phase().kind).toBe('waiting')
      await untilIdle(library)
      expect(everything(library)).toEqual(whole)
    })
  }
})

test('an address without an API, or one that has lost its way, isn’t an empty workspace: nothing is taken for gone', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  await syncNow(library)
  const missing = () => library.ids('SELECT upstream_id FROM recordings WHERE only_copy = 1')
  const known = { ...Object(everything(library)), missing: missing() }
  const lost = workspace.faults.add({ on: 'api', kind: 'status', status: 404, times: Number.POSITIVE_INFINITY })
  await syncNow(library)
  expect(library.phase()).toMatchObject({ kind: 'waiting', error: { message: expect.stringContaining('ends in /v2') } })
  expect({ ...Object(everything(library)), missing: missing() }).toEqual(known)
  lost.remove()
  await untilIdle(library)
  expect({ ...Object(everything(library)), missing: missing() }).toEqual(known)
})

test('a pause that is asked for is kept, whether a header or the sentence says it', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  workspace.faults.add({ on: 'api', kind: 'status', status: 429, retryAfter: 17 })
  await syncNow(library)
  const pause = () => {
    const phase = library.phase()
    return phase.kind === 'waiting' ? phase.retryAtMs - library.clock.nowMs() : null
  }
  expect(pause()).toBeGreaterThanOrEqual(17_000)
  expect(pause()).toBeLessThan(19_000)
  workspace.faults.add({ on: 'api', kind: 'status', status: 429 })
  await syncNow(library)
  expect(pause()).toBeGreaterThanOrEqual(45_000)
  expect(library.phase()).toMatchObject({ kind: 'waiting', error: { kind: 'rate-limited' } })
})

test('pauses grow while nothing gets better, and end', async () => {
  const workspace = await workspaceOf()
  const library = libraryOf(workspace)
  workspace.faults.add({ on: 'api', kind: 'reset', times: 12 })
  await syncNow(library)
  const pauses: number[] = []
  for (let phase = library.phase(); phase.kind === 'waiting'; phase = library.phase()) {
    expect(phase.error.kind).toBe('offline')
    pauses.push(phase.retryAtMs - library.clock.nowMs())
    library.clock.advance(pauses.at(-1) ?? 0)
    await library.sync.now(library.workspaceId)
  }
  expect(pauses.length).toBeGreaterThan(5)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * 60_000)
  expect(pauses[4]).toBeGreaterThan((pauses[0] ?? 0) * 8)
  expect(library.phase()).toEqual({ kind: 'idle' })
})

test('the first sync goes on where it was stopped, at whichever page that was', async () => {
  const workspace = await workspaceOf({ data: 'empty' })
  const room = workspace.control.addRoom({ name: 'Desk' })
  for (let i = 0; i < 230; i += 1) {
    workspace.control.addRecording({
      name: `n${i}`,
      roomId: room.id,
      createdMs: Date.now() - 40 * 86_400_000 + i * 1000,
      assets: [{ type: 'chat', content: { text: 'SenderPeerID\n' } }],
    })
  }
  const whole = await wholeOf(workspace)
  workspace.requests.clear()
  await wholeOf(workspace)
  const requests = workspace.requests.count('api')
  for (let stopAfter = 0; stopAfter < requests; stopAfter += 1) {
    const library = libraryOf(workspace)
    workspace.faults.clear()
    workspace.faults.add({ on: 'api', kind: 'hang', after: stopAfter })
    library.sync.start(library.workspaceId)
    const before = workspace.requests.count('api')
    while (workspace.requests.count('api') - before <= stopAfter && library.phase().kind === 'running') {
      await new Promise((resolve) => setImmediate(resolve))
    }
    await library.close()
    const pagesKept = library.ids('SELECT cursor FROM sync_streams WHERE cursor IS NOT NULL')
    const again = libraryOf(workspace, { db: library.db })
    workspace.requests.clear()
    await syncNow(again)
    expect(everything(again)).toEqual(whole)
    // What was committed isn't asked for again, but for the page that makes sure nothing came in the meantime.
    expect(workspace.requests.count('api')).toBeLessThanOrEqual(requests - stopAfter + 5 + pagesKept.length)
  }
}, 60_000)

test('a full disk is said to be one, loses nothing, and is waited out', async () => {
  const workspace = await workspaceOf()
  const whole = await wholeOf(workspace)
  const library = libraryOf(workspace)
  library.db.pragma(`max_page_count = ${Number(library.db.pragma('page_count', { simple: true })) + 4}`)
  await syncNow(library)
  expect(library.phase()).toMatchObject({ kind: 'waiting', error: { kind: 'disk-full' } })
  library.db.pragma('max_page_count = 100000')
  await untilIdle(library)
  expect(everything(library)).toEqual(whole)
})

// The simulated API against its documentation: what the product may rely on in every other test.
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Asset, Job, Room, Session } from '../hms/model.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

interface Page<T> {
  limit: number
  data: T[]
  last: string
}

let workspace: Workspace
beforeAll(async () => {
  workspace = await startWorkspace()
})
afterEach(() => workspace.faults.clear())
afterAll(() => workspace.stop())

function ask(path: string, token = workspace.token(), of = workspace): Promise<Response> {
  return fetch(`${of.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
}

async function get<T>(path: string): Promise<T> {
  const response = await ask(path)
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}

describe('tokens', () => {
  it('accepts one signed as documented, by any library', async () => {
    const token = await new SignJWT({ access_key: workspace.accessKey, type: 'management', version: 2 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('24h')
      .setJti('9f7b9a0e-7c4c-4f9e-8d0a-0b9f6f6d2a11')
      .sign(new TextEncoder().encode(workspace.appSecret))
    expect((await ask('/rooms', token)).status).toBe(200)
  })

  it.each([
    ['a wrong secret', { appSecret: 'another' }, 'signature is invalid'],
    ['another key', { accessKey: 'another' }, 'access key not found'],
    ['an old token', { lifetimeSeconds: -1 }, 'token is expired'],
    ['a clock that is ahead', { nowMs: Date.now() + 600_000 }, 'token is not valid yet'],
    ['a missing jti', { claims: { jti: undefined } }, 'jti is missing'],
    ['a wrong version', { claims: { version: '2' } }, 'version is invalid'],
  ])('refuses %s with 401', async (_what, options, detail) => {
    const response = await ask('/rooms', workspace.token(options))
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ code: 401, message: 'Token validation error', details: [detail] })
  })

  it('refuses a missing token with the documented body, and a client token with 403', async () => {
    const none = await fetch(`${workspace.apiUrl}/rooms`)
    expect(await none.json()).toEqual({ code: 401, message: 'Token validation error', details: ['not found'] })
    const client = await ask('/rooms', workspace.token({ claims: { type: 'app' } }))
    expect(client.status).toBe(403)
    expect(await client.json()).toEqual({ code: 403, message: 'insufficient permissions' })
  })
})

describe('paging', () => {
  it('gives ten unless asked, newest first, and a cursor on the last page too', async () => {
    const first = await get<Page<Job>>('/recordings')
    expect(first).toMatchObject({ limit: 10, last: first.data[9]?.id })
    const second = await get<Page<Job>>(`/recordings?start=${first.last}`)
    expect(second.data.length).toBeLessThan(10)
    expect(second.last).toBe(second.data.at(-1)?.id)
    const created = [...first.data, ...second.data].map((job) => Date.parse(job.created_at))
    expect(created).toEqual([...created].sort((a, b) => b - a))
    expect(await get<Page<Job>>(`/recordings?start=${second.last}`)).toEqual({ limit: 10, data: [], last: '' })
  })

  it.each([0, 9, 101, 'many'])('refuses a limit of %s', async (limit) => {
    expect((await ask(`/recordings?limit=${limit}`)).status).toBe(400)
  })

  it('keeps its place while newer recordings arrive and the cursor is deleted', async () => {
    const own = await startWorkspace()
    const list = async (start: string): Promise<Page<Job>> =>
      (await ask(`/recordings?start=${start}`, own.token(), own)).json() as Promise<Page<Job>>
    const first = await list('')
    const expected = await list(first.last)
    own.control.addRecording({ name: 'new', roomId: first.data[0]?.room_id ?? '' })
    own.control.deleteRecording(first.last)
    expect(await list(first.last)).toEqual(expected)
    await own.stop()
  })
})

describe('recordings and assets', () => {
  it('lists a recording without its assets and gets it with them', async () => {
    const { id, sessionId } = workspace.recording('morning-harbour')
    const { data } = await get<Page<Job>>(`/recordings?session_id=${sessionId}`)
    expect(data).toHaveLength(1)
    expect(data[0]).not.toHaveProperty('recording_assets')
    expect(data[0]?.asset_types).toEqual(['room-composite', 'chat', 'transcript', 'summary'])

    const whole = await get<{ recording_assets: Asset[] }>(`/recordings/${id}`)
    expect(whole.recording_assets.map((asset) => asset.type).sort()).toEqual(
      ['chat', 'room-composite', 'summary', 'transcript', 'transcript', 'transcript'].sort(),
    )
    expect(whole.recording_assets[0]).not.toHaveProperty('job_id')
    const composite = await get<Asset>(`/recording-assets/${workspace.assetId('morning-harbour', 'room-composite')}`)
    expect(composite).toMatchObject({ job_id: id, session_id: sessionId, status: 'completed', thumbnails: null })
  })

  it('has the oddities that the documentation shows', async () => {
    const odd = await get<Job & { recording_assets: null }>(`/recordings/${workspace.recording('running').id}`)
    expect(odd).toMatchObject({ status: 'running', asset_types: null, recording_assets: null, stopped_at: null })
    const unnamed = await get<Job>(`/recordings/${workspace.recording('sound-check').id}`)
    expect(unnamed.started_by).toBe('')
    expect(unnamed.meeting_url).toContain('auth_token=')
    const fractions = (await get<Page<Job>>('/recordings')).data.map(({ started_at }) => started_at?.length)
    expect(new Set(fractions).size).toBeGreaterThan(1)
  })

  it('keeps live and external streams in lists of their own, whose files only /recording-assets shows', async () => {
    const live = workspace.recording('founders-hour')
    expect((await ask(`/recordings/${live.id}`)).status).toBe(404)
    expect(await get(`/live-streams/${live.id}`)).toHaveProperty('playback.url')
    expect((await get<Page<Job>>('/external-streams')).data[0]).toHaveProperty('rtmp_urls')
    const { data } = await get<Page<Asset>>(`/recording-assets?session_id=${live.sessionId}&limit=100`)
    expect(new Set(data.map((asset) => asset.type))).toEqual(new Set(['room-vod', 'room-composite', 'chat']))
  })

  it('finishes processing when told to', async () => {
    const own = await startWorkspace()
    const id = own.assetId('processing', 'transcript', 'json')
    const link = () => ask(`/recording-assets/${id}/presigned-url`, own.token(), own)
    expect((await link()).status).toBe(404)
    own.control.finishProcessing()
    expect((await link()).status).toBe(200)
    await own.stop()
  })
})

describe('rooms and sessions', () => {
  it('hides disabled rooms unless asked, and writes Go’s zero time', async () => {
    const names = (page: Page<Room>) => page.data.map((room) => room.name)
    const enabled = await get<Page<Room>>('/rooms')
    expect(names(enabled)).toContain('Morning show')
    expect(names(enabled)).not.toContain('Old studio')
    expect(names(await get('/rooms?enabled=false'))).toEqual(['Old studio'])
    expect(enabled.data[0]?.updated_at).toBe('0001-01-01T00:00:00Z')
  })

  it('lists running sessions unless asked for past ones, with peers by their ids', async () => {
    expect((await get<Page<Session>>('/sessions')).data.every((session) => session.active)).toBe(true)
    const session = await get<Session>(`/sessions/${workspace.recording('late-desk').sessionId}`)
    const past = await get<Page<Session>>('/sessions?active=false&limit=100')
    expect(past.data).toContainEqual(session)
    const names = Object.entries(session.peers).map(([id, peer]) => (peer.id === id ? peer.name : 'mismatch'))
    expect(names).toEqual(['Ines Duarte', 'Sam Whitaker', 'Beam'])
  })
})

describe('the seed’s dialect', () => {
  it('has the schema’s shape', async () => {
    const own = await startWorkspace({ dialect: 'seed', seedAssetIds: 'nowhere' })
    const { id } = own.recording('morning-harbour')
    const recording = await (await ask(`/recordings/${id}`, own.token(), own)).json()
    expect(Object.keys(recording)).toEqual(
      'id room_id session_id status duration size started_at stopped_at created_at recording_assets'.split(' '),
    )
    expect(recording.recording_assets).toContainEqual(
      expect.objectContaining({ type: 'chat-log', format: 'csv', duration: 0 }),
    )
    expect(recording.recording_assets[0]).not.toHaveProperty('id')
    const { data } = await (await ask('/recordings', own.token(), own)).json()
    expect(new Set(data.map((job: Job) => job.status))).toContain('queued')
    await own.stop()
  })
})

describe('faults', () => {
  it('come as often as asked, after as many good answers', async () => {
    const fault = workspace.faults.add({
      on: 'api',
      kind: 'status',
      status: 429,
      match: '/v2/rooms',
      after: 1,
      times: 2,
    })
    const statuses: number[] = []
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await ask('/rooms')).status)
    expect(statuses).toEqual([200, 429, 429, 200])
    expect(fault.hits).toBe(2)
  })

  it('say what is documented, or nothing that can be read', async () => {
    workspace.faults.add({ on: 'api', kind: 'status', status: 429, retryAfter: 2 })
    const limited = await ask('/rooms')
    expect(limited.headers.get('retry-after')).toBe('2')
    expect(await limited.json()).toEqual({ code: 429, message: 'rate limit exceeded, retry after 45 seconds' })
    workspace.faults.add({ on: 'api', kind: 'html' })
    expect(await (await ask('/rooms')).text()).toMatch(/^<!DOCTYPE html>/)
    workspace.faults.add({ on: 'api', kind: 'truncated-json' })
    await expect((await ask('/rooms')).json()).rejects.toThrow(SyntaxError)
    workspace.faults.add({ on: 'api', kind: 'reset' })
    await expect(ask('/rooms')).rejects.toThrow()
    workspace.faults.add({ on: 'api', kind: 'hang' })
    const never = fetch(`${workspace.apiUrl}/rooms`, { signal: AbortSignal.timeout(100) })
    await expect(never).rejects.toThrow(/timeout/)
  })

  it('spoil a page and leave its good items in it', async () => {
    const good = await get<Page<Job>>('/recordings')
    workspace.faults.add({ on: 'api', kind: 'odd-items' })
    const odd = await get<Page<unknown>>('/recordings')
    expect(odd.data).toEqual(expect.arrayContaining(good.data))
    expect(odd.data).toEqual(expect.arrayContaining([null, 'not an object', {}]))
    workspace.faults.add({ on: 'api', kind: 'repeated-cursor' })
    expect((await get<Page<Job>>(`/recordings?start=${good.last}`)).last).toBe(good.last)
  })

  it('are written to the log, without tokens', async () => {
    workspace.requests.clear()
    await ask('/rooms?name=x')
    expect(workspace.requests.all('api')).toMatchObject([
      { method: 'GET', path: '/v2/rooms', query: { name: 'x' }, status: 200, authorized: true },
    ])
    expect(JSON.stringify(workspace.requests.all())).not.toContain('Bearer')
  })
})

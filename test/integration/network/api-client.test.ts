/** The API's client against real servers: what it sends where, and how it words what comes back. */
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { testConnection } from '../../../main/engine/adapters/api/connection-test.ts'
import { HttpClient } from '../../../main/engine/adapters/api/http-client.ts'
import { tokenSourceOf } from '../../../main/engine/adapters/api/management-token.ts'
import { HttpRecordingsApi } from '../../../main/engine/adapters/api/recordings-api.ts'
import { SystemDispatchers } from '../../../main/engine/adapters/http/http-dispatchers.ts'
import { connectionTo, steadyRandom, testClient } from '../../builders/synced-library.ts'
import { FakeClock } from '../../fakes/clock.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function workspaceOf(): Promise<Workspace> {
  const workspace = await startWorkspace()
  open.push(() => workspace.stop())
  return workspace
}

const clock = () => new FakeClock(Date.now())
const key = { kind: 'key', accessKey: 'key', appSecret: 'secret' } as const

function apiAt(url: string, limits = {}): HttpRecordingsApi {
  const now = clock()
  return new HttpRecordingsApi(`${url}/v2`, tokenSourceOf(key, now, steadyRandom), testClient(now, limits), now)
}

test('a redirect to another host doesn’t take the token along', async () => {
  const seen: (string | undefined)[] = []
  const elsewhere = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('{"data":[],"limit":10,"last":""}')
  })
  const url = await serve((_request, response) => response.writeHead(307, { location: `${elsewhere}/v2/rooms` }).end())
  expect(await apiAt(url).page('rooms', null, 10)).toMatchObject({ ok: true })
  expect(seen).toEqual([undefined])
})

test('who waits for a turn is let go with the rest when the workspace is closed', async () => {
  let ask: () => void = () => undefined
  const asked = new Promise<void>((resolve) => (ask = resolve))
  // Asked once, and never answers.
  const url = await serve(() => ask())
  const now = clock()
  const client = testClient(now, { concurrency: 1 })
  const open = new HttpRecordingsApi(`${url}/v2`, tokenSourceOf(key, now, steadyRandom), client, now)
  const closed = new HttpRecordingsApi(`${url}/v2`, tokenSourceOf(key, now, steadyRandom), client, now)
  const first = open.page('rooms', null, 10)
  await asked
  const waiting = closed.page('rooms', null, 10)
  closed.close()
  expect(await waiting).toMatchObject({ ok: false, error: { kind: 'offline' } })
  open.close()
  expect(await first).toMatchObject({ ok: false, error: { kind: 'offline' } })
})

test('a redirect that never ends is given up', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: '/v2/rooms' }).end())
  expect(await apiAt(url).page('rooms', null, 10)).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
})

test('a compressed answer is read, one larger than allowed is not', async () => {
  const body = gzipSync(JSON.stringify({ data: [{ id: 'r' }], limit: 10, last: 'r', padding: 'x'.repeat(5_000_000) }))
  const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(body))
  expect(await apiAt(url).page('rooms', null, 10)).toMatchObject({ ok: true, value: { items: [{ id: 'r' }] } })
  expect(await apiAt(url, { largestBytes: 1_000_000 }).page('rooms', null, 10)).toMatchObject({
    ok: false,
    error: { kind: 'unreadable' },
  })
})

test('no more than four requests run at a time, and all get their turn', async () => {
  let running = 0
  let most = 0
  const waiting: (() => void)[] = []
  const url = await serve((_request, response) => {
    running += 1
    most = Math.max(most, running)
    waiting.push(() => {
      running -= 1
      response.end('{"id":"r"}')
    })
    if (waiting.length === 4) setImmediate(() => waiting.splice(0).forEach((answer) => void answer()))
  })
  const api = apiAt(url)
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => api.room(`r${i}`)))
  expect(answers.every((answer) => answer.ok)).toBe(true)
  expect(most).toBe(4)
})

test('an id can’t lead to another address', async () => {
  const paths: (string | undefined)[] = []
  const url = await serve((request, response) => {
    paths.push(request.url)
    response.end('{"id":"r"}')
  })
  const api = apiAt(url)
  for (const id of ['..', '.', '', '\ud800'])
    expect(await api.room(id)).toMatchObject({ ok: false, error: { kind: 'gone' } })
  await api.room('../recordings?x=1#y')
  expect(paths).toEqual(['/v2/rooms/..%2Frecordings%3Fx%3D1%23y'])
})

describe('a pre-signed link', () => {
  test('lives for as long as it says, in both dialects', async () => {
    const now = clock()
    for (const dialect of ['documented', 'seed'] as const) {
      const workspace = await startWorkspace({ dialect })
      open.push(() => workspace.stop())
      const tokens = tokenSourceOf(connectionTo(workspace).credentials, now, steadyRandom)
      const api = new HttpRecordingsApi(workspace.apiUrl, tokens, testClient(now), now)
      const link = await api.presign(workspace.assetId('morning-harbour', 'chat'))
      if (!link.ok) throw new Error(link.error.message)
      expect(link.value.expiresMs).toBe(now.nowMs() + 3 * 86_400_000)
      expect((await fetch(link.value.url)).status).toBe(200)
      workspace.control.setHipaa(true)
      expect(await api.presign(workspace.assetId('morning-harbour', 'chat'))).toMatchObject({
        ok: false,
        error: { kind: 'refused' },
      })
      expect(await api.presign('ffffffffffffffffffffffff')).toMatchObject({ ok: false, error: { kind: 'gone' } })
    }
  })
})

test('a link to another computer without encryption, or to no computer at all, is none, after good ones too', async () => {
  const now = clock()
  const workspace = await startWorkspace()
  open.push(() => workspace.stop())
  const tokens = tokenSourceOf(connectionTo(workspace).credentials, now, steadyRandom)
  const api = new HttpRecordingsApi(workspace.apiUrl, tokens, testClient(now), now)
  const id = workspace.assetId('morning-harbour', 'chat')
  expect(await api.presign(id)).toMatchObject({ ok: true })
  for (const url of [
    'http://169.254.169.254/x?key=1',
    'http://cdn.example/x',
    'file:///etc/passwd',
    '//h/x',
    7,
    null,
  ]) {
    const edit = (body: unknown) => ({ ...(body as object), url })
    workspace.faults.add({ on: 'api', kind: 'edit', edit, match: '*/presigned-url' })
    const link = await api.presign(id)
    expect(link).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
    expect(JSON.stringify(link)).not.toContain('key=1')
  }
  expect(await api.presign(id)).toMatchObject({ ok: true })
})

describe('"Test connection" says what is wrong', () => {
  const world = (now = clock()) => ({ http: testClient(now), clock: now, random: steadyRandom })

  test('nothing', async () => {
    const workspace = await workspaceOf()
    expect(await testConnection(connectionTo(workspace), world())).toEqual({
      ok: true,
      value: { customerId: workspace.data.customerId, expiresMs: null, recordingsSeen: 10 },
    })
    const token = workspace.token({ lifetimeSeconds: 60 })
    const pasted = await testConnection({ apiUrl: workspace.apiUrl, credentials: { kind: 'token', token } }, world())
    expect(pasted).toMatchObject({ ok: true, value: { expiresMs: expect.any(Number) } })
  })

  test('the secret, the clock, the address, the network', async () => {
    const workspace = await workspaceOf()
    const { apiUrl, accessKey, appSecret } = workspace
    const secret = await testConnection({ apiUrl, credentials: { kind: 'key', accessKey, appSecret: 'x' } }, world())
    expect(secret).toMatchObject({ error: { kind: 'unauthorized', reason: 'wrong-secret' } })
    const slow = new FakeClock(Date.now() - 3 * 3_600_000)
    const skewed = await testConnection(connectionTo(workspace), world(new FakeClock(Date.now() + 3 * 3_600_000)))
    expect(skewed).toMatchObject({
      error: { reason: 'clock', message: expect.stringContaining('3 hours fast') },
    })
    // A clock that is slow by less than a token's life does no harm.
    expect(
      await testConnection({ apiUrl, credentials: { kind: 'key', accessKey, appSecret } }, world(slow)),
    ).toMatchObject({
      ok: true,
    })
    const elsewhere = await testConnection(
      { apiUrl: workspace.storageUrl, credentials: connectionTo(workspace).credentials },
      world(),
    )
    expect(elsewhere.ok).toBe(false)
    await workspace.stop()
    expect(await testConnection({ apiUrl, credentials: { kind: 'key', accessKey, appSecret } }, world())).toMatchObject(
      {
        error: { kind: 'offline' },
      },
    )
    expect(JSON.stringify([secret, skewed, elsewhere])).not.toContain(appSecret)
  })
})

test('requests go through the proxy that the system wants', async () => {
  const workspace = await workspaceOf()
  const asked: (string | undefined)[] = []
  const proxy = createServer()
  proxy.on('connect', (request, client) => {
    asked.push(request.url)
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  open.push(() => new Promise((resolve) => proxy.close(resolve)))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const dispatchers = new SystemDispatchers(
    async () => address,
    () => [],
  )
  open.push(() => dispatchers.close())
  const now = clock()
  const http = new HttpClient(dispatchers.dispatcherFor, now)
  expect(await testConnection(connectionTo(workspace), { http, clock: now, random: steadyRandom })).toMatchObject({
    ok: true,
  })
  expect(asked).toContain(new URL(workspace.apiUrl).host)
})

/** Servers that mean harm, or are broken as if they did: what they send costs bounded memory and time, and leads nowhere. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultLimits, HttpClient, type HttpLimits } from '../../../main/engine/adapters/api/http-client.ts'
import { tokenSourceOf } from '../../../main/engine/adapters/api/management-token.ts'
import { HttpRecordingsApi } from '../../../main/engine/adapters/api/recordings-api.ts'
import { SystemDispatchers } from '../../../main/engine/adapters/http/http-dispatchers.ts'
import { mayLead } from '../../../main/engine/adapters/http/reach.ts'
import type { WorkerFetcher } from '../../../main/engine/adapters/transfer/fetcher.ts'
import { steadyRandom } from '../../builders/synced-library.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { FakeClock } from '../../fakes/clock.ts'
import { wrongCertificate } from '../../fixtures/wrong-certificate.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  })
  return (server.address() as AddressInfo).port
}

const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createServer(listener))}`

/** What it says, byte for byte, and then nothing. */
const sayRaw = async (talk: (socket: Socket) => void) =>
  `http://127.0.0.1:${await listen(createSocketServer((socket) => void socket.once('data', () => talk(socket))))}`

/** An API's client; `proxy` brings every name to this computer, so that a test can be somebody on the internet. */
function apiAt(url: string, limits: Partial<HttpLimits> = {}, proxy: string | null = null): HttpRecordingsApi {
  const clock = new FakeClock(Date.now())
  const dispatchers = new SystemDispatchers(
    async () => proxy,
    () => [],
  )
  open.push(() => dispatchers.close())
  const http = new HttpClient(dispatchers.dispatcherFor, clock, { ...defaultLimits, ...limits })
  const credentials = { kind: 'key', accessKey: 'key', appSecret: 'secret' } as const
  return new HttpRecordingsApi(`${url}/v2`, tokenSourceOf(credentials, clock, steadyRandom), http, clock)
}

async function proxyTo(port: number): Promise<string> {
  const proxy = createServer()
  proxy.on('connect', (_request, client) => {
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  return `http://127.0.0.1:${await listen(proxy)}`
}

const unreadable = { ok: false, error: { kind: 'unreadable', message: expect.stringMatching(/\.$/) } }

describe('an answer of the API', () => {
  const small = { largestBytes: 1_000_000 }

  test.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000, 32))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000, 32))],
  ])('that is a bomb, by %s, is not unpacked', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(100_000)
    const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb))
    expect(await apiAt(url, small).page('rooms', null, 100)).toMatchObject(unreadable)
  })

  test('that never ends is cut off at its largest size', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 32)
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', more).on('error', () => undefined)
      more()
    })
    expect(await apiAt(url, small).page('rooms', null, 100)).toMatchObject(unreadable)
    // What the sockets between hold, and no more.
    expect(sent).toBeLessThan(40_000_000)
  })

  test('that comes drop by drop is given up, its headers or its body', async () => {
    const soon = { headersTimeoutMs: 60_000, bodyTimeoutMs: 60_000, totalTimeoutMs: 300 }
    const drip = (socket: Socket, head: string) => {
      socket.write(head)
      const timer = setInterval(() => socket.write('x'), 20)
      socket.on('close', () => clearInterval(timer))
    }
    for (const head of ['HTTP/1.1 200 OK\r\nx-', 'HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n']) {
      const url = await sayRaw((socket) => drip(socket, head))
      expect(await apiAt(url, soon).page('rooms', null, 100)).toMatchObject({ ok: false, error: { kind: 'server' } })
    }
  })

  test('with headers without end, or that is no HTTP, says so in words', async () => {
    const huge = await sayRaw((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2_000_000)}\r\n\r\n{}`))
    const nonsense = await sayRaw((socket) => socket.end('220 mail.example ESMTP\r\n'))
    for (const url of [huge, nonsense]) expect(await apiAt(url).page('rooms', null, 100)).toMatchObject(unreadable)
  })

  test('nested to any depth is read, and kept only so deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const item = `{"id":"r1","name":"Room","deep":${deep}}`
    const url = await serve((_request, response) => response.end(`{"limit":100,"data":[${item}],"last":""}`))
    const page = await apiAt(url).page('rooms', null, 100)
    expect(page).toMatchObject({ ok: true, value: { items: [{ id: 'r1', name: 'Room' }] } })
    expect(JSON.stringify(page).length).toBeLessThan(1000)
  })

  test('of a million items is refused, not written down a million times', async () => {
    const items = `${'{},'.repeat(999_999)}{}`
    const url = await serve((_request, response) => response.end(`{"limit":100,"data":[${items}],"last":"x"}`))
    expect(await apiAt(url).page('recordings', null, 100)).toMatchObject(unreadable)
  })

  test('with a million people in a session gives no more than can be shown', async () => {
    const peers = `${'{"id":"p"},'.repeat(999_999)}{"id":"p"}`
    const url = await serve((_request, response) => response.end(`{"id":"s1","peers":[${peers}]}`))
    const session = await apiAt(url).session('s1')
    expect(session.ok && session.value.participants.length).toBe(10_000)
  })

  test('that sets cookies gets none back', async () => {
    const cookies: unknown[] = []
    const url = await serve((request, response) => {
      cookies.push(request.headers.cookie)
      response.setHeader('set-cookie', ['session=1; Path=/', 'other=2']).end('{"limit":100,"data":[],"last":""}')
    })
    const api = apiAt(url)
    for (let time = 0; time < 2; time += 1) await api.page('rooms', null, 100)
    expect(cookies).toEqual([undefined, undefined])
  })

  test('over a certificate that isn’t its own is no answer, and the token isn’t sent', async () => {
    let requests = 0
    const server = createSecureServer(wrongCertificate, (_request, response) => {
      requests += 1
      response.end('{}')
    })
    const url = `https://127.0.0.1:${await listen(server)}`
    const answer = await apiAt(url).page('rooms', null, 100)
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'offline', message: expect.stringContaining('certificate') },
    })
    expect(requests).toBe(0)
  })
})

describe('a redirect or a link of somebody on the internet', () => {
  const places = [
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::ffff:169.254.169.254]/',
    'https://127.0.0.1:8443/admin',
    'https://2130706433/',
    'https://localhost/',
    'https://192.168.1.1/reboot',
    'https://[fd12::1]/',
    'file:///etc/passwd',
    'ftp://elsewhere.example/x',
    'data:application/json,{}',
  ]

  test.each(places)('to %s is not followed', async (place) => {
    const asked: (string | undefined)[] = []
    const port = await listen(
      createServer((request, response) => {
        asked.push(request.headers.host)
        const isLink = request.url?.endsWith('presigned-url') === true
        if (isLink) response.end(JSON.stringify({ url: place, expiry: 60 }))
        else response.writeHead(307, { location: place }).end()
      }),
    )
    const api = apiAt('http://api.somewhere.example', {}, await proxyTo(port))
    expect(await api.page('rooms', null, 100)).toMatchObject(unreadable)
    expect(await api.presign('asset1')).toMatchObject(unreadable)
    expect(new Set(asked)).toEqual(new Set(['api.somewhere.example']))
  })

  test('may lead to others on the internet; one’s own proxy or simulator may lead to others of the own network', () => {
    const [outside, here] = [new URL('https://api.100ms.live'), new URL('http://127.0.0.1:4000')]
    expect(mayLead(outside, new URL('https://bucket.s3.amazonaws.com/x'))).toBe(true)
    expect(mayLead(here, new URL('https://192.168.1.20/x'))).toBe(true)
    expect(mayLead(here, new URL('http://169.254.169.254/'))).toBe(false)
  })
})

describe('storage', () => {
  const nothing = { head: () => {}, progress: () => {} }

  let folder: string
  let fetcher: WorkerFetcher
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dailies-hostile-storage-'))
    const timeouts = { connectMs: 2000, headMs: 1500, stallMs: 1500 }
    fetcher = workerFetcher({ timeouts })
    open.push(async () => {
      await fetcher.close()
      await rm(folder, { recursive: true })
    })
  })
  const fetchFrom = (url: string) =>
    fetcher.fetch({ url, partPath: join(folder, 'a.part'), resume: null }, nothing).outcome
  const failed = (kind: string) => ({ kind: 'failed', error: { kind, message: expect.stringMatching(/\.$/) } })

  test('that redirects to what isn’t on the web, or to a machine’s credentials, is not followed', async () => {
    for (const location of [
      'file:///etc/passwd',
      'http://169.254.169.254/',
      'https://169.254.169.254/',
      'http://x y/',
    ]) {
      const url = await serve((_request, response) => response.writeHead(302, { location }).end())
      expect(await fetchFrom(url)).toMatchObject(failed('server'))
      expect(await fetcher.text(url, 1000)).toMatchObject({ ok: false, error: { kind: 'server' } })
    }
  })

  test('whose headers never end, in size or in time, is given up', async () => {
    const huge = await sayRaw((socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2_000_000)}`))
    expect(await fetchFrom(huge)).toMatchObject(failed('server'))
    const drip = await sayRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-')
      const timer = setInterval(() => socket.write('y'), 50)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await fetchFrom(drip)).toMatchObject(failed('server'))
  })

  test('with a certificate that isn’t its own gets no request', async () => {
    let requests = 0
    const port = await listen(
      createSecureServer(wrongCertificate, () => {
        requests += 1
      }),
    )
    const outcome = await fetchFrom(`https://127.0.0.1:${port}/a.mp4?X-Amz-Signature=abc`)
    expect(outcome).toMatchObject(failed('offline'))
    expect(JSON.stringify(outcome)).not.toContain('abc')
    expect(requests).toBe(0)
  })

  test('that names the file otherwise doesn’t name it', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, {
        'content-disposition': 'attachment; filename="../../evil.sh"',
        'content-type': 'text/x-sh',
      })
      response.end('#!/bin/sh')
    })
    expect(await fetchFrom(`${url}/..%2f..%2fevil.sh`)).toMatchObject({ kind: 'complete' })
    expect(await readdir(folder)).toEqual(['a.part'])
  })
})

// A way to the API and to storage that leads through a SOCKS 5 proxy, and one through a proxy that isn't spoken.
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HttpClient } from '../../../main/engine/adapters/api/http-client.ts'
import { SystemDispatchers } from '../../../main/engine/adapters/http/http-dispatchers.ts'
import { freshLink } from '../../builders/fresh-link.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { FakeClock } from '../../fakes/clock.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const nothing = { head: () => {}, progress: () => {} }
const ends: (() => Promise<unknown>)[] = []
let folder: string
let workspace: Workspace

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-socks-'))
  workspace = await startWorkspace()
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

/** RFC 1928, as much of it as a client without a password asks of it. Says where it led. */
async function startSocks(talk: (socket: Socket, led: string[]) => void = leadOn) {
  const led: string[] = []
  const sockets = new Set<Socket>()
  const proxy = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket, led)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  ends.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => proxy.close(resolve))
  })
  return { url: `socks5://127.0.0.1:${(proxy.address() as AddressInfo).port}`, led }
}

function leadOn(socket: Socket, led: string[]): void {
  socket.once('data', () => {
    socket.write(Uint8Array.of(5, 0))
    socket.once('data', (asked) => {
      const named = asked[3] === 3
      const end = named ? 5 + (asked[4] ?? 0) : 8
      const host = named ? asked.toString('latin1', 5, end) : [...asked.subarray(4, end)].join('.')
      const port = asked.readUInt16BE(end)
      led.push(`${host}:${port}`)
      const upstream = connect(port, host, () => {
        socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
    })
  })
}

/** One page of recordings, by that proxy. */
async function askApi(proxy: string) {
  const dispatchers = new SystemDispatchers(
    async () => proxy,
    () => [],
  )
  ends.push(() => dispatchers.close())
  const http = new HttpClient(dispatchers.dispatcherFor, new FakeClock(Date.now()))
  const url = new URL(`${workspace.apiUrl}/recordings?limit=10`)
  return http.getJson(url, `Bearer ${workspace.token()}`, new AbortController().signal)
}

async function fetchFilm(proxy: string) {
  const id = workspace.assetId('morning-harbour', 'room-composite')
  const url = await freshLink(workspace, id)
  const fetcher = workerFetcher({ proxyFor: async () => proxy })
  ends.push(() => fetcher.close())
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  return { url, sha256: workspace.control.sha256(id), outcome: await fetcher.fetch(order, nothing).outcome }
}

test('the list and the files come through it', async () => {
  const proxy = await startSocks()
  expect(await askApi(proxy.url)).toMatchObject({ ok: true })
  const { url, sha256, outcome } = await fetchFilm(proxy.url)
  expect(outcome).toMatchObject({ kind: 'complete', sha256 })
  expect(proxy.led).toEqual([new URL(workspace.apiUrl).host, new URL(url).host])
})

test('one that wants a password is a failure, and isn’t asked for ever', async () => {
  let asked = 0
  const proxy = await startSocks((socket) => {
    asked += 1
    socket.once('data', () => socket.end(Uint8Array.of(5, 255)))
  })
  expect(await askApi(proxy.url)).toMatchObject({ ok: false, error: { error: { kind: 'offline' } } })
  expect((await fetchFilm(proxy.url)).outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  expect(asked).toBeLessThanOrEqual(5)
})

test.each(['socks4://127.0.0.1:9', 'ftp://127.0.0.1:9', 'not a proxy'])('past “%s” nothing is sent', async (proxy) => {
  const inWords = { kind: 'offline', message: expect.stringContaining('doesn’t speak') }
  const before = workspace.requests.all().length
  expect(await askApi(proxy)).toMatchObject({ ok: false, error: { error: inWords } })
  expect(workspace.requests.all()).toHaveLength(before)
  expect((await fetchFilm(proxy)).outcome).toMatchObject({ kind: 'failed', error: inWords })
})

// What lies between the transfer worker and storage: a proxy, and a worker that dies.
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshLink } from '../../builders/fresh-link.ts'
import { startTunnelProxy } from '../../builders/tunnel-proxy.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const nothing = { head: () => {}, progress: () => {} }
let folder: string
let workspace: Workspace
let url: string
let sha256: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-network-'))
  workspace = await startWorkspace()
  const id = workspace.assetId('morning-harbour', 'room-composite')
  sha256 = workspace.control.sha256(id)
  url = await freshLink(workspace, id)
})

afterEach(async () => {
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('files come through the system’s proxy', async () => {
  const proxy = await startTunnelProxy()
  const fetcher = workerFetcher({ proxyFor: async () => proxy.url })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'complete', sha256 })
  expect(proxy.asked).toEqual([new URL(url).host])
  await fetcher.close()
  proxy.stop()
})

test('a proxy that hangs up is a failure, and isn’t asked for ever', async () => {
  let asked = 0
  const proxy = createTcpServer((socket) => {
    socket.once('data', () => {
      asked += 1
      socket.end()
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const fetcher = workerFetcher({ proxyFor: async () => proxyUrl })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  expect(asked).toBeLessThanOrEqual(4)
  await fetcher.close()
  proxy.close()
})

test('a proxy that wants a sign-in is told from one that isn’t there', async () => {
  const proxy = await startTunnelProxy('ana:right')
  const wrong = proxy.url.replace('right', 'wrong')
  const fetcher = workerFetcher({ proxyFor: async () => wrong })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  const message = expect.stringContaining('wants a sign-in')
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ error: { kind: 'offline', message } })
  await fetcher.close()
  proxy.stop()
})

test('a redirect to another host goes by the proxy that the system wants for that one', async () => {
  const proxy = await startTunnelProxy()
  workspace.faults.add({ on: 'storage', kind: 'redirect', times: 2 })
  const asked: string[] = []
  const proxyFor = async (of: string) => {
    asked.push(of)
    return new URL(of).host === new URL(url).host ? null : proxy.url
  }
  const fetcher = workerFetcher({ proxyFor })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'complete', sha256 })
  expect(proxy.asked).toHaveLength(1)
  expect(proxy.asked).not.toEqual([new URL(url).host])
  // The link's own query is the key to the file.
  expect(asked.slice(1).every((of) => of === new URL(of).origin)).toBe(true)
  expect(await fetcher.measure(url)).toMatchObject({ ok: true })
  await fetcher.close()
  proxy.stop()
})

test('a proxy that isn’t there: offline, in words', async () => {
  const fetcher = workerFetcher({ proxyFor: async () => 'http://127.0.0.1:9' })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  await fetcher.close()
})

test('a version that can’t be stored isn’t written', async () => {
  const fetcher = workerFetcher()
  workspace.control.setContent(workspace.assetId('morning-harbour', 'room-composite'), { randomBytes: 3_000_000 })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  const refusing = {
    head: () => {
      throw new Error('database or disk is full')
    },
    progress: () => {},
  }
  expect(await fetcher.fetch(order, refusing).outcome).toMatchObject({ kind: 'failed', error: { kind: 'internal' } })
  // Empty, or gone already.
  const size = await fetcher.size(order.partPath)
  expect([0, null]).toContain(size.ok && size.value)
  await fetcher.close()
})

test('after closing, nothing hangs', async () => {
  const fetcher = workerFetcher()
  workspace.faults.add({ on: 'storage', kind: 'hang' })
  const running = fetcher.fetch({ url, partPath: join(folder, 'a.part'), resume: null }, nothing)
  const asked = fetcher.size(join(folder, 'b'))
  await asked
  await fetcher.close()
  expect(await running.outcome).toMatchObject({ kind: 'failed' })
  expect(await fetcher.size(join(folder, 'b'))).toMatchObject({ ok: false })
})

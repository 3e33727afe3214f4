// What lies between the transfer worker and storage: a proxy, and a worker that dies.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WorkerFetcher } from '../../main/engine/adapters/fetcher.ts'
import { silentLog } from '../fakes/log.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

const worker = new URL('../../main/engine/adapters/transfer-worker.ts', import.meta.url)
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
  const answer = await fetch(`${workspace.apiUrl}/recording-assets/${id}/presigned-url`, {
    headers: { authorization: `Bearer ${workspace.token()}` },
  })
  url = String(Reflect.get(Object(await answer.json()), 'url'))
})

afterEach(async () => {
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('files come through the system’s proxy', async () => {
  const tunnels: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '')
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const proxyFor = async () => `http://127.0.0.1:${port}`
  const fetcher = new WorkerFetcher({ worker, proxyFor, certificates: [], log: silentLog })

  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'complete', sha256 })
  expect(tunnels).toEqual([new URL(url).host])
  await fetcher.close()
  proxy.close()
  proxy.closeAllConnections()
})

test('a proxy that isn’t there: offline, in words', async () => {
  const fetcher = new WorkerFetcher({
    worker,
    proxyFor: async () => 'http://127.0.0.1:9',
    certificates: [],
    log: silentLog,
  })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  expect(await fetcher.fetch(order, nothing).outcome).toMatchObject({ kind: 'failed', error: { kind: 'offline' } })
  await fetcher.close()
})

test('a version that can’t be stored isn’t written', async () => {
  const fetcher = new WorkerFetcher({ worker, proxyFor: async () => null, certificates: [], log: silentLog })
  workspace.control.setContent(workspace.assetId('morning-harbour', 'room-composite'), { randomBytes: 3_000_000 })
  const order = { url, partPath: join(folder, 'a.part'), resume: null }
  const refusing = {
    head: () => {
      throw new Error('database or disk is full')
    },
    progress: () => {},
  }
  expect(await fetcher.fetch(order, refusing).outcome).toMatchObject({ kind: 'failed', error: { kind: 'internal' } })
  expect(await fetcher.size(order.partPath)).toEqual({ ok: true, value: 0 })
  await fetcher.close()
})

test('after closing, nothing hangs', async () => {
  const fetcher = new WorkerFetcher({ worker, proxyFor: async () => null, certificates: [], log: silentLog })
  workspace.faults.add({ on: 'storage', kind: 'hang' })
  const running = fetcher.fetch({ url, partPath: join(folder, 'a.part'), resume: null }, nothing)
  const asked = fetcher.size(join(folder, 'b'))
  await asked
  await fetcher.close()
  expect(await running.outcome).toMatchObject({ kind: 'failed' })
  expect(await fetcher.size(join(folder, 'b'))).toMatchObject({ ok: false })
})

// `dailies` behind a company's proxy: HTTPS_PROXY with a password, NO_PROXY, and a certificate that only NODE_EXTRA_CA_CERTS knows.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { killClis, startCli } from '../../builders/command-line.ts'
import { startTunnelProxy, type TunnelProxy } from '../../builders/tunnel-proxy.ts'
import { localCertificate } from '../../fixtures/local-certificate.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

vi.setConfig({ testTimeout: 90_000 })

const fronts: Server[] = []
let folder: string
let workspace: Workspace
let proxy: TunnelProxy
/** `127.0.0.1:port`, where TLS is spoken. */
let api: string
let storage: string
let environment: Record<string, string>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-proxy-'))
  storage = await startFront(() => workspace.storageUrl)
  workspace = await startWorkspace({ storageUrl: `https://${storage}` })
  api = await startFront(() => workspace.apiUrl)
  proxy = await startTunnelProxy('ana:pass-word-of-the-proxy')
  const certificates = join(folder, 'company.pem')
  writeFileSync(certificates, localCertificate.cert)
  environment = {
    ...{ HTTPS_PROXY: proxy.url, https_proxy: '', NO_PROXY: '', no_proxy: '' },
    NODE_EXTRA_CA_CERTS: certificates,
  }
})

afterEach(async () => {
  killClis()
  proxy.stop()
  for (const front of fronts.splice(0)) front.close()
  await workspace.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** TLS before a server that speaks plainly. */
async function startFront(target: () => string): Promise<string> {
  const front = createServer(localCertificate, (client) => {
    const upstream = connect(Number(new URL(target()).port), '127.0.0.1')
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
    upstream.pipe(client).pipe(upstream)
  })
  fronts.push(front)
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  const address = front.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

function pull(extra: Record<string, string> = {}) {
  const where = ['--library', join(folder, 'Library'), '--api', `https://${api}/v2`, '--log', join(folder, 'log')]
  return startCli(workspace, ['pull', '--json', '--type', 'chat', ...where], { ...environment, ...extra }).ended
}

test('Lists and files come through it, and its password is told nobody', async () => {
  const ran = await pull()
  expect(ran.status).toBe(0)
  expect(ran.events.at(-1)).toMatchObject({ event: 'summary', assets: { failed: 0 } })
  expect([...new Set(proxy.asked)].sort()).toEqual([api, storage].sort())
  const said = ran.stdout + ran.stderr + textsBelow(folder)
  expect(said).not.toContain('pass-word-of-the-proxy')
  expect(said).not.toContain(Buffer.from('ana:pass-word-of-the-proxy').toString('base64'))
})

test('What NO_PROXY names is asked straight, the rest isn’t', async () => {
  expect(await pull({ NO_PROXY: storage })).toMatchObject({ status: 0 })
  expect(new Set(proxy.asked)).toEqual(new Set([api]))
})

test('A proxy that doesn’t take the password is what is named', async () => {
  const started = startCli(
    workspace,
    ['sync', '--json', '--library', join(folder, 'Library'), '--api', `https://${api}/v2`],
    { ...environment, HTTPS_PROXY: proxy.url.replace('pass-word', 'wrong-word') },
  )
  const told = new Promise<string>((resolve) => {
    let said = ''
    started.child.stdout.on('data', (text: string) => {
      said += text
      if (said.includes('"retry"')) resolve(said)
    })
  })
  const said = await told
  expect(said).toContain('wants a sign-in')
  expect(said).not.toContain('wrong-word')
  started.child.kill('SIGINT')
  expect((await started.ended).status).toBe(130)
})

/** Everything that was written, the log and the library's own files included. */
function textsBelow(path: string): string {
  if (!existsSync(path)) return ''
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

// A certificate that only the system trusts, as in a network that inspects what goes through it.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { localCertificate } from '../../fixtures/local-certificate.ts'

// Each starts a process.
vi.setConfig({ testTimeout: 60_000 })

const script = join(import.meta.dirname, '../../builders/ask-securely.ts')
const server = createServer(localCertificate, (_request, response) => response.end('{"data":[]}'))
let folder: string
let url: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-certificates-'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

/** `trusted`: PEM, in the place of what this computer trusts. */
async function ask(trusted: string) {
  const file = join(folder, 'trusted.pem')
  writeFileSync(file, trusted)
  const env = { ...process.env, SSL_CERT_FILE: file, SSL_CERT_DIR: folder }
  const { stdout } = await promisify(execFile)(process.execPath, [script, url], { env })
  return JSON.parse(stdout)
}

test('is taken: the list and the files come', async () => {
  expect(await ask(localCertificate.cert)).toMatchObject({ list: { ok: true }, file: { ok: true } })
})

test('is refused, in words, where the system doesn’t trust it', async () => {
  const error = { kind: 'offline', message: expect.stringContaining('certificate') }
  expect(await ask('')).toMatchObject({ list: { ok: false, error: { error } }, file: { ok: false, error } })
})

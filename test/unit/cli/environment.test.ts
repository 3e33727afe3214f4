// What the command line reads from its environment.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  credentialsOf,
  defaultLibrary,
  extraCertificates,
  missingCredentials,
  proxyFor,
} from '../../../main/cli/environment.ts'
import { localCertificate } from '../../fixtures/local-certificate.ts'
import { wrongCertificate } from '../../fixtures/wrong-certificate.ts'

test('A token wins; half a key is none', () => {
  const key = { DAILIES_ACCESS_KEY: 'a', DAILIES_APP_SECRET: ' s ' }
  expect(credentialsOf({ ...key, DAILIES_TOKEN: 't' })).toEqual({ kind: 'token', token: 't' })
  expect(credentialsOf({ ...key, DAILIES_TOKEN: ' ' })).toEqual({ kind: 'key', accessKey: 'a', appSecret: 's' })
  expect(credentialsOf({ DAILIES_ACCESS_KEY: 'a' })).toBeNull()
  expect(missingCredentials({ DAILIES_ACCESS_KEY: 'a' })).toContain('DAILIES_APP_SECRET is missing')
  expect(missingCredentials({ DAILIES_APP_SECRET: 's' })).toContain('DAILIES_ACCESS_KEY is missing')
  expect(missingCredentials({ DAILIES_TOKEN: '' })).toContain('There are no credentials')
})

test('The library is in the videos folder, wherever the system keeps that', () => {
  const home = mkdtempSync(join(tmpdir(), 'dailies-home-'))
  expect(defaultLibrary({}, 'darwin', home)).toBe(join(home, 'Movies/Dailies'))
  expect(defaultLibrary({}, 'linux', home)).toBe(join(home, 'Videos/Dailies'))
  mkdirSync(join(home, '.config'))
  writeFileSync(
    join(home, '.config/user-dirs.dirs'),
    '# x\nXDG_MUSIC_DIR="$HOME/Musik"\nXDG_VIDEOS_DIR="$HOME/Filme"\n',
  )
  expect(defaultLibrary({}, 'linux', home)).toBe(join(home, 'Filme/Dailies'))
  rmSync(home, { recursive: true })
})

test('A proxy is taken by scheme, except for the hosts that are named', () => {
  const environment = {
    HTTPS_PROXY: 'http://p:3128',
    http_proxy: 'q:80',
    NO_PROXY: 'localhost, .internal, 10.0.0.1:8080',
  }
  expect(proxyFor(environment, 'https://api.100ms.live/v2')).toBe('http://p:3128')
  expect(proxyFor(environment, 'http://x/')).toBe('http://q:80')
  expect(proxyFor(environment, 'http://localhost:9/')).toBeNull()
  expect(proxyFor(environment, 'https://a.internal/')).toBeNull()
  expect(proxyFor(environment, 'https://notinternal/')).toBe('http://p:3128')
  expect(proxyFor(environment, 'http://10.0.0.1:8080/')).toBeNull()
  expect(proxyFor(environment, 'http://10.0.0.1/')).toBe('http://q:80')
  expect(proxyFor({ HTTPS_PROXY: 'p:1', NO_PROXY: '*' }, 'https://x/')).toBeNull()
  expect(proxyFor({}, 'https://x/')).toBeNull()
})

test.each([
  ['::1', 'http://[::1]:8080/v2', true],
  ['[::1]', 'http://[::1]:8080/v2', true],
  ['[::1]:8080', 'http://[::1]:8080/v2', true],
  ['[::1]:81', 'http://[::1]:8080/v2', false],
  ['x, fd00::5', 'https://[fd00::5]/v2', true],
  ['FD00:0:0:0:0:0:0:5', 'https://[fd00::5]/v2', true],
  ['fe80::1%eth0', 'http://[fe80::1]/', true],
  ['fd00::6', 'https://[fd00::5]/v2', false],
  ['[nonsense]', 'https://[fd00::5]/v2', false],
  ['5', 'https://[fd00::5]/v2', false],
])('NO_PROXY with %s, asked for %s', (NO_PROXY, url, isDirect) => {
  const environment = { HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:1', NO_PROXY }
  expect(proxyFor(environment, url)).toBe(isDirect ? null : 'http://p:1')
})

test('Extra certificates are all that their file holds, whatever stands between them; none without the variable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-certificates-'))
  const file = join(folder, 'extra.pem')
  writeFileSync(
    file,
    `# Ours\n${localCertificate.cert}\nand another\r\n${wrongCertificate.cert}\n${localCertificate.key}\n`,
  )
  expect(extraCertificates({ NODE_EXTRA_CA_CERTS: file })).toEqual([localCertificate.cert, wrongCertificate.cert])
  expect(extraCertificates({})).toEqual([])
  expect(() => extraCertificates({ NODE_EXTRA_CA_CERTS: join(folder, 'none.pem') })).toThrow('ENOENT')
  rmSync(folder, { recursive: true })
})

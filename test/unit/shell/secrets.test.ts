// Kept credentials over days on which the system's key store can't be asked: none of them is ever lost.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Secrets } from '../../../main/shell/secrets.ts'
import type { KeptConnection } from '../../../preload/contract/control.ts'
import { silentLog } from '../../fakes/log.ts'

const keyStore = vi.hoisted(() => ({ isThere: true, refuses: false, isLocked: false }))
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => keyStore.isThere,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text: string) => {
      if (keyStore.isLocked) throw new Error('The wallet is locked')
      return Buffer.from(`sealed ${text}`)
    },
    decryptString: (bytes: Buffer) => {
      if (keyStore.refuses || keyStore.isLocked) throw new Error('The person said no')
      return bytes.toString().slice('sealed '.length)
    },
  },
}))

const disk = vi.hoisted(() => ({ isHeld: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const readFileSync = (...of: Parameters<typeof fs.readFileSync>) => {
    if (disk.isHeld) throw Object.assign(new Error('Another program holds it'), { code: 'EBUSY' })
    return fs.readFileSync(...of)
  }
  return { ...fs, readFileSync }
})

let folder: string
let path: string
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-secrets-'))
  path = join(folder, 'credentials.json')
  Object.assign(keyStore, { isThere: true, refuses: false, isLocked: false })
  disk.isHeld = false
  said = []
  const before = start()
  before.keep(connection('one'))
  before.keep(connection('two'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const start = () => new Secrets(path, silentLog, (words) => said.push(words))
const names = (secrets: Secrets) =>
  secrets
    .all()
    .map(({ identity }) => identity)
    .sort()

function connection(accessKey: string, appSecret = 'secret'): KeptConnection {
  const credentials = { kind: 'key' as const, accessKey, appSecret }
  return { apiUrl: 'https://api.100ms.live/v2', credentials, identity: accessKey, customerId: null, name: 'Studio' }
}

const one = { apiUrl: 'https://api.100ms.live/v2', identity: 'one', customerId: null }

test.each(['refuses', 'is missing'])('what is kept on a day on which the key store %s takes nobody’s place', (how) => {
  if (how === 'refuses') keyStore.refuses = true
  else keyStore.isThere = false
  const today = start()
  expect(names(today)).toEqual([])
  today.keep(connection('three'))
  keyStore.isThere = true
  today.keep(connection('two', 'a newer secret'))

  keyStore.refuses = false
  const tomorrow = start()
  expect(names(tomorrow)).toEqual(['one', 'three', 'two'])
  expect(tomorrow.all()).toContainEqual(connection('two', 'a newer secret'))
})

test('credentials that can be read again are there without a new start', () => {
  keyStore.refuses = true
  const today = start()
  expect(names(today)).toEqual([])
  keyStore.refuses = false
  expect(names(today)).toEqual(['one', 'two'])
})

test.each([
  ['the prompt was denied', { refuses: true }],
  ['the wallet was locked', { isLocked: true }],
  ['there was no key store', { isThere: false }],
])('what was disconnected while %s doesn’t come back, and the others do', (_, day) => {
  Object.assign(keyStore, day)
  expect(start().forget(one)).toBeNull()
  Object.assign(keyStore, { isThere: true, refuses: false, isLocked: false })
  expect(names(start())).toEqual(['two'])
})

test('what is disconnected after the wallet was locked again doesn’t come back either', () => {
  const today = start()
  expect(names(today)).toEqual(['one', 'two'])
  keyStore.isLocked = true
  expect(today.forget(one)).toBeNull()
  today.keep(connection('three'))
  keyStore.isLocked = false
  expect(names(start())).toEqual(['two'])
  expect(names(today)).toEqual(['three', 'two'])
})

test('once read, they are together again, and what is forgotten then is gone from the file', () => {
  keyStore.refuses = true
  start().keep(connection('three'))
  keyStore.refuses = false
  start().forget(one)
  const { encrypted, unread } = JSON.parse(readFileSync(path, 'utf8'))
  expect(unread).toEqual([])
  expect(Buffer.from(encrypted, 'base64').toString()).not.toContain('"one"')
  expect(names(start())).toEqual(['three', 'two'])
})

test('a secret that is to go leaves the disk even when it can’t be written to, and the person is told what that costs', () => {
  mkdirSync(`${path}.new`)
  const today = start()
  const told = today.forget(one)
  expect(told).toContain('its credentials are gone. Those of the other workspaces can’t be saved')
  expect(existsSync(path)).toBe(false)
  expect(names(today)).toEqual(['two'])
  rmSync(`${path}.new`, { recursive: true })
  today.keep(connection('three'))
  expect(names(start())).toEqual(['three', 'two'])
})

test('a file that can’t be read today is said and left alone; what it holds is there when it can be read again', () => {
  disk.isHeld = true
  const today = start()
  expect(names(today)).toEqual([])
  today.keep(connection('three'))
  expect(names(today)).toEqual(['three'])
  expect(today.forget(one)).toContain('would be used again at the next start')
  expect(said).toEqual([expect.stringContaining('can’t be read today')])
  expect(said[0]).toContain(path)
  disk.isHeld = false
  expect(names(start())).toEqual(['one', 'two'])
  today.keep(connection('four'))
  expect(names(start())).toEqual(['four', 'one', 'three', 'two'])
})

test('what is connected and can’t be saved is said', () => {
  mkdirSync(`${path}.new`)
  start().keep(connection('three'))
  expect(said).toEqual([expect.stringContaining('its credentials couldn’t be saved on this computer')])
})

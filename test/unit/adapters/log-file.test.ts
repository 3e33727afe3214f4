import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LogFile } from '../../../main/engine/adapters/log-file.ts'
import { redactText } from '../../../main/engine/adapters/redact.ts'
import { FakeClock } from '../../fakes/clock.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-log-'))
  path = join(folder, 'logs', 'engine.log')
})
afterEach(() => rm(folder, { recursive: true }))

/** How often this process has it open; 0 where the system doesn't tell. */
function timesOpen(file: string): number {
  if (!existsSync('/proc/self/fd')) return 0
  const links = readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(join('/proc/self/fd', name))
    } catch {
      return null
    }
  })
  return links.filter((link) => link === file).length
}

const written = async () =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('a line is one JSON object with its time, level and event', async () => {
  const log = new LogFile(path, new FakeClock(Date.UTC(2026, 10, 22, 9, 30)))
  log.warn('retry', { assetId: 7, reason: 'server' })
  log.info('done')
  log.close()
  expect(await written()).toEqual([
    { time: '2026-11-22T09:30:00.000Z', level: 'warn', event: 'retry', assetId: 7, reason: 'server' },
    { time: '2026-11-22T09:30:00.000Z', level: 'info', event: 'done' },
  ])
})

describe('a log holds no secret', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3Nfa2V5IjoieCJ9.c2lnbmF0dXJl'
  const leaks: readonly (readonly [string, Record<string, unknown>])[] = [
    ['the query of a signed link', { url: 'https://storage.example/a.mp4?X-Amz-Signature=SECRET&x=1' }],
    ['a link inside an error', { error: new Error('GET https://storage.example/a?sig=SECRET failed') }],
    ['a link inside the cause of an error', { error: new Error('no', { cause: new Error('https://h/a?b=SECRET') }) }],
    ['a header', { headers: { Authorization: 'Bearer SECRET' } }],
    ['a header in a text', { text: `Authorization: Bearer ${jwt}` }],
    ['a field by its name', { credentials: { appSecret: 'SECRET', token: jwt } }],
    ['a token on its own', { note: `signed ${jwt} just now` }],
    ['user and password in a proxy', { proxy: 'http://user:SECRET@proxy:3128' }],
    ['a parameter without its link', { text: '/a.mp4?auth_token=SECRET&b=1' }],
    ['a long list', { items: [{ deeper: ['https://h/a?token=SECRET'] }] }],
  ]
  test.each(leaks)('%s', async (_what, fields) => {
    const log = new LogFile(path, new FakeClock())
    log.error('failed', fields)
    log.close()
    const text = await readFile(path, 'utf8')
    expect(text).not.toContain('SECRET')
    expect(text).not.toContain(jwt)
  })

  test('and still says which link it was', () => {
    expect(redactText('GET https://storage.example/a/b.mp4?X-Amz-Signature=x failed: 403')).toBe(
      'GET https://storage.example/a/b.mp4?[redacted] failed: 403',
    )
  })

  test('whatever the query of a link is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.uuid(), (url, secret) => {
        const bare = new URL(url)
        bare.searchParams.set('q', secret)
        return !redactText(`before ${bare.href} after`).includes(secret)
      }),
    )
  })
})

test('what can not be written as JSON does not stop the log', async () => {
  const log = new LogFile(path, new FakeClock())
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  log.info('odd', { circle, big: 10n, nothing: undefined })
  log.close()
  expect(await written()).toMatchObject([{ event: 'odd', big: '10' }])
})

test('a file that has grown is put aside, and only a few are kept', async () => {
  const log = new LogFile(path, new FakeClock(), 1000)
  for (let line = 0; line < 100; line++) log.info('line', { line, padding: 'x'.repeat(100) })
  log.close()
  expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['engine.log', 'engine.log.1', 'engine.log.2'])
  expect((await written()).at(-1)).toMatchObject({ line: 99 })
})

test('a log that can not be written is no reason to stop', async () => {
  await writeFile(join(folder, 'file'), '')
  const log = new LogFile(join(folder, 'file', 'engine.log'), new FakeClock())
  expect(() => log.info('lost')).not.toThrow()
})

test('lines that can not be written hold no files open', () => {
  const clock = new FakeClock()
  const log = new LogFile('/dev/full', clock)
  for (let line = 0; line < 20; line++) {
    log.info('lost')
    clock.advance(2000)
  }
  expect(timesOpen('/dev/full')).toBe(0)
})

test('a log that could not be written goes on when it can', async () => {
  const clock = new FakeClock()
  await writeFile(join(folder, 'logs'), '')
  const log = new LogFile(path, clock)
  log.info('lost')
  await rm(join(folder, 'logs'))
  clock.advance(2000)
  log.info('kept')
  log.close()
  expect(await written()).toMatchObject([{ event: 'kept' }])
})

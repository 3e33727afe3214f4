// How a command ends, for the shell that ran it: the status, the last line, and what it says on the way out.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CliLibrary } from '../../builders/cli-library.ts'
import { eventsNamed as of, startCli, untilSaid } from '../../builders/command-line.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let cli: CliLibrary

beforeEach(async () => {
  cli = await CliLibrary.start()
})

afterEach(() => cli.close())

test('Help and version need no library, no credentials and no network: 0', async () => {
  const help = await startCli({ accessKey: '', appSecret: '' }, ['--help']).ended
  expect([help.status, help.stderr]).toEqual([0, ''])
  for (const word of ['pull', 'verify', '--shard', 'DAILIES_TOKEN', 'Exit status']) expect(help.stdout).toContain(word)
  const version = await startCli({ accessKey: '', appSecret: '' }, ['--version']).ended
  expect([version.status, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  expect((await startCli({ accessKey: '', appSecret: '' }, ['pul']).ended).stderr).toMatch(/“pul”.*commands are.*pull/)
})

test('A file larger than the drive is named with 4, and all that fits is there', async () => {
  const room = cli.workspace.control.addRoom({ name: 'Night show' })
  const large = { type: 'room-composite', content: { mp4Bytes: 1_000_000 }, apiSize: 1e12 } as const
  const { id } = cli.workspace.control.addRecording({
    name: 'large',
    roomId: room.id,
    assets: [large, { type: 'chat' }],
  })
  const ran = await cli.online('pull', '--recording', id)
  expect(ran.status).toBe(4)
  expect(
    of(ran, 'asset')
      .map(({ type, state }) => [type, state])
      .sort(),
  ).toEqual([
    ['chat', 'done'],
    ['room-composite', 'no-room'],
  ])
  expect(of(ran, 'error')).toMatchObject([{ kind: 'disk-full', message: expect.stringContaining('Make room') }])
  expect(ran.events.at(-1)).toMatchObject({ event: 'summary', assets: { done: 1, failed: 1 } })
})

test('SIGTERM ends in order with 130, like Ctrl-C: nothing is left that the next run would trip over', async () => {
  const { child, ended } = await pullUnderWay()
  child.kill('SIGTERM')
  const stopped = await ended
  expect([stopped.status, stopped.events.at(-1)?.event]).toEqual([130, 'summary'])
  expect(existsSync(cli.path('.dailies/holder.txt'))).toBe(false)
})

test('A second Ctrl-C waits for nothing, and the summary is still what is said last', async () => {
  const { child, ended } = await pullUnderWay()
  child.kill('SIGINT')
  child.kill('SIGTERM')
  const stopped = await ended
  expect([stopped.status, stopped.events.at(-1)?.event]).toEqual([130, 'summary'])
})

test('A terminal that is closed is a Ctrl-C, told by system and shell: it still ends in order', async () => {
  const { child, ended } = await pullUnderWay()
  child.kill('SIGHUP')
  child.kill('SIGHUP')
  const stopped = await ended
  expect([stopped.status, stopped.events.at(-1)?.event]).toEqual([130, 'summary'])
  expect(readdirSync(cli.path('.dailies'))).toContain('library.db.closed')
})

test('Without credentials, or at an address without the API, it says which is missing and makes nothing of it', async () => {
  const fresh = cli.path('fresh')
  const without = await startCli({ accessKey: 'key', appSecret: '' }, ['pull', '--library', fresh]).ended
  expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('DAILIES_APP_SECRET is missing')])
  expect(existsSync(fresh)).toBe(false)
  const pathless = cli.workspace.apiUrl.replace('/v2', '')
  const lost = await startCli(cli.workspace, ['sync', '--library', fresh, '--api', pathless]).ended
  expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('ends in /v2')])
})

test('A clock that is days wrong is said, though the token is taken: a person reads it, a program when something failed', async () => {
  cli.workspace.control.setClockSkew(-3 * 86_400_000)
  const environment = { DAILIES_TOKEN: cli.workspace.token(), DAILIES_ACCESS_KEY: '', DAILIES_APP_SECRET: '' }
  const run = (...args: string[]) =>
    startCli(cli.workspace, [...args, '--library', cli.folder, '--api', cli.workspace.apiUrl], environment).ended
  const synced = await run('sync')
  expect([synced.status, synced.stderr]).toEqual([0, expect.stringContaining('clock is 3 days ahead of 100ms')])
  expect(of(await run('sync', '--json'), 'error')).toEqual([])
  const failed = await run('pull', '--recording', 'none', '--json')
  expect(of(failed, 'error').at(-1)?.['message']).toContain('set the clock right')
})

test('A log that can’t be written, or certificates that can’t be read, are told before anything is done: 1', async () => {
  const log = await cli.run('sync', '--api', cli.workspace.apiUrl, '--log', cli.path('none/dailies.log'))
  expect([log.status, log.stderr]).toEqual([1, expect.stringContaining('--log')])
  const without = { NODE_EXTRA_CA_CERTS: cli.path('none.pem') }
  const { status, stderr } = await startCli(cli.workspace, ['sync', '--library', cli.folder], without).ended
  expect([status, stderr]).toEqual([1, expect.stringContaining('that NODE_EXTRA_CA_CERTS names can’t be read')])
})

test('A reader that goes away, as “head” does, ends it in order', async () => {
  await cli.online('sync')
  const { child, ended } = startCli(cli.workspace, ['list', '--library', cli.folder])
  child.stdout.destroy()
  const { status, stderr } = await ended
  expect(status).toBe(0)
  expect(stderr).not.toMatch(/EPIPE|Error|wrong/)
})

test('A pull whose reader goes away stops in order with 130: it hasn’t got everything, and says so', async () => {
  const { child, ended } = await pullUnderWay()
  child.stdout.destroy()
  const { status, stderr } = await ended
  expect([status, stderr]).toEqual([130, ''])
  expect(existsSync(cli.path('.dailies/holder.txt'))).toBe(false)
})

test('A library that would lie below a file is refused in words, and nothing is made: 1', async () => {
  writeFileSync(cli.path('notes.txt'), 'a file')
  const ran = await startCli(cli.workspace, ['sync', '--library', cli.path('notes.txt/library')]).ended
  expect(ran.status).toBe(1)
  expect(ran.stderr).toMatch(/Choose another place|not a folder|can’t be made/)
  expect(readdirSync(cli.folder)).toEqual(['notes.txt'])
})

test('Ctrl-C ends in order with 130, and the next pull goes on', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  cli.workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 50_000, times: Number.POSITIVE_INFINITY })
  const { child, ended } = cli.startOnline(['pull', '--recording', id, '--type', 'room-composite'])
  await untilSaid(child, (text) => text.includes('"phase":"download"') && /"running":1/.test(text))
  child.kill('SIGINT')
  const stopped = await ended
  expect(stopped.status).toBe(130)
  expect(stopped.events.at(-1)).toMatchObject({ event: 'summary', assets: { done: 0 } })
  cli.workspace.faults.clear()
  const resumed = await cli.online('pull', '--recording', id, '--type', 'room-composite')
  expect(resumed.events.at(-1)).toMatchObject({ assets: { done: 1, failed: 0 } })
})

test('A library in use is left alone with 5, and can still be read', async () => {
  await cli.online('sync')
  cli.workspace.faults.add({ on: 'api', kind: 'hang', times: Number.POSITIVE_INFINITY })
  const holder = cli.startOnline(['sync'])
  await new Promise<void>((resolve) => holder.child.stdout.once('data', () => resolve()))
  const second = await cli.online('sync')
  expect(second.status).toBe(5)
  expect(of(second, 'error')[0]).toMatchObject({ kind: 'busy' })
  expect((await cli.run('list', '--json')).status).toBe(0)
  holder.child.kill('SIGINT')
  expect((await holder.ended).status).toBe(130)
})

describe('what goes wrong before anything happens', () => {
  test('refused credentials: 3', async () => {
    const ran = await cli.startOnline(['sync'], { DAILIES_APP_SECRET: 'wrong' }).ended
    expect(ran.status).toBe(3)
    expect(of(ran, 'error')[0]).toMatchObject({ kind: 'unauthorized' })
    expect(ran.events.at(-1)?.event).toBe('summary')
    expect(ran.stdout + ran.stderr).not.toContain('wrong')
  })

  test('no credentials, or arguments that aren’t any: 2, with the summary last', async () => {
    const none = await cli.startOnline(['sync'], { DAILIES_ACCESS_KEY: '' }).ended
    expect([none.status, none.events.at(-1)?.event]).toEqual([2, 'summary'])
    const wrong = await cli.run('pull', '--shard', '9/3', '--json')
    expect([wrong.status, wrong.events.map(({ event }) => event)]).toEqual([2, ['error', 'summary']])
  })

  test('no library: 1, in words', async () => {
    const ran = await startCli(cli.workspace, ['list', '--library', cli.path('nowhere')]).ended
    expect(ran.status).toBe(1)
    expect(ran.stderr).toMatch(/no folder|no library/i)
  })

  test('a disk that is too full: 4', async () => {
    const { id } = cli.workspace.recording('morning-harbour')
    const ran = await cli.online('pull', '--recording', id, '--type', 'chat', '--min-free', '9000000G')
    expect(ran.status).toBe(4)
    expect(of(ran, 'error')[0]).toMatchObject({ kind: 'disk-full' })
  })
})

/** A film on a slow line: it is coming, and will for a while. */
async function pullUnderWay() {
  const { id } = cli.workspace.recording('morning-harbour')
  cli.workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 50_000, times: Number.POSITIVE_INFINITY })
  const run = cli.startOnline(['pull', '--recording', id, '--type', 'room-composite'])
  await untilSaid(run.child, (text) => /"running":1/.test(text))
  return run
}

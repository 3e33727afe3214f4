// How a command ends, for the shell that ran it: the status, the last line, and what it says on the way out.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { killClis, eventsNamed as of, startCli, untilSaid } from '../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let workspace: Workspace
let library: string

beforeEach(async () => {
  workspace = await startWorkspace()
  library = mkdtempSync(join(tmpdir(), 'dailies-cli-exit-'))
})

afterEach(async () => {
  killClis()
  await workspace.stop()
  rmSync(library, { recursive: true, force: true })
})

const online = (...args: string[]) => startCli(workspace, [...args, '--library', library, '--api', workspace.apiUrl])

test('Help and version need no library, no credentials and no network: 0', async () => {
  const help = await startCli({ accessKey: '', appSecret: '' }, ['--help']).ended
  expect([help.status, help.stderr]).toEqual([0, ''])
  for (const word of ['pull', 'verify', '--shard', 'DAILIES_TOKEN', 'Exit status']) expect(help.stdout).toContain(word)
  const version = await startCli({ accessKey: '', appSecret: '' }, ['--version']).ended
  expect([version.status, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  expect((await startCli({ accessKey: '', appSecret: '' }, ['pul']).ended).stderr).toMatch(/“pul”.*commands are.*pull/)
})

test('A file larger than the drive is named with 4, and all that fits is there', async () => {
  const room = workspace.control.addRoom({ name: 'Night show' })
  const large = { type: 'room-composite', content: { mp4Bytes: 1_000_000 }, apiSize: 1e12 } as const
  const { id } = workspace.control.addRecording({ name: 'large', roomId: room.id, assets: [large, { type: 'chat' }] })
  const ran = await online('pull', '--recording', id, '--json').ended
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
  expect(existsSync(join(library, '.dailies/holder.txt'))).toBe(false)
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
  expect(readdirSync(join(library, '.dailies'))).toContain('library.db.closed')
})

test('Without credentials, or at an address without the API, it says which is missing and makes nothing of it', async () => {
  const fresh = join(library, 'fresh')
  const without = await startCli({ accessKey: 'key', appSecret: '' }, ['pull', '--library', fresh]).ended
  expect([without.status, without.stderr]).toEqual([2, expect.stringContaining('DAILIES_APP_SECRET is missing')])
  expect(existsSync(fresh)).toBe(false)
  const pathless = workspace.apiUrl.replace('/v2', '')
  const lost = await startCli(workspace, ['sync', '--library', fresh, '--api', pathless]).ended
  expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('ends in /v2')])
})

test('A clock that is days wrong is said, though the token is taken: a person reads it, a program when something failed', async () => {
  workspace.control.setClockSkew(-3 * 86_400_000)
  const environment = { DAILIES_TOKEN: workspace.token(), DAILIES_ACCESS_KEY: '', DAILIES_APP_SECRET: '' }
  const run = (...args: string[]) =>
    startCli(workspace, [...args, '--library', library, '--api', workspace.apiUrl], environment).ended
  const synced = await run('sync')
  expect([synced.status, synced.stderr]).toEqual([0, expect.stringContaining('clock is 3 days ahead of 100ms')])
  expect(of(await run('sync', '--json'), 'error')).toEqual([])
  const failed = await run('pull', '--recording', 'none', '--json')
  expect(of(failed, 'error').at(-1)?.['message']).toContain('set the clock right')
})

test('A log that can’t be written, or certificates that can’t be read, are told before anything is done: 1', async () => {
  const log = await online('sync', '--log', join(library, 'none', 'dailies.log')).ended
  expect([log.status, log.stderr]).toEqual([1, expect.stringContaining('--log')])
  const without = { NODE_EXTRA_CA_CERTS: join(library, 'none.pem') }
  const { status, stderr } = await startCli(workspace, ['sync', '--library', library], without).ended
  expect([status, stderr]).toEqual([1, expect.stringContaining('that NODE_EXTRA_CA_CERTS names can’t be read')])
})

test('A reader that goes away, as “head” does, ends it in order', async () => {
  await online('sync').ended
  const { child, ended } = startCli(workspace, ['list', '--library', library])
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
  expect(existsSync(join(library, '.dailies/holder.txt'))).toBe(false)
})

test('A library that would lie below a file is refused in words, and nothing is made: 1', async () => {
  writeFileSync(join(library, 'notes.txt'), 'a file')
  const ran = await startCli(workspace, ['sync', '--library', join(library, 'notes.txt', 'library')]).ended
  expect(ran.status).toBe(1)
  expect(ran.stderr).toMatch(/Choose another place|not a folder|can’t be made/)
  expect(readdirSync(library)).toEqual(['notes.txt'])
})

/** A film on a slow line: it is coming, and will for a while. */
async function pullUnderWay() {
  const { id } = workspace.recording('morning-harbour')
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 50_000, times: Number.POSITIVE_INFINITY })
  const run = online('pull', '--recording', id, '--type', 'room-composite', '--json')
  await untilSaid(run.child, (text) => /"running":1/.test(text))
  return run
}

// `dailies pull` as a user runs it: what it takes, what it leaves in line, and what it says of what can't be had.
import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CliLibrary } from '../../builders/cli-library.ts'
import { eventsNamed as of, untilSaid } from '../../builders/command-line.ts'
import { startWorkspace } from '../../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let cli: CliLibrary

beforeEach(async () => {
  cli = await CliLibrary.start()
})

afterEach(() => cli.close())

test('The first pull with a new access key downloads what the library knew by the old one', async () => {
  await cli.workspace.stop()
  cli.workspace = await startWorkspace({ accessKey: 'the new key' })
  await cli.online('sync')
  cli.onDatabase((db) => db.exec(`UPDATE workspaces SET access_key = 'the key before this one'`))
  const pulled = await cli.online(
    'pull',
    '--recording',
    cli.workspace.recording('morning-harbour').id,
    '--type',
    'chat',
  )
  expect(pulled.status).toBe(0)
  expect(of(pulled, 'asset')).toMatchObject([{ type: 'chat', state: 'done' }])
  expect(cli.onDatabase((db) => db.prepare('SELECT count(*) FROM workspaces').pluck().get())).toBe(1)
})

test('What is gone upstream is named, and the rest is pulled all the same', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  cli.workspace.control.deleteFile(cli.workspace.assetId('morning-harbour', 'chat'))
  const pulled = await cli.online('pull', '--recording', id, '--type', 'chat,summary')
  expect(pulled.status).toBe(1)
  expect(
    of(pulled, 'asset')
      .map(({ type, state }) => [type, state])
      .sort(),
  ).toEqual([
    ['chat', 'unavailable'],
    ['summary', 'done'],
  ])
  expect(of(pulled, 'asset').find(({ type }) => type === 'chat')?.['reason']).toMatch(/\.$/)
  expect(pulled.events.at(-1)).toMatchObject({ assets: { done: 1, unavailable: 1 } })
  const quiet = await cli.run(
    'pull',
    '--recording',
    id,
    '--type',
    'chat,summary',
    '--quiet',
    '--api',
    cli.workspace.apiUrl,
  )
  expect([quiet.status, quiet.stdout]).toEqual([1, ''])
  expect(quiet.stderr).toContain(`(recording ${id}) can’t be had: `)
})

test('A file that isn’t what it should be is named where it lies', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  cli.workspace.faults.add({ on: 'storage', kind: 'body', body: 'no summary', times: Number.POSITIVE_INFINITY })
  const pulled = await cli.online('pull', '--recording', id, '--type', 'summary')
  const [told] = of(pulled, 'asset')
  expect(told).toMatchObject({ state: 'done', path: expect.stringMatching(/summary \(unverified\)\.json$/) })
  expect(existsSync(cli.path(told?.['path']))).toBe(true)
})

test('A dry run names what it would take and takes nothing', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  const dry = await cli.online('pull', '--recording', id, '--dry-run')
  expect(dry.status).toBe(0)
  expect(of(dry, 'asset').every(({ state }) => state === 'wanted')).toBe(true)
  expect(existsSync(cli.path('Morning show'))).toBe(false)
})

test('A pull downloads what its filters pass and leaves what else stands in line', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  await cli.online('sync')
  const stands = (state: string): unknown =>
    cli.onDatabase((db) => db.prepare(`SELECT count(*) FROM downloads WHERE state = '${state}'`).pluck().get())
  const count = cli.onDatabase((db) => {
    db.exec(`INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms)
      SELECT id, recording_id, 'queued', 0, -9e15, 0 FROM assets WHERE type = 'transcript' AND available`)
    return Number(db.prepare('SELECT count(*) FROM downloads').pluck().get())
  })
  expect(count).toBeGreaterThan(3)
  const pulled = await cli.online('pull', '--recording', id, '--type', 'chat')
  expect(pulled.events.at(-1)).toMatchObject({ assets: { done: 1 } })
  expect([stands('done'), stands('queued')]).toEqual([1, count])
})

test('Limits of one run are never written into the library, whatever ends it', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  await cli.online('sync')
  const settings = (): unknown => cli.onDatabase((db) => db.prepare('SELECT settings FROM library').pluck().get())
  const before = settings()
  cli.workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 10_000, times: Number.POSITIVE_INFINITY })
  const limits = ['--concurrency', '1', '--limit-rate', '5M', '--min-free', '1k']
  const { child, ended } = cli.startOnline(['pull', '--recording', id, ...limits])
  await untilSaid(child, (text) => /"running":1/.test(text))
  expect(settings()).toEqual(before)
  child.kill('SIGKILL')
  await ended
  expect(settings()).toEqual(before)
})

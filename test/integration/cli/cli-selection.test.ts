// What `pull` leaves out, and what it says of that: nothing that was asked for is missing without a word.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventsNamed, killClis, type Ran, startCli } from '../../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let workspace: Workspace
let library: string

beforeEach(async () => {
  workspace = await startWorkspace()
  library = mkdtempSync(join(tmpdir(), 'dailies-cli-'))
})

afterEach(async () => {
  killClis()
  await workspace.stop()
  rmSync(library, { recursive: true, force: true })
})

const pull = (from: Workspace, ...args: string[]): Promise<Ran> =>
  startCli(from, ['pull', ...args, '--library', library, '--api', from.apiUrl, '--json']).ended

test('an id is found however it is written', async () => {
  const { id, assets } = workspace.recording('morning-harbour')
  const pulled = await pull(workspace, '--recording', ` ${id.toUpperCase()}\r`, '--type', 'chat')
  expect(pulled.status).toBe(0)
  expect(assets.some(({ type }) => type === 'chat')).toBe(true)
  expect(eventsNamed(pulled, 'asset')).toMatchObject([{ recording: id, type: 'chat', state: 'done' }])
})

test('a file that somebody has deleted isn’t called here: the same pull brings it', async () => {
  const filters = ['--recording', workspace.recording('morning-harbour').id, '--type', 'chat']
  const [file] = eventsNamed(await pull(workspace, ...filters), 'asset')
  const path = join(library, String(file?.['path']))
  rmSync(path)
  expect(eventsNamed(await pull(workspace, ...filters, '--dry-run'), 'asset')).toMatchObject([{ state: 'wanted' }])
  const again = await pull(workspace, ...filters)
  expect(again).toMatchObject({
    status: 0,
    events: expect.arrayContaining([expect.objectContaining({ state: 'done' })]),
  })
  expect(existsSync(path)).toBe(true)
})

test('a recording of the library’s other workspace is named, not left out in silence', async () => {
  const other = await startWorkspace({ data: 'empty' })
  try {
    const room = other.control.addRoom({ name: 'Elsewhere' })
    const assets = [{ type: 'chat' as const, content: { text: 'SenderPeerID,SenderName\n' } }]
    const { id } = other.control.addRecording({ name: 'apart', roomId: room.id, assets })
    expect((await pull(other, '--type', 'chat')).status).toBe(0)
    const named = await pull(workspace, '--recording', id)
    expect(named.status).toBe(1)
    expect(eventsNamed(named, 'error')).toMatchObject([{ kind: 'unauthorized' }])
    const all = await pull(workspace, '--type', 'chat')
    expect(all.status).toBe(0)
  } finally {
    await other.stop()
  }
})

test('what is still being recorded is named; what was removed here comes back when it is asked for by name', async () => {
  const { id } = workspace.recording('morning-harbour')
  const first = await pull(workspace, '--type', 'chat')
  const unfinished = eventsNamed(first, 'recording')
  expect(unfinished.length).toBeGreaterThan(0)
  expect(unfinished.every(({ state, id: named }) => state === 'processing' && named !== id)).toBe(true)

  const file = eventsNamed(first, 'asset').find(({ recording }) => recording === id)
  rmSync(join(library, String(file?.['path'])))
  const db = new Database(join(library, '.dailies/library.db'))
  db.prepare(
    `UPDATE downloads SET state = 'removed' WHERE asset_id IN
      (SELECT a.id FROM assets a JOIN recordings r ON r.id = a.recording_id WHERE r.upstream_id = ?)`,
  ).run(id)
  db.close()
  const again = await pull(workspace, '--type', 'chat')
  expect(eventsNamed(again, 'asset').filter(({ recording }) => recording === id)).toMatchObject([{ state: 'removed' }])
  const byName = await pull(workspace, '--type', 'chat', '--recording', id)
  expect(eventsNamed(byName, 'asset')).toMatchObject([{ recording: id, state: 'done' }])
})

test('help and version keep to JSON too', async () => {
  const { stdout, stderr, events, status } = await startCli(workspace, ['--help', '--json']).ended
  expect([status, events.map(({ event }) => event)]).toEqual([0, ['summary']])
  expect(stdout).not.toContain('dailies pull')
  expect(stderr).toContain('dailies pull')
})

test.each(['failed', 'Failed'])(
  'what 100ms says it %s to make is named and counts: not all of it is there',
  async (word) => {
    const edit = (body: unknown) =>
      JSON.parse(JSON.stringify(body).replaceAll('"status":"failed"', `"status":"${word}"`))
    workspace.faults.add({ on: 'api', kind: 'edit', edit, times: Number.POSITIVE_INFINITY })
    const { id } = workspace.recording('failed')
    const pulled = await pull(workspace, '--recording', id)
    expect(pulled.status).toBe(1)
    expect(eventsNamed(pulled, 'asset')).toMatchObject([
      { recording: id, state: 'unavailable', reason: '100ms failed to make it.' },
    ])
    expect(pulled.events.at(-1)).toMatchObject({ assets: { done: 0, skipped: 0, failed: 0, unavailable: 1 } })

    const room = workspace.control.addRoom({ name: 'Second try' })
    const empty = workspace.control.addRecording({ name: 'never-made', roomId: room.id, status: 'failed', assets: [] })
    const told = await pull(workspace, '--recording', empty.id)
    expect(eventsNamed(told, 'recording')).toMatchObject([{ id: empty.id, state: 'failed' }])
    expect(eventsNamed(pulled, 'recording')).toEqual([])

    const args = ['pull', '--recording', id, '--library', library, '--api', workspace.apiUrl]
    const person = await startCli(workspace, args).ended
    expect(person.stderr).toContain(`(recording ${id}) can’t be had: 100ms failed to make it.`)
    expect(person.stderr).toContain('0 files downloaded (0 bytes), 1 not to be had')
  },
)

test('a since that isn’t before the until passes nothing, and is no success', async () => {
  const turned = await pull(workspace, '--since', '2026-11-20', '--until', '2026-11-10', '--type', 'chat')
  expect(turned.status).toBe(1)
  expect(eventsNamed(turned, 'error')).toMatchObject([{ message: expect.stringContaining('changed places') }])
})

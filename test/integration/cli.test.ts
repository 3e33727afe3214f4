// The command line as a user runs it: a child process against the simulated workspace.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { eventsNamed, killClis, type Ran, startCli, untilSaid } from '../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

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

const start = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  startCli(workspace, args, environment)

function onDatabase<T>(look: (db: Database.Database) => T): T {
  const db = new Database(join(library, '.dailies/library.db'))
  try {
    return look(db)
  } finally {
    db.close()
  }
}

const nameOfWorkspace = (db: Database.Database): unknown => db.prepare('SELECT name FROM workspaces').pluck().get()

const dailies = (...args: string[]): Promise<Ran> => start([...args, '--library', library]).ended
const online = (...args: string[]): Promise<Ran> => dailies(...args, '--api', workspace.apiUrl, '--json')
const of = eventsNamed

test('The first pull with a new access key downloads what the library knew by the old one', async () => {
  await workspace.stop()
  workspace = await startWorkspace({ accessKey: 'the new key' })
  await online('sync')
  onDatabase((db) => db.exec(`UPDATE workspaces SET access_key = 'the key before this one'`))
  const pulled = await online('pull', '--recording', workspace.recording('morning-harbour').id, '--type', 'chat')
  expect(pulled.status).toBe(0)
  expect(of(pulled, 'asset')).toMatchObject([{ type: 'chat', state: 'done' }])
  expect(onDatabase((db) => db.prepare('SELECT count(*) FROM workspaces').pluck().get())).toBe(1)
})

test('A sync, then lists and searches without the network', async () => {
  const synced = await online('sync')
  expect(synced).toMatchObject({ status: 0, stderr: '' })
  expect(synced.events.at(-1)).toMatchObject({ event: 'summary', assets: { done: 0 }, bytes: 0 })
  const count = synced.events.at(-1)?.['recordings']
  expect(count).toBeGreaterThan(5)
  await workspace.stop()

  const listed = await dailies('list', '--json')
  expect(of(listed, 'recording')).toHaveLength(Number(count))
  const harbour = workspace.recording('morning-harbour')
  const recording = of(listed, 'recording').find(({ id }) => id === harbour.id)
  expect(recording).toMatchObject({ status: 'completed', room_name: 'Morning show' })
  expect(recording?.['recording_assets']).toHaveLength(harbour.assets.length)

  const filtered = await dailies('list', '--json', '--room', 'morning SHOW', '--status', 'ready', '--since', '2020-01')
  expect(of(filtered, 'recording').length).toBeGreaterThan(0)
  expect(of(filtered, 'recording').every(({ room_name }) => room_name === 'Morning show')).toBe(true)
  const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => dailies('list', '--json', '--shard', shard)))
  expect(shards.flatMap((shard) => of(shard, 'recording').map(({ id }) => id)).sort()).toEqual(
    of(listed, 'recording')
      .map(({ id }) => id)
      .sort(),
  )
  const repeated = await dailies(
    'list',
    '--json',
    '--shard',
    '1/3',
    '--shard',
    '3/3',
    '--since',
    '2999-01',
    '--since',
    '2020-01',
  )
  expect(of(repeated, 'recording')).toHaveLength(Number(count) - of(shards[1] ?? listed, 'recording').length)
  expect((await dailies('list', '--quiet')).stdout).toContain('Morning show')
  expect(of(await dailies('search', 'harbour', '--json'), 'hit')).toEqual([])
  workspace = await startWorkspace()
})

test('A pull of texts can be searched at once, and a second one finds nothing to do', async () => {
  const { id } = workspace.recording('morning-harbour')
  const first = await online('pull', '--recording', id, '--type', 'transcript,chat,summary')
  expect(first.events.filter(({ event }) => event === 'error')).toEqual([])
  expect(first.status).toBe(0)
  const files = of(first, 'asset')
  expect(files.length).toBeGreaterThan(3)
  for (const { path, bytes, state } of files) {
    expect(state).toBe('done')
    expect(readFileSync(join(library, String(path))).length).toBe(bytes)
  }
  expect(first.events.at(-1)).toMatchObject({
    event: 'summary',
    recordings: 1,
    assets: { done: files.length, failed: 0 },
  })

  const found = await dailies('search', 'harbour', '--json')
  expect(of(found, 'hit')[0]).toMatchObject({ recording: id, source: 'transcript', time_code: expect.any(String) })
  expect((await dailies('search', 'harbour')).stdout).toContain('Morning show')
  const said = of(await dailies('search', '"brass band" speaker:tom room:morning after:2020 -heron', '--json'), 'hit')
  expect(said).toMatchObject([{ recording: id, source: 'transcript', speaker: 'Tom Okafor' }])
  expect(of(await dailies('search', '"brass band" speaker:maya', '--json'), 'hit')).toEqual([])
  expect(of(await dailies('search', 'type:chat', '--json'), 'hit')).toHaveLength(4)

  const subtitles = (await dailies('export', id, '--format', 'srt')).stdout
  expect(subtitles).toMatch(/^1\r\n00:00:\d\d,\d{3} --> /)
  const out = join(library, 'show.md')
  const exported = await dailies('export', id.slice(-8), '--format', 'md', '--out', out, '--json')
  expect([exported.status, of(exported, 'recording')[0]?.['path']]).toEqual([0, out])
  expect(readFileSync(out, 'utf8')).toContain('# Morning show')

  const kept = join(library, String(files.find(({ path }) => String(path).endsWith('.srt'))?.['path']))
  const before = readFileSync(kept, 'utf8')
  const refused = await dailies('export', id, '--format', 'srt', '--out', kept)
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('part of a library')])
  expect(readFileSync(kept, 'utf8')).toBe(before)
  expect((await dailies('export', workspace.recording('field-notes').id, '--format', 'srt')).status).toBe(1)

  expect(onDatabase(nameOfWorkspace)).toBe('100ms')
  onDatabase((db) => db.exec(`UPDATE workspaces SET name = 'Night studio'`))
  const second = await online('pull', '--recording', id, '--type', 'transcript,chat,summary')
  expect(second.status).toBe(0)
  expect(second.events.at(-1)).toMatchObject({ assets: { done: 0, skipped: files.length }, bytes: 0 })
  expect(onDatabase(nameOfWorkspace)).toBe('Night studio')
})

test('Markers that a person made are found and exported, counted in the video’s frames', async () => {
  const { id } = workspace.recording('morning-harbour')
  await online('pull', '--recording', id, '--type', 'room-composite')
  const sidecar = readdirSync(library, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('recording.json'),
  )
  const path = join(library, String(sidecar))
  const written = JSON.parse(readFileSync(path, 'utf8'))
  const when = { startMs: 3480, endMs: null, createdMs: 1, changedMs: 1 }
  const marker = { id: 'm1', ...when, text: 'Look, a heron', colour: 'red' }
  writeFileSync(path, JSON.stringify({ ...written, user: { ...written.user, markers: [marker] } }))
  expect((await dailies('rebuild')).status).toBe(0)

  expect(of(await dailies('search', 'heron', '--json'), 'hit')).toMatchObject([{ source: 'marker', time_code: '0:03' }])
  expect((await dailies('export', id, '--format', 'csv')).stdout).toContain('3480,,"Look, a heron",red')
  expect((await dailies('export', id, '--format', 'edl')).stdout).toContain('* LOC: 01:00:03:12 RED     Look, a heron')
  const counted = await dailies('export', id, '--format', 'edl', '--frame-rate', '29.97')
  expect(counted.stdout).toContain('* LOC: 01:00:03;14 RED')
  expect((await dailies('export', id, '--format', 'fcpxml')).stdout).toContain('<marker start="87/25s"')
  const without = await dailies('export', workspace.recording('field-notes').id, '--format', 'csv')
  expect([without.status, without.stderr]).toEqual([1, expect.stringContaining('no markers yet')])
})

test('What is gone upstream is named, and the rest is pulled all the same', async () => {
  const { id } = workspace.recording('morning-harbour')
  workspace.control.deleteFile(workspace.assetId('morning-harbour', 'chat'))
  const pulled = await online('pull', '--recording', id, '--type', 'chat,summary')
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
  const quiet = await dailies('pull', '--recording', id, '--type', 'chat,summary', '--quiet', '--api', workspace.apiUrl)
  expect([quiet.status, quiet.stdout]).toEqual([1, ''])
  expect(quiet.stderr).toContain(`(recording ${id}) can’t be had: `)
})

test('A file that isn’t what it should be is named where it lies', async () => {
  const { id } = workspace.recording('morning-harbour')
  workspace.faults.add({ on: 'storage', kind: 'body', body: 'no summary', times: Number.POSITIVE_INFINITY })
  const pulled = await online('pull', '--recording', id, '--type', 'summary')
  const [told] = of(pulled, 'asset')
  expect(told).toMatchObject({ state: 'done', path: expect.stringMatching(/summary \(unverified\)\.json$/) })
  expect(existsSync(join(library, String(told?.['path'])))).toBe(true)
})

test('A dry run names what it would take and takes nothing', async () => {
  const { id } = workspace.recording('morning-harbour')
  const dry = await online('pull', '--recording', id, '--dry-run')
  expect(dry.status).toBe(0)
  expect(of(dry, 'asset').every(({ state }) => state === 'wanted')).toBe(true)
  expect(existsSync(join(library, 'Morning show'))).toBe(false)
})

test('A pull downloads what its filters pass and leaves what else stands in line', async () => {
  const { id } = workspace.recording('morning-harbour')
  await online('sync')
  const stands = (state: string): unknown =>
    onDatabase((db) => db.prepare(`SELECT count(*) FROM downloads WHERE state = '${state}'`).pluck().get())
  const count = onDatabase((db) => {
    db.exec(`INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms)
      SELECT id, recording_id, 'queued', 0, -9e15, 0 FROM assets WHERE type = 'transcript' AND available`)
    return Number(db.prepare('SELECT count(*) FROM downloads').pluck().get())
  })
  expect(count).toBeGreaterThan(3)
  const pulled = await online('pull', '--recording', id, '--type', 'chat')
  expect(pulled.events.at(-1)).toMatchObject({ assets: { done: 1 } })
  expect([stands('done'), stands('queued')]).toEqual([1, count])
})

test('Limits of one run are never written into the library, whatever ends it', async () => {
  const { id } = workspace.recording('morning-harbour')
  await online('sync')
  const settings = (): unknown => onDatabase((db) => db.prepare('SELECT settings FROM library').pluck().get())
  const before = settings()
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 10_000, times: Number.POSITIVE_INFINITY })
  const limits = ['--concurrency', '1', '--limit-rate', '5M', '--min-free', '1k']
  const { child, ended } = start([
    ...['pull', '--recording', id, '--library', library, '--api', workspace.apiUrl, '--json'],
    ...limits,
  ])
  await untilSaid(child, (text) => /"running":1/.test(text))
  expect(settings()).toEqual(before)
  child.kill('SIGKILL')
  await ended
  expect(settings()).toEqual(before)
})

test('A word that means nothing here is named, and is no success', async () => {
  await online('sync')
  const pulled = await online('pull', '--room', 'Mourning show', '--type', 'transcripts')
  expect(pulled.status).toBe(1)
  expect(of(pulled, 'error').map(({ message }) => message)).toEqual([
    expect.stringContaining('“Mourning show”'),
    expect.stringContaining('“transcripts”'),
  ])
  const listed = await dailies('list', '--recording', 'nothing', '--status', 'finished')
  expect([listed.status, listed.stdout]).toEqual([1, ''])
  expect((await dailies('list', '--status', 'post_processing', '--type', 'track')).status).toBe(0)
})

test('Ctrl-C ends in order with 130, and the next pull goes on', async () => {
  const { id } = workspace.recording('morning-harbour')
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 50_000, times: Number.POSITIVE_INFINITY })
  const args = [
    'pull',
    '--recording',
    id,
    '--type',
    'room-composite',
    '--library',
    library,
    '--api',
    workspace.apiUrl,
    '--json',
  ]
  const { child, ended } = start(args)
  await untilSaid(child, (text) => text.includes('"phase":"download"') && /"running":1/.test(text))
  child.kill('SIGINT')
  const stopped = await ended
  expect(stopped.status).toBe(130)
  expect(stopped.events.at(-1)).toMatchObject({ event: 'summary', assets: { done: 0 } })
  workspace.faults.clear()
  const resumed = await online('pull', '--recording', id, '--type', 'room-composite')
  expect(resumed.events.at(-1)).toMatchObject({ assets: { done: 1, failed: 0 } })
})

test('A library in use is left alone with 5, and can still be read', async () => {
  await online('sync')
  workspace.faults.add({ on: 'api', kind: 'hang', times: Number.POSITIVE_INFINITY })
  const holder = start(['sync', '--library', library, '--api', workspace.apiUrl, '--json'])
  await new Promise<void>((resolve) => holder.child.stdout.once('data', () => resolve()))
  const second = await online('sync')
  expect(second.status).toBe(5)
  expect(of(second, 'error')[0]).toMatchObject({ kind: 'busy' })
  expect((await dailies('list', '--json')).status).toBe(0)
  holder.child.kill('SIGINT')
  expect((await holder.ended).status).toBe(130)
})

describe('what goes wrong before anything happens', () => {
  test('refused credentials: 3', async () => {
    const args = ['sync', '--library', library, '--api', workspace.apiUrl, '--json']
    const ran = await start(args, { DAILIES_APP_SECRET: 'wrong' }).ended
    expect(ran.status).toBe(3)
    expect(of(ran, 'error')[0]).toMatchObject({ kind: 'unauthorized' })
    expect(ran.events.at(-1)?.event).toBe('summary')
    expect(ran.stdout + ran.stderr).not.toContain('wrong')
  })

  test('no credentials, or arguments that aren’t any: 2, with the summary last', async () => {
    const none = await start(['sync', '--library', library, '--json'], { DAILIES_ACCESS_KEY: '' }).ended
    expect([none.status, none.events.at(-1)?.event]).toEqual([2, 'summary'])
    const wrong = await dailies('pull', '--shard', '9/3', '--json')
    expect([wrong.status, wrong.events.map(({ event }) => event)]).toEqual([2, ['error', 'summary']])
  })

  test('no library: 1, in words', async () => {
    const ran = await start(['list', '--library', join(library, 'nowhere')]).ended
    expect(ran.status).toBe(1)
    expect(ran.stderr).toMatch(/no folder|no library/i)
  })

  test('a disk that is too full: 4', async () => {
    const { id } = workspace.recording('morning-harbour')
    const ran = await online('pull', '--recording', id, '--type', 'chat', '--min-free', '9000000G')
    expect(ran.status).toBe(4)
    expect(of(ran, 'error')[0]).toMatchObject({ kind: 'disk-full' })
  })
})

test('What a rebuild can’t read is named, and a damaged database is said to be one', async () => {
  const { id } = workspace.recording('field-notes')
  await online('pull', '--recording', id, '--type', 'transcript')
  const database = join(library, '.dailies', 'library.db')
  const bytes = readFileSync(database)
  writeFileSync(database, bytes.fill(0xa5, 3 * 4096))
  expect(of(await dailies('list', '--json'), 'error')).toMatchObject([{ kind: 'corrupt' }])
  const sidecar = readdirSync(library, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('recording.json'),
  )
  truncateSync(join(library, String(sidecar)), 100)
  const rebuilt = await dailies('rebuild', '--json')
  expect(rebuilt.status).toBe(1)
  expect(of(rebuilt, 'error')[0]).toMatchObject({ message: expect.stringContaining(String(sidecar)) })
})

test('A rebuild makes the database anew from the folder, search included', async () => {
  const { id } = workspace.recording('field-notes')
  await online('pull', '--recording', id, '--type', 'transcript')
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm']) {
    rmSync(join(library, '.dailies', name), { force: true })
  }
  const rebuilt = await dailies('rebuild', '--json')
  expect(rebuilt.status).toBe(0)
  expect(rebuilt.events.at(-1)).toMatchObject({ recordings: 1 })
  expect(of(await dailies('search', 'urchins', '--json'), 'hit')[0]).toMatchObject({ recording: id })
})

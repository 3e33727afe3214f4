// The command line as a user runs it, a child process against the simulated workspace: what it has brought is listed, found,
// exported and made anew.
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CliLibrary } from '../../builders/cli-library.ts'
import { eventsNamed as of } from '../../builders/command-line.ts'
import { startWorkspace } from '../../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let cli: CliLibrary

beforeEach(async () => {
  cli = await CliLibrary.start()
})

afterEach(() => cli.close())

const nameOfWorkspace = (db: Database.Database): unknown => db.prepare('SELECT name FROM workspaces').pluck().get()

test('A sync, then lists and searches without the network', async () => {
  const synced = await cli.online('sync')
  expect(synced).toMatchObject({ status: 0, stderr: '' })
  expect(synced.events.at(-1)).toMatchObject({ event: 'summary', assets: { done: 0 }, bytes: 0 })
  const count = synced.events.at(-1)?.['recordings']
  expect(count).toBeGreaterThan(5)
  await cli.workspace.stop()

  const listed = await cli.run('list', '--json')
  expect(of(listed, 'recording')).toHaveLength(Number(count))
  const harbour = cli.workspace.recording('morning-harbour')
  const recording = of(listed, 'recording').find(({ id }) => id === harbour.id)
  expect(recording).toMatchObject({ status: 'completed', room_name: 'Morning show' })
  expect(recording?.['recording_assets']).toHaveLength(harbour.assets.length)

  const filtered = await cli.run('list', '--json', '--room', 'morning SHOW', '--status', 'ready', '--since', '2020-01')
  expect(of(filtered, 'recording').length).toBeGreaterThan(0)
  expect(of(filtered, 'recording').every(({ room_name }) => room_name === 'Morning show')).toBe(true)
  const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => cli.run('list', '--json', '--shard', shard)))
  expect(shards.flatMap((shard) => of(shard, 'recording').map(({ id }) => id)).sort()).toEqual(
    of(listed, 'recording')
      .map(({ id }) => id)
      .sort(),
  )
  const repeated = await cli.run(
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
  expect((await cli.run('list', '--quiet')).stdout).toContain('Morning show')
  expect(of(await cli.run('search', 'harbour', '--json'), 'hit')).toEqual([])
  cli.workspace = await startWorkspace()
})

test('A pull of texts can be searched at once, and a second one finds nothing to do', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  const first = await cli.online('pull', '--recording', id, '--type', 'transcript,chat,summary')
  expect(first.events.filter(({ event }) => event === 'error')).toEqual([])
  expect(first.status).toBe(0)
  const files = of(first, 'asset')
  expect(files.length).toBeGreaterThan(3)
  for (const { path, bytes, state } of files) {
    expect(state).toBe('done')
    expect(readFileSync(cli.path(path)).length).toBe(bytes)
  }
  expect(first.events.at(-1)).toMatchObject({
    event: 'summary',
    recordings: 1,
    assets: { done: files.length, failed: 0 },
  })

  const found = await cli.run('search', 'harbour', '--json')
  expect(of(found, 'hit')[0]).toMatchObject({ recording: id, source: 'transcript', time_code: expect.any(String) })
  expect((await cli.run('search', 'harbour')).stdout).toContain('Morning show')
  const said = of(await cli.run('search', '"brass band" speaker:tom room:morning after:2020 -heron', '--json'), 'hit')
  expect(said).toMatchObject([{ recording: id, source: 'transcript', speaker: 'Tom Okafor' }])
  expect(of(await cli.run('search', '"brass band" speaker:maya', '--json'), 'hit')).toEqual([])
  expect(of(await cli.run('search', 'type:chat', '--json'), 'hit')).toHaveLength(4)

  const subtitles = (await cli.run('export', id, '--format', 'srt')).stdout
  expect(subtitles).toMatch(/^1\r\n00:00:\d\d,\d{3} --> /)
  const out = cli.path('show.md')
  const exported = await cli.run('export', id.slice(-8), '--format', 'md', '--out', out, '--json')
  expect([exported.status, of(exported, 'recording')[0]?.['path']]).toEqual([0, out])
  expect(readFileSync(out, 'utf8')).toContain('# Morning show')

  const kept = cli.path(files.find(({ path }) => String(path).endsWith('.srt'))?.['path'])
  const before = readFileSync(kept, 'utf8')
  const refused = await cli.run('export', id, '--format', 'srt', '--out', kept)
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('part of a library')])
  expect(readFileSync(kept, 'utf8')).toBe(before)
  expect((await cli.run('export', cli.workspace.recording('field-notes').id, '--format', 'srt')).status).toBe(1)

  expect(cli.onDatabase(nameOfWorkspace)).toBe('100ms')
  cli.onDatabase((db) => db.exec(`UPDATE workspaces SET name = 'Night studio'`))
  const second = await cli.online('pull', '--recording', id, '--type', 'transcript,chat,summary')
  expect(second.status).toBe(0)
  expect(second.events.at(-1)).toMatchObject({ assets: { done: 0, skipped: files.length }, bytes: 0 })
  expect(cli.onDatabase(nameOfWorkspace)).toBe('Night studio')
})

test('Markers that a person made are found and exported, counted in the video’s frames', async () => {
  const { id } = cli.workspace.recording('morning-harbour')
  await cli.online('pull', '--recording', id, '--type', 'room-composite')
  const sidecar = readdirSync(cli.folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('recording.json'),
  )
  const path = cli.path(sidecar)
  const written = JSON.parse(readFileSync(path, 'utf8'))
  const when = { startMs: 3480, endMs: null, createdMs: 1, changedMs: 1 }
  const marker = { id: 'm1', ...when, text: 'Look, a heron', colour: 'red' }
  writeFileSync(path, JSON.stringify({ ...written, user: { ...written.user, markers: [marker] } }))
  expect((await cli.run('rebuild')).status).toBe(0)

  expect(of(await cli.run('search', 'heron', '--json'), 'hit')).toMatchObject([{ source: 'marker', time_code: '0:03' }])
  expect((await cli.run('export', id, '--format', 'csv')).stdout).toContain('3480,,"Look, a heron",red')
  expect((await cli.run('export', id, '--format', 'edl')).stdout).toContain('* LOC: 01:00:03:12 RED     Look, a heron')
  const counted = await cli.run('export', id, '--format', 'edl', '--frame-rate', '29.97')
  expect(counted.stdout).toContain('* LOC: 01:00:03;14 RED')
  expect((await cli.run('export', id, '--format', 'fcpxml')).stdout).toContain('<marker start="87/25s"')
  const without = await cli.run('export', cli.workspace.recording('field-notes').id, '--format', 'csv')
  expect([without.status, without.stderr]).toEqual([1, expect.stringContaining('no markers yet')])
})

test('A word that means nothing here is named, and is no success', async () => {
  await cli.online('sync')
  const pulled = await cli.online('pull', '--room', 'Mourning show', '--type', 'transcripts')
  expect(pulled.status).toBe(1)
  expect(of(pulled, 'error').map(({ message }) => message)).toEqual([
    expect.stringContaining('“Mourning show”'),
    expect.stringContaining('“transcripts”'),
  ])
  const listed = await cli.run('list', '--recording', 'nothing', '--status', 'finished')
  expect([listed.status, listed.stdout]).toEqual([1, ''])
  expect((await cli.run('list', '--status', 'post_processing', '--type', 'track')).status).toBe(0)
})

test('What a rebuild can’t read is named, and a damaged database is said to be one', async () => {
  const { id } = cli.workspace.recording('field-notes')
  await cli.online('pull', '--recording', id, '--type', 'transcript')
  const database = cli.path('.dailies/library.db')
  const bytes = readFileSync(database)
  writeFileSync(database, bytes.fill(0xa5, 3 * 4096))
  expect(of(await cli.run('list', '--json'), 'error')).toMatchObject([{ kind: 'corrupt' }])
  const sidecar = readdirSync(cli.folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('recording.json'),
  )
  truncateSync(cli.path(sidecar), 100)
  const rebuilt = await cli.run('rebuild', '--json')
  expect(rebuilt.status).toBe(1)
  expect(of(rebuilt, 'error')[0]).toMatchObject({ message: expect.stringContaining(String(sidecar)) })
})

test('A rebuild makes the database anew from the folder, search included', async () => {
  const { id } = cli.workspace.recording('field-notes')
  await cli.online('pull', '--recording', id, '--type', 'transcript')
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm']) {
    rmSync(cli.path(`.dailies/${name}`), { force: true })
  }
  const rebuilt = await cli.run('rebuild', '--json')
  expect(rebuilt.status).toBe(0)
  expect(rebuilt.events.at(-1)).toMatchObject({ recordings: 1 })
  expect(of(await cli.run('search', 'urchins', '--json'), 'hit')[0]).toMatchObject({ recording: id })
})

// Three machines share one archive without a word between them: what they bring together is what one would have.
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventsNamed, killClis, type Ran, startCli } from '../../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

vi.setConfig({ testTimeout: 180_000 })

let workspace: Workspace
let folder: string

beforeEach(async () => {
  workspace = await startWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'dailies-shards-'))
})

afterEach(async () => {
  killClis()
  await workspace.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (command: string, library: string, ...args: string[]): Promise<Ran> =>
  startCli(workspace, [command, '--library', library, '--json', ...args]).ended
const pull = (library: string, ...args: string[]): Promise<Ran> =>
  run('pull', library, '--api', workspace.apiUrl, ...args)

/** Path and hash of every file that was downloaded. */
function filesOf(library: string): [string, string][] {
  return readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:recording|room)\.json$|\.part$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path): [string, string] => [
      relative(library, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ])
    .filter(([path]) => !path.startsWith('.dailies'))
    .sort()
}

/** Path and words of every `recording.json` and `room.json`, without the one thing that is each machine's own. */
function recordsOf(library: string): [string, string][] {
  return readdirSync(library, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|\/)(?:recording|room)\.json$/.test(path))
    .map((path): [string, string] => [
      path,
      readFileSync(join(library, path), 'utf8').replace(/"finishedMs": \d+/g, ''),
    ])
    .sort()
}

/** In an order of their own: that of their arrival is each library's. */
function recordingsOf(listed: Ran): Record<string, unknown>[] {
  const idOf = (item: unknown): string => JSON.stringify(item)
  const byId = (one: unknown, other: unknown): number => (idOf(one) < idOf(other) ? -1 : 1)
  return eventsNamed(listed, 'recording')
    .map((recording) => ({
      ...recording,
      recording_assets: Array.from(Object(recording['recording_assets'])).sort(byId),
    }))
    .sort(byId)
}

test('Three shards on three libraries, copied together and rebuilt, equal one whole run', async () => {
  const [whole, merged, ...shards] = ['whole', 'merged', '1', '2', '3'].map((name) => join(folder, name))
  if (whole === undefined || merged === undefined) throw new Error('No folders')
  const pulled = eventsNamed(await pull(whole), 'asset').filter(({ state }) => state === 'done')
  for (const [index, shard] of shards.entries()) await pull(shard, '--shard', `${index + 1}/3`)

  const parts = shards.map(filesOf)
  expect(parts.filter((part) => part.length > 0).length).toBeGreaterThan(1)
  expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(filesOf(whole).length)

  for (const shard of shards) {
    // As a person copies: what is there stays, and each library's own database is left behind.
    cpSync(shard, merged, {
      recursive: true,
      force: false,
      filter: (source) => !relative(shard, source).startsWith('.dailies'),
    })
  }
  expect(filesOf(merged)).toEqual(filesOf(whole))
  expect(recordsOf(merged)).toEqual(recordsOf(whole))
  const rebuilt = await run('rebuild', merged)
  expect(rebuilt.status).toBe(0)
  expect((await run('verify', merged)).events.at(-1)).toMatchObject({
    assets: { done: filesOf(whole).length, failed: 0, skipped: 0, unavailable: 0 },
  })
  const withFiles = new Set(pulled.map(({ recording }) => recording))
  const listed = recordingsOf(await run('list', whole)).filter(({ id }) => withFiles.has(id))
  expect(listed.length).toBeGreaterThan(5)
  expect(recordingsOf(await run('list', merged))).toEqual(listed)
  // Nothing is left to fetch but what nobody could have.
  const after = await pull(merged)
  const again = await pull(whole)
  expect(after.events.at(-1)).toMatchObject({ bytes: 0, assets: { done: 0 } })
  expect(after.events.at(-1)?.['assets']).toEqual(again.events.at(-1)?.['assets'])
  expect((await run('search', merged, 'harbour')).events).toEqual(
    expect.arrayContaining([expect.objectContaining({ event: 'hit', source: 'transcript' })]),
  )
})

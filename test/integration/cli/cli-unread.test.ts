// What 100ms sends and Dailies can't read is said where nobody looks at a window, and all else comes.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventsNamed, killClis, startCli } from '../../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let workspace: Workspace
let library: string

beforeEach(async () => {
  workspace = await startWorkspace()
  library = mkdtempSync(join(tmpdir(), 'dailies-cli-unread-'))
})

afterEach(async () => {
  killClis()
  await workspace.stop()
  rmSync(library, { recursive: true, force: true })
})

const dailies = (...args: string[]) =>
  startCli(workspace, [...args, '--library', library, '--api', workspace.apiUrl]).ended

/** In the list of recordings: `count` texts, and one recording with a hole among its files. */
function sendOddThings(count: number): string {
  const { id } = workspace.recording('morning-bees')
  const edit = (body: unknown) => {
    const page = structuredClone(body) as { data?: unknown[] }
    if (page.data === undefined) return body
    const jobs = page.data.map((job) =>
      (job as { id: string }).id === id ? { ...(job as object), recording_assets: [null] } : job,
    )
    return { ...page, data: [...Array.from({ length: count }, (_, index) => `nonsense ${index}`), ...jobs] }
  }
  workspace.faults.add({ on: 'api', kind: 'edit', edit, match: '/v2/recordings', times: Number.POSITIVE_INFINITY })
  return id
}

test('A sync names it and ends with 1, quiet or not; a program gets it as errors', async () => {
  const id = sendOddThings(1)
  const synced = await dailies('sync', '--json')
  expect(synced.status).toBe(1)
  const [first, second, all] = eventsNamed(synced, 'error')
  const text = { kind: 'unreadable', stream: 'recordings', id: null, message: expect.stringContaining('a text where') }
  expect([first, second]).toEqual(
    expect.arrayContaining([
      expect.objectContaining(text),
      expect.objectContaining({ kind: 'unreadable', stream: 'recordings', id }),
    ]),
  )
  expect(all).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/^2 things .*later sync/) })
  expect(synced.events.at(-1)?.event).toBe('summary')

  const quiet = await dailies('sync', '--quiet')
  expect(quiet.status).toBe(1)
  expect(quiet.stderr).toContain(`recordings ${id}: 100ms sent nothing where`)
})

test('A pull gets everything else and ends with 1; of many things the newest ten are named', async () => {
  sendOddThings(14)
  const { id } = workspace.recording('morning-harbour')
  const pulled = await dailies('pull', '--recording', id, '--type', 'chat', '--json')
  expect(pulled.status).toBe(1)
  expect(eventsNamed(pulled, 'asset')).toMatchObject([{ recording: id, type: 'chat', state: 'done' }])
  const errors = eventsNamed(pulled, 'error')
  expect(errors).toHaveLength(11)
  expect(errors.at(-1)).toMatchObject({
    message: expect.stringContaining('15 things from 100ms can’t be read, of which 10'),
  })
})

test('Of shards the one tells it that its recording belongs to; what belongs to none that is known, each of them', async () => {
  const id = sendOddThings(0)
  const of = createHash('sha256').update(id).digest().readUInt32BE(0) % 2
  const status = async (shard: number) =>
    (await dailies('pull', '--dry-run', '--json', '--shard', `${shard + 1}/2`)).status
  expect([await status(of), await status(1 - of)]).toEqual([1, 0])
  const db = new Database(join(library, '.dailies/library.db'))
  const keep = db.prepare(`INSERT INTO quarantine (workspace_id, stream, identity, upstream_id, reason, raw, seen_ms)
    VALUES (1, 'recording-assets', 'odd', 'odd', 'It can’t be read.', ?, 0)`)
  keep.run(JSON.stringify({ id: 'odd', job_id: id }))
  db.close()
  expect(await status(1 - of)).toBe(0)
  const again = new Database(join(library, '.dailies/library.db'))
  again.exec(`UPDATE quarantine SET raw = 'nonsense' WHERE identity = 'odd'`)
  again.close()
  expect(await status(1 - of)).toBe(1)
})

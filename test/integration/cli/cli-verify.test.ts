// `dailies verify` as a user runs it, over a library that was pulled and then harmed.
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventsNamed, killClis, type Ran, startCli, untilSaid } from '../../builders/command-line.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

// Each test starts several processes, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 120_000 })

let workspace: Workspace
let library: string

beforeEach(async () => {
  workspace = await startWorkspace()
  library = mkdtempSync(join(tmpdir(), 'dailies-verify-'))
})

afterEach(async () => {
  killClis()
  await workspace.stop()
  rmSync(library, { recursive: true, force: true })
})

const verify = (): Promise<Ran> => startCli(workspace, ['verify', '--library', library, '--json']).ended
const pullArgs = (...args: string[]): string[] => [
  'pull',
  '--library',
  library,
  '--api',
  workspace.apiUrl,
  '--json',
  ...args,
]
const pull = (...args: string[]): Promise<Ran> => startCli(workspace, pullArgs(...args)).ended
const walk = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })
const found = (ran: Ran): Record<string, unknown> =>
  Object.fromEntries(eventsNamed(ran, 'asset').map(({ path, state }) => [path, state]))

/** Paths by type, of what a pull of one recording's texts and picture brought. */
async function pulled(): Promise<Record<string, string>> {
  const ran = await pull('--recording', workspace.recording('morning-harbour').id)
  return Object.fromEntries(eventsNamed(ran, 'asset').map(({ type, path }) => [String(type), String(path)]))
}

test('What is missing, changed or extra is named, and the next pull makes it good', async () => {
  const path = await pulled()
  const clean = await verify()
  expect([clean.status, found(clean)]).toEqual([0, {}])
  const files = Number(clean.events.at(-1)?.['assets'] && Object(clean.events.at(-1)?.['assets']).done)
  expect(files).toBeGreaterThan(5)

  const video = join(library, String(path['room-composite']))
  const right = readFileSync(video)
  const flipped = Buffer.from(right)
  flipped[1000] = (flipped[1000] ?? 0) ^ 1
  writeFileSync(video, flipped)
  appendFileSync(join(library, String(path['chat'])), 'x')
  rmSync(join(library, String(path['summary'])))
  writeFileSync(join(library, 'Morning show/notes from the set.txt'), 'Mine.')

  const harmed = await verify()
  expect(harmed.status).toBe(1)
  expect(found(harmed)).toEqual({
    [String(path['room-composite'])]: 'changed',
    [String(path['chat'])]: 'changed',
    [String(path['summary'])]: 'missing',
    'Morning show/notes from the set.txt': 'extra',
  })
  // Said once, though database and sidecar both say it.
  expect(eventsNamed(harmed, 'asset').find(({ type }) => type === 'chat')?.['reason']).toMatch(/instead of \d+\. /)
  expect(harmed.events.at(-1)).toMatchObject({ assets: { done: files - 3, failed: 3, skipped: 1, unavailable: 0 } })
  // Nothing is thrown away, not even what is wrong.
  expect(readFileSync(video.replace('.mp4', ' (changed).mp4'))).toEqual(flipped)
  expect(existsSync(video)).toBe(false)

  const again = await pull('--recording', workspace.recording('morning-harbour').id)
  expect(again.events.at(-1)).toMatchObject({ assets: { done: 3, failed: 0 } })
  expect(readFileSync(video)).toEqual(right)
  const mended = await verify()
  expect(mended.status).toBe(0)
  expect(Object.values(found(mended))).toEqual(['extra', 'extra', 'extra'])
})

test('One wrong part of an HLS recording costs that part, and what was set aside stays', async () => {
  const { id } = workspace.recording('founders-hour')
  await pull('--recording', id, '--type', 'room-vod')
  const segment = [...walk(library)].find((path) => path.endsWith('/vod/1/00003.m4s')) ?? ''
  const right = readFileSync(join(library, segment))
  writeFileSync(join(library, segment), Buffer.from(right).fill(1, 50, 60))
  // 100ms may have lost others meanwhile: what is right here must not be given up for them.
  const lost = workspace.requests.all('storage').find(({ path }) => /stream_1.*segment_000\.m4s/.test(path))?.path ?? ''
  workspace.data.objects.delete(lost.slice(1))
  expect(found(await verify())).toEqual({ [segment]: 'changed' })
  const aside = segment.replace('vod/1/00003.m4s', 'vod · 1 · 00003 (changed).m4s')
  expect(existsSync(join(library, aside))).toBe(true)

  workspace.requests.clear()
  const again = await pull('--recording', id, '--type', 'room-vod')
  expect(again.events.at(-1)).toMatchObject({ assets: { done: 1, failed: 0 } })
  expect(workspace.requests.all('storage').filter(({ path }) => path.endsWith('.m4s'))).toHaveLength(1)
  expect(readFileSync(join(library, segment))).toEqual(right)
  expect(found(await verify())).toEqual({ [aside]: 'extra' })
})

test('One wrong part of an unpacked recording comes out of its archive again', async () => {
  const { id } = workspace.recording('founders-hour-zipped')
  await pull('--recording', id, '--type', 'room-vod')
  const segment = [...walk(library)].find((path) => path.endsWith('/vod/1/00003.m4s')) ?? ''
  const right = readFileSync(join(library, segment))
  writeFileSync(join(library, segment), Buffer.from(right).fill(1, 50, 60))
  expect(found(await verify())).toEqual({ [segment]: 'changed' })
  workspace.requests.clear()
  await pull('--recording', id, '--type', 'room-vod')
  expect(workspace.requests.count('storage')).toBe(0)
  expect(readFileSync(join(library, segment))).toEqual(right)
  expect(Object.values(found(await verify()))).toEqual(['extra'])
})

test('A changed file that 100ms has deleted stays where it is', async () => {
  const path = await pulled()
  const db = new Database(join(library, '.dailies/library.db'))
  db.exec(`UPDATE assets SET only_copy = 1 WHERE type = 'chat'`)
  db.close()
  const chat = join(library, String(path['chat']))
  appendFileSync(chat, 'x')
  const ran = await verify()
  expect([ran.status, found(ran)]).toEqual([1, { [String(path['chat'])]: 'changed' }])
  expect(eventsNamed(ran, 'asset')[0]).toMatchObject({ queued: false, reason: expect.stringContaining('backup') })
  expect(ran.events.at(-1)).toMatchObject({ assets: { failed: 0, unavailable: 1 } })
  expect(existsSync(chat)).toBe(true)
})

test('A file that this account may not read is named with the next step, and stays where it is', async () => {
  const path = await pulled()
  const chat = join(library, String(path['chat']))
  chmodSync(chat, 0)
  // Root may read everything, so another account looks.
  const uid = process.getuid?.() === 0 ? 65_534 : undefined
  if (uid !== undefined) for (const file of ['', ...walk(library)]) chownSync(join(library, file), uid, uid)
  const ran = await startCli(workspace, ['verify', '--library', library, '--json'], {}, uid).ended
  expect([ran.status, found(ran)]).toEqual([1, { [String(path['chat'])]: 'unreadable' }])
  expect(eventsNamed(ran, 'asset')[0]).toMatchObject({ queued: false, reason: expect.stringContaining('the right to') })
  expect(ran.events.at(-1)).toMatchObject({ assets: { failed: 1, unavailable: 0 } })
  chmodSync(chat, 0o644)
  const room = join(library, 'Morning show')
  chmodSync(room, 0)
  const rebuilt = await startCli(workspace, ['rebuild', '--library', library, '--json'], {}, uid).ended
  const closed = await startCli(workspace, ['verify', '--library', library, '--json'], {}, uid).ended
  expect([rebuilt.status, closed.status]).toEqual([1, 1])
  for (const ran of [rebuilt, closed]) {
    expect(eventsNamed(ran, 'error')[0]?.['message']).toContain('“Morning show” can’t be opened')
  }
  chmodSync(room, 0o755)
  const allowed = await startCli(workspace, ['verify', '--library', library, '--json'], {}, uid).ended
  expect([allowed.status, found(allowed)]).toEqual([0, {}])
})

test('Beside a program that downloads it only looks, and what is half here is no finding', async () => {
  const first = await pull('--recording', workspace.recording('morning-harbour').id, '--type', 'chat,summary')
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 20_000, times: Number.POSITIVE_INFINITY })
  const writer = startCli(workspace, pullArgs('--recording', workspace.recording('morning-harbour').id))
  await untilSaid(writer.child, (text) => /"running":[1-9]/.test(text))
  const clean = await verify()
  expect([clean.status, found(clean)]).toEqual([0, {}])
  const path = String(eventsNamed(first, 'asset')[0]?.['path'])
  appendFileSync(join(library, path), 'x')
  const looked = await verify()
  writer.child.kill('SIGINT')
  await writer.ended
  expect([looked.status, found(looked)]).toEqual([1, { [path]: 'changed' }])
  expect(eventsNamed(looked, 'asset')[0]).toMatchObject({ queued: false })
  expect(existsSync(join(library, path))).toBe(true)
})

test('Broken off, it has found nothing, and what it was reading keeps its name', async () => {
  const path = await pulled()
  // Zeros without end, as long as recorded: two threads read them for many seconds.
  const long = [String(path['room-composite']), String(path['summary'])]
  const bytes = 6 * 1024 ** 3
  const db = new Database(join(library, '.dailies/library.db'))
  for (const file of long) {
    truncateSync(join(library, file), bytes)
    db.prepare('UPDATE files SET size_bytes = ? WHERE name = ?').run(bytes, basename(file))
  }
  db.close()
  const { child, ended } = startCli(workspace, ['verify', '--library', library, '--json'])
  await untilSaid(child, (text) => text.includes('"progress"'))
  child.kill('SIGINT')
  const stopped = await ended
  expect([stopped.status, found(stopped), stopped.stderr]).toEqual([130, {}, ''])
  expect(long.filter((file) => !existsSync(join(library, file)))).toEqual([])
})

test('No library is made where there is none', async () => {
  rmSync(library, { recursive: true })
  expect((await verify()).status).toBe(1)
  expect(existsSync(library)).toBe(false)
})

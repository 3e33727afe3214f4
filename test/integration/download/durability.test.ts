// What a power cut can take: the order in which a real `dailies pull` makes things durable, as the system sees its calls; and that
// a slow disk, which takes its time over that, delays nobody else.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DownloadLibrary, until } from '../../builders/download-library.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const cli = join(import.meta.dirname, '../../../main/cli.ts')
let workspace: Workspace
let folder: string

beforeEach(async () => {
  workspace = await startWorkspace({ data: 'empty' })
  folder = mkdtempSync(join(tmpdir(), 'dailies-durable-'))
})

afterEach(async () => {
  await workspace.stop()
  rmSync(folder, { recursive: true, force: true })
})

function addShow(): string {
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const { assets } = workspace.control.addRecording({
    name: 'show',
    roomId: room.id,
    assets: [
      { type: 'room-composite', content: { mp4Bytes: 3_000_000 } },
      { type: 'transcript', outputMode: 'txt', content: { text: 'Ana: hello\n' } },
    ],
  })
  return assets[0]?.id ?? ''
}

/** In the order in which they are over; of a rename, in which it begins. */
type Call = { readonly call: 'write' | 'fsync' | 'rename'; readonly path: string; readonly to: string }

test('a file has its name only when its bytes are on the disk, and the name is on the disk too', async () => {
  addShow()
  const library = join(folder, 'Library')
  const calls = await callsOfPull(library)
  for (const name of ['composite.mp4', 'transcript.txt']) expectDurable(calls, `${name}.part`, name)
  expectDurable(calls, '.recording.json.staged.tmp', 'recording.json')
})

function expectDurable(calls: readonly Call[], from: string, to: string): void {
  const renamed = calls.findIndex((it) => it.call === 'rename' && it.path.endsWith(`/${from}`))
  const path = calls[renamed]?.path ?? ''
  const inFolder = path.slice(0, -from.length - 1)
  expect(calls[renamed]?.to).toBe(`${inFolder}/${to}`)
  const before = calls.slice(0, renamed)
  const written = before.findLastIndex((it) => it.call === 'write' && it.path === path)
  const synced = before.findLastIndex((it) => it.call === 'fsync' && it.path === path)
  const named = calls.findIndex((it, index) => index > renamed && it.call === 'fsync' && it.path === inFolder)
  expect(written, `${from} was written`).toBeGreaterThanOrEqual(0)
  expect(synced, `${from} was synced after the last write and before it got its name`).toBeGreaterThan(written)
  expect(named, `the folder was synced after ${to} had its name`).toBeGreaterThan(renamed)
}

async function callsOfPull(library: string): Promise<Call[]> {
  const log = join(folder, 'calls')
  const { apiUrl, accessKey, appSecret } = workspace
  const hasStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0
  const strace = ['strace', '-f', '-y', '-s', '0', '-e', 'trace=write,pwrite64,fsync,fdatasync,rename', '-o', log]
  const recorded = ['--import', pathToFileURL(join(import.meta.dirname, '../../fakes/recorded-disk.ts')).href]
  const pull = [cli, 'pull', '--quiet', '--library', library, '--api', apiUrl]
  const [program = '', ...args] = hasStrace
    ? [...strace, process.execPath, ...pull]
    : [process.execPath, ...recorded, ...pull]
  const child = spawn(program, args, {
    env: { ...process.env, DAILIES_ACCESS_KEY: accessKey, DAILIES_APP_SECRET: appSecret, RECORDED_DISK: log },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  return hasStrace ? tracedCalls(lines) : lines.map(recordedCall)
}

function recordedCall(line: string): Call {
  const [call, path, to] = JSON.parse(line) as [Call['call'], string, string | undefined]
  return { call, path, to: to ?? '' }
}

/** `123 fsync(7</a/file> <unfinished ...>` … `123 <... fsync resumed>) = 0`; threads come between. */
function tracedCalls(lines: readonly string[]): Call[] {
  const pending = new Map<string, Call>()
  return lines.flatMap((line): Call[] => {
    const [thread = ''] = line.split(' ', 1)
    const found = /^\d+ +(\w+)\((?:\d+<([^>]*)>|"([^"]*)", "([^"]*)")/.exec(line)
    if (found === null) {
      const ended = pending.get(thread)
      pending.delete(thread)
      return ended === undefined ? [] : [ended]
    }
    const [, name = '', handle = '', from = '', to = ''] = found
    if (name === 'rename') return [{ call: 'rename', path: unescaped(from), to: unescaped(to) }]
    const call: Call = { call: /sync/.test(name) ? 'fsync' : 'write', path: unescaped(handle), to: '' }
    if (!line.includes('<unfinished')) return [call]
    pending.set(thread, call)
    return []
  })
}

/** strace writes what isn't ASCII as octal bytes. */
function unescaped(path: string): string {
  return Buffer.from(
    path.replace(/\\(\d{1,3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    'latin1',
  ).toString('utf8')
}

test('while a slow disk syncs a file, questions are answered and other wishes are heard', async () => {
  const id = addShow()
  const release = join(folder, 'release')
  const worker = new URL('../../fakes/slow-disk-worker.ts', import.meta.url)
  process.env['SLOW_DISK_RELEASE'] = release
  const library = new DownloadLibrary(workspace, { worker })
  try {
    await library.sync()
    library.queue.start()
    await library.commands.start({ kind: 'assets', assetIds: [library.assetId(id)] })
    await until(() => existsSync(`${release}.asked`))
    for (let question = 0; question < 100; question += 1) {
      expect(library.reader.list(100).rows.length).toBeGreaterThan(0)
      library.clock.advance(250)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(library.row(id).state).toBe('running')
    expect(library.files(id)).toEqual([])
    writeFileSync(release, '')
    await library.settled()
    expect(library.hashOnDisk(id, 'composite.mp4')).toBe(workspace.control.sha256(id))
  } finally {
    writeFileSync(release, '')
    delete process.env['SLOW_DISK_RELEASE']
    await library.close()
  }
})

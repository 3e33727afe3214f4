// The packed app of this machine, as `npm run pack` leaves it: what is in it, its fuses, and that it works, with a window
// and without. Playwright's own way into Electron is closed by a fuse; the window is reached over the DevTools protocol.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { chromium, expect, test } from 'playwright/test'
import { z } from 'zod'
import { repositoryRoot, runsAsRoot } from '../../build/runtime-paths.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { recordingRow } from './steps.ts'

const packed = join(repositoryRoot, 'dist/linux-unpacked')
const executable = join(packed, 'dailies-app')
const archive = join(packed, 'resources/app.asar')

let home: string
let workspace: Workspace
test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-packed-'))
  workspace = await startWorkspace()
})
test.afterAll(async () => {
  await workspace.stop()
  await rm(home, { recursive: true, force: true })
})

test.describe('what is shipped', () => {
  test('has every fuse as it must be', async () => {
    const wire = await getCurrentFuseWire(executable)
    expect(wire.version).toBe(FuseVersion.V1)
    const on = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspector: on(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspector: false,
      asarIntegrity: true,
      onlyFromAsar: true,
      browserSnapshot: false,
      filePrivileges: false,
    })
  })

  test('is the bundles and one SQLite binary: no sources, no maps, no tests, no tools', () => {
    const files = filesOf(archive)
    expect(files.filter((path) => /\.map$|\.tsx?$|\/test\/|\.spec\.|\.test\./.test(path))).toEqual([])
    const top = new Set(files.map((path) => path.split('/')[1]))
    expect([...top].sort()).toEqual(['LICENSE', 'build', 'node_modules', 'out', 'package.json'])
    const folders = (under: string) =>
      new Set(files.flatMap((path) => new RegExp(`^/${under}/([^/]+)`).exec(path)?.[1] ?? []))
    expect([...folders('node_modules')]).toEqual(['better-sqlite3'])
    expect([...folders('out')].sort()).toEqual(['main', 'preload', 'renderer'])
    expect(files.filter((path) => path.endsWith('.node'))).toHaveLength(1)
    expect(existsSync(join(packed, 'resources/app'))).toBe(false)
  })

  test('is less than 10 MB beyond Electron itself', () => {
    const ours = sizeOf(join(packed, 'resources')) + statSync(join(packed, 'dailies')).size
    console.log(
      `The unpacked app beyond Electron: ${(ours / 1e6).toFixed(1)} MB; with it ${(sizeOf(packed) / 1e6).toFixed(0)} MB`,
    )
    expect(ours).toBeLessThan(10_000_000)
  })

  test('names the licences of all of it', async () => {
    const notices = await readFile(join(packed, 'resources/third-party-notices.txt'), 'utf8')
    for (const name of [
      'better-sqlite3',
      'react',
      'zod',
      'hls.js',
      'undici',
      'mediabunny',
      '@fontsource-variable/inter',
    ])
      expect(notices).toContain(`\n  ${name} `)
    expect(existsSync(join(packed, 'LICENSE.electron.txt'))).toBe(true)
    expect(existsSync(join(packed, 'LICENSES.chromium.html'))).toBe(true)
  })
})

test('the packed app opens its window, syncs and shows what is there', async () => {
  const profile = join(home, 'profile')
  const child = spawn(
    executable,
    [...(runsAsRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '--log-level=3'],
    {
      env: { ...ourEnvironment(), DAILIES_USER_DATA: profile, DAILIES_LIBRARY: join(home, 'Window'), ...credentials() },
      stdio: 'ignore',
    },
  )
  try {
    const browser = await chromium.connectOverCDP(await devtools(profile))
    const [context] = browser.contexts()
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (!page) throw new Error('The packed app has no window')
    await page.getByRole('button', { name: 'Nothing by itself' }).click()
    await page.getByRole('button', { name: /^Show/ }).click()
    await expect(recordingRow(page, 'Morning show')).not.toHaveCount(0)
    expect(page.url()).toMatch(/^dailies-app:/)
    await browser.close()
  } finally {
    await end(child)
  }
})

test('the packed command line works without a display', async () => {
  const library = ['--library', join(home, 'Headless'), '--json']
  const synced = await dailies('sync', ...library, '--api', workspace.apiUrl)
  expect(synced).toMatchObject({ code: 0, stderr: '' })
  expect(lines(synced.stdout).at(-1)).toMatchObject({ event: 'summary' })

  // `--type=…` would mean something to Chromium if it came to see it.
  const pulled = await dailies('pull', ...library, '--api', workspace.apiUrl, '--type=transcript,chat')
  const arrived = lines(pulled.stdout).filter(({ event }) => event === 'asset')
  expect(arrived.length).toBeGreaterThan(5)
  expect(pulled.stderr).toBe('')
  const found = await dailies('search', ...library, 'ferry')
  expect(lines(found.stdout).filter(({ event }) => event === 'hit')).not.toEqual([])
  expect(await dailies('pull', '--nonsense')).toMatchObject({ code: 2 })
})

async function dailies(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const environment = { ...ourEnvironment(), ...credentials(), HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => name !== 'DISPLAY'))
  return new Promise((resolve) => {
    execFile(join(packed, 'dailies'), args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
}

const line = z.looseObject({ event: z.string() })
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((each) => line.parse(JSON.parse(each)))

const credentials = () => ({
  DAILIES_API_URL: workspace.apiUrl,
  DAILIES_ACCESS_KEY: workspace.accessKey,
  DAILIES_APP_SECRET: workspace.appSecret,
})

/** Of the surrounding one nothing that is meant for Dailies: the packed app has to find its SQLite itself. */
function ourEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DAILIES_'))
  return Object.fromEntries(inherited.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** Chromium writes down which port it has taken. */
async function devtools(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort')
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true)
  await expect.poll(async () => (await readFile(file, 'utf8')).includes('\n')).toBe(true)
  const [port = ''] = (await readFile(file, 'utf8')).split('\n')
  return `http://127.0.0.1:${port}`
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null) child.kill('SIGTERM')
  else return
  await ended
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

const node = z.object({
  get files() {
    return z.record(z.string(), node).optional()
  },
})

/** Paths in an asar archive: a length at byte 12, then as many bytes of JSON. */
function filesOf(file: string): string[] {
  const bytes = readFileSync(file)
  const header = node.parse(JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))))
  const walk = (folder: z.infer<typeof node>, path: string): string[] =>
    Object.entries(folder.files ?? {}).flatMap(([name, entry]) => [
      `${path}/${name}`,
      ...walk(entry, `${path}/${name}`),
    ])
  return walk(header, '')
}

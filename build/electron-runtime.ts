// Where this checkout's Electron is: the one that the electron package downloads, or the stand-in of electron-stand-in.ts.
// (Importing 'electron' outside of Electron would start a download of its own.)
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { makeStandIn, standInFolder, standInIsPossible } from './electron-stand-in.ts'
import { CommandFailed, runCommand } from './run-command.ts'

export type ElectronRuntime = {
  readonly kind: 'own' | 'stand-in'
  readonly folder: string
  readonly executable: string
}

const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const version: string = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version

const reachableWithinMs = 5_000

export function findElectron(): ElectronRuntime | undefined {
  const folder = join(packageFolder, 'dist')
  const pathFile = join(packageFolder, 'path.txt')
  if (existsSync(pathFile)) {
    const executable = join(folder, readFileSync(pathFile, 'utf8'))
    if (existsSync(executable)) return { kind: 'own', folder, executable }
  }
  const standIn = standInFolder()
  if (existsSync(standIn)) return { kind: 'stand-in', folder: standIn, executable: join(standIn, 'electron') }
  return undefined
}

export async function ensureElectron(say: (line: string) => void): Promise<ElectronRuntime> {
  const present = findElectron()
  if (present) return present

  const problem = await download(say)
  if (problem) {
    if (!standInIsPossible()) {
      throw new Error(
        `Electron ${version} could not be downloaded: ${problem}\n` +
          'Dailies needs it to run from source here. Behind a mirror, set ELECTRON_MIRROR.',
      )
    }
    say(`Electron ${version} can’t be downloaded here (${problem}).`)
    await makeStandIn(say)
  }
  const made = findElectron()
  if (!made) throw new Error('Electron was prepared but is not where it should be.')
  return made
}

/** Runs the electron package's own installer. Resolves with what went wrong, if anything. */
async function download(say: (line: string) => void): Promise<string | undefined> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/'
  // The installer itself waits for minutes on a network that drops packets.
  try {
    await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(reachableWithinMs),
    })
  } catch {
    return `${new URL(mirror).host} can’t be reached`
  }
  say(`Downloading Electron ${version}`)
  try {
    await runCommand(process.execPath, [join(packageFolder, 'install.js')])
    return undefined
  } catch (error) {
    return error instanceof CommandFailed ? (error.output.trim().split('\n')[0] ?? error.message) : String(error)
  }
}

// What Electron and the tests need of a Linux system. Looks for the libraries and programs themselves rather than for
// packages, whose names differ between distributions and their versions; only what is missing is installed.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './run-command.ts'

/** A library or a program, and the Debian package it comes in. */
export type SystemNeed = { readonly package: string } & ({ readonly library: string } | { readonly program: string })

export const windowNeeds: readonly SystemNeed[] = [
  { library: 'libgtk-3.so.0', package: 'libgtk-3-0' },
  { library: 'libnss3.so', package: 'libnss3' },
  { library: 'libasound.so.2', package: 'libasound2' },
  { library: 'libgbm.so.1', package: 'libgbm1' },
]

export const displayNeeds: readonly SystemNeed[] = [{ program: 'Xvfb', package: 'xvfb' }]

/** Tests and the demo make their recordings with it. */
export const mediaNeeds: readonly SystemNeed[] = [{ program: 'ffmpeg', package: 'ffmpeg' }]

export const compilerNeeds: readonly SystemNeed[] = [
  { program: 'g++', package: 'g++' },
  { program: 'make', package: 'make' },
  { program: 'python3', package: 'python3' },
]

export async function ensureSystemPackages(needs: readonly SystemNeed[], say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux') return
  const missing = await missingPackages(needs)
  if (missing.length === 0) return

  const install = ['install', '-y', '--no-install-recommends', ...missing]
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Error(`These system packages are missing. Please run: sudo apt-get ${install.join(' ')}`)
  }
  say(`Installing system packages: ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await runCommand('apt-get', install, { env })
  } catch {
    // A fresh system has no package lists, an old one stale ones.
    await runCommand('apt-get', ['update'], { env })
    await runCommand('apt-get', install, { env })
  }
}

async function missingPackages(needs: readonly SystemNeed[]): Promise<string[]> {
  const libraries = await runCommand(onPath('ldconfig') ?? '/sbin/ldconfig', ['-p'])
  const missing = needs.filter((need) =>
    'library' in need ? !libraries.includes(`${need.library} `) : !onPath(need.program),
  )
  return missing.map((need) => need.package)
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file))
}

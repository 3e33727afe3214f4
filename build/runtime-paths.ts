// Where the things are that `prepare` made, and how Electron is started with them: for tests, the demo and development.
import { join } from 'node:path'
import { findElectron } from './electron-runtime.ts'
import { sqliteAddonFile } from './sqlite-addon.ts'

export const repositoryRoot = join(import.meta.dirname, '..')

export function electronExecutable(): string {
  return electron().executable
}

/** The SQLite binary to use instead of better-sqlite3's own; none where its own works. */
function sqliteNativeBinding(): string | undefined {
  return electron().kind === 'stand-in' ? sqliteAddonFile() : undefined
}

/** As root Chromium's sandbox can't work; everywhere else it stays on. */
export const runsAsRoot = process.platform === 'linux' && process.getuid?.() === 0

/**
 * What Electron is started with, in the shape that Playwright's `_electron.launch` takes. The app is the built one (out/).
 * Nothing is sent to the browser vendor's services.
 */
export function electronLaunch(
  appArguments: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): { executablePath: string; args: string[]; env: Record<string, string> } {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    '--disable-audio-output',
    '--log-level=3',
  ]
  const switches = runsAsRoot ? [...quiet, '--no-sandbox'] : quiet
  return {
    executablePath: electronExecutable(),
    args: [repositoryRoot, ...switches, ...appArguments],
    env: { ...electronEnvironment(), ...environment },
  }
}

/** This process's environment and what the app needs to find its SQLite binary. */
export function electronEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const environment = Object.fromEntries(inherited)
  const binding = sqliteNativeBinding()
  if (binding) environment['DAILIES_SQLITE_BINDING'] = binding
  return environment
}

function electron() {
  const runtime = findElectron()
  if (!runtime) throw new Error('There is no Electron yet. Please run: npm run prepare-runtime')
  return runtime
}

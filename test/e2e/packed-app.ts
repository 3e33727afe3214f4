/**
 * Starts what `npm run pack` leaves on this machine: the window, reached over the DevTools protocol because Playwright's
 * own way into Electron is closed by a fuse, and the command line.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, expect, type Page } from 'playwright/test'
import { repositoryRoot, runsAsRoot } from '../../build/runtime-paths.ts'
import { endsWell } from './quitting.ts'

export const packedFolder = join(repositoryRoot, 'dist/linux-unpacked')
export const packedExecutable = join(packedFolder, 'dailies-app')

export type Environment = Readonly<Record<string, string>>

export type PackedApp = { readonly page: Page; readonly pid: number; close(): Promise<void> }

/** `profile`: the same one again for a start that remembers. */
export function startPackedApp(profile: string, environment: Environment): Promise<PackedApp> {
  return startOverDevtools(packedExecutable, [], profile, environment)
}

/** Any program of Electron's, `args` before the switches that let it be reached. */
export async function startOverDevtools(
  program: string,
  args: readonly string[],
  profile: string,
  environment: Environment,
): Promise<PackedApp> {
  // Of an earlier start, whose port is nobody's any more.
  await rm(join(profile, 'DevToolsActivePort'), { force: true })
  const switches = [...(runsAsRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '--log-level=3']
  const child = spawn(program, [...args, ...switches, '--disable-audio-output'], {
    env: { ...ourEnvironment(), DAILIES_USER_DATA: profile, ...environment },
    stdio: 'ignore',
  })
  const end = () => endPackedApp(child, profile)
  try {
    const browser = await chromium.connectOverCDP(await devtools(profile))
    const [context] = browser.contexts()
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (!page) throw new Error('The packed app has no window')
    return {
      page,
      pid: child.pid ?? 0,
      close: async () => {
        await browser.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** Ours or that of the benchmark, in Chromium’s list of what can be attached to: until it is loaded, a page is called by its address. */
const loadedPage = /"title": "(Dailies|Bare window)/

export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** `dailies …`, without a display. */
export async function packedCommand(args: readonly string[], environment: Environment): Promise<Outcome> {
  const all = Object.entries({ ...ourEnvironment(), ...environment }).filter(([name]) => name !== 'DISPLAY')
  return new Promise((resolve) => {
    const options = { env: Object.fromEntries(all), timeout: 60_000 }
    execFile(join(packedFolder, 'dailies'), args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
}

/** Of the surrounding one nothing that is meant for Dailies: the packed app has to find its SQLite itself. */
function ourEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DAILIES_'))
  return Object.fromEntries(inherited.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/**
 * Chromium writes down which port it has taken. There is a page then, or soon; who attaches just while it is loaded hears
 * nothing more of it, hence the wait for its title.
 */
async function devtools(profile: string): Promise<string> {
  const file = join(profile, 'DevToolsActivePort')
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true)
  await expect.poll(async () => (await readFile(file, 'utf8')).includes('\n')).toBe(true)
  const [port = ''] = (await readFile(file, 'utf8')).split('\n')
  const address = `http://127.0.0.1:${port}`
  await expect.poll(async () => (await fetch(`${address}/json/list`)).text(), { timeout: 20_000 }).toMatch(loadedPage)
  return address
}

/** As the system ends it, which leaves no time for questions. */
async function endPackedApp(child: ChildProcess, profile: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await endsWell(child, { profile, said: [] }, ended)
}

// Starts the built app with a profile of its own, and ends it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page } from 'playwright/test'
import { z } from 'zod'
import { electronLaunch, repositoryRoot } from '../../build/runtime-paths.ts'
import { health } from '../../preload/contract/shell-events.ts'
// What is on the page's `window`.
import type {} from '../../renderer/api/bridge.ts'
import { launchHeld } from './launch.ts'
import { quitting } from './quitting.ts'

export type RunningApp = {
  readonly app: ElectronApplication
  readonly page: Page
  /** The profile folder. */
  readonly home: string
  /** Quits as a person does who is sure of it, and leaves the profile for the next start. */
  quit(): Promise<void>
  /** And deletes the profile. */
  close(): Promise<void>
}

/**
 * `environment` e.g. DAILIES_LIBRARY. Nothing of the surrounding one that is meant for Dailies reaches the app.
 * `profile`: that of an earlier start. `appFolder`: a copy of the built app. `launch`: another way
 * of starting it.
 */
export async function startApp(
  environment: Readonly<Record<string, string>> = {},
  profile?: string,
  appFolder = repositoryRoot,
  launch = launchHeld,
): Promise<RunningApp> {
  const home = profile ?? (await mkdtemp(join(tmpdir(), 'dailies-profile-')))
  const { env, args, executablePath } = electronLaunch()
  const inherited = Object.entries(env).filter(
    ([name]) => !name.startsWith('DAILIES_') || name === 'DAILIES_SQLITE_BINDING',
  )
  const app = await launch({
    executablePath,
    args: args.map((argument) => (argument === repositoryRoot ? appFolder : argument)),
    env: { ...Object.fromEntries(inherited), DAILIES_USER_DATA: home, ...environment },
  })
  const quit = quitting(app, home)
  const page = await app.firstWindow()
  return {
    ...{ app, page, home, quit },
    close: async () => {
      await quit()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** As a person opens another library: the folder is chosen in the system's dialog. */
export async function openLibrary({ app, page }: RunningApp, path: string): Promise<unknown> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
  return page.evaluate(async (chosen) => {
    await window.dailies.invoke('library.choose', {})
    return window.dailies.invoke('library.open', { path: chosen })
  }, path)
}

/**
 * One call past the page's client: what the engine really answers, once it runs. It comes over a port of its own, which the
 * page doesn't see: it would let go of the one it has, with the answers that it waits for.
 */
export async function callEngine(page: Page, name: string, input: unknown): Promise<unknown> {
  const engine = async () =>
    healthAnswer.parse(await page.evaluate(() => window.dailies.invoke('app.health', {}))).value.engine.kind
  await expect.poll(engine, { timeout: 30_000 }).toBe('running')
  return page.evaluate(
    ([commandName, commandInput]) =>
      new Promise((resolve) => {
        const call = 1_000_000_000
        // The page hears of it first, and finds no port.
        const ports = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'ports') ?? {}
        Object.defineProperty(MessageEvent.prototype, 'ports', { ...ports, get: () => [] })
        const receivePort = (event: MessageEvent) => {
          if (event.data !== 'dailies:engine-port') return
          window.removeEventListener('message', receivePort)
          // A page that is only just loading hears of it last.
          event.stopImmediatePropagation()
          Object.defineProperty(MessageEvent.prototype, 'ports', ports)
          const [port] = event.ports
          port?.addEventListener('message', ({ data }) => {
            if (data.answer !== call) return
            port.close()
            resolve(data)
          })
          port?.start()
          port?.postMessage({ call, name: commandName, input: commandInput })
        }
        window.addEventListener('message', receivePort)
        window.dailies.requestEnginePort()
      }),
    [name, input] as const,
  )
}

const healthAnswer = z.object({ value: health })

/** Of the engine's process; 0 while there is none. */
export function enginePid(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    ({ app: { getAppMetrics } }) =>
      getAppMetrics().find(({ serviceName }) => serviceName === 'node.mojom.NodeService')?.pid ?? 0,
  )
}

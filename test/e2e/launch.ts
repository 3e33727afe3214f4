/** Starts Electron so that Playwright surely sees its first page. */
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright/test'

export type Launch = {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** With the app's "ready" held until Playwright is attached. */
export function launchHeld({ args, ...rest }: Launch): Promise<ElectronApplication> {
  return launchAsItIs({ ...rest, args: ['-r', join(import.meta.dirname, 'hold-ready.cjs'), ...args] })
}

/** Where the time of a start is measured: now and then Playwright misses the first page, and the start fails. */
export function launchAsItIs({ executablePath, args, env }: Launch): Promise<ElectronApplication> {
  return _electron.launch({ executablePath, args: [...args], env: { ...env } })
}

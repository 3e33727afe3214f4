/** The built app on a fresh library, connected to a simulated workspace by its environment. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'

export type ConnectedApp = {
  readonly running: RunningApp
  readonly workspace: Workspace
  /** The library's folder, and a folder around it that is removed at the end. */
  readonly library: string
  readonly folder: string
  /** Ends the app and, unless that is stopped already, the workspace. */
  end(): Promise<void>
}

export async function startConnectedApp(): Promise<ConnectedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  const library = join(folder, 'Dailies')
  const workspace = await startWorkspace()
  const running = await startApp({
    DAILIES_LIBRARY: library,
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  return {
    ...{ running, workspace, library, folder },
    end: async () => {
      await running.close()
      await workspace.stop()
      await rm(folder, { recursive: true })
    },
  }
}

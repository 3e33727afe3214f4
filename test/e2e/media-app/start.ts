// Bundles and starts the media app in a folder of its own.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright/test'
import { runCommand } from '../../../build/run-command.ts'
import { electronLaunch, repositoryRoot } from '../../../build/runtime-paths.ts'
import type { MediaGrant } from '../../../preload/contract/control.ts'
import { launchHeld } from '../launch.ts'
import { quitting } from '../quitting.ts'

export type MediaApp = { readonly app: ElectronApplication; readonly page: Page; close(): Promise<void> }

export async function startMediaApp(grants: readonly MediaGrant[]): Promise<MediaApp> {
  const folder = await mkdtemp(join(tmpdir(), 'dailies-media-app-'))
  await runCommand(process.execPath, [join(import.meta.dirname, 'bundle.ts'), folder], { timeoutMs: 30_000 })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'media-app', version: '1.0.0', type: 'module', main: 'main.js' }),
  )
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Media</title>')
  await mkdir(join(folder, 'profile'))

  const { args, env, executablePath } = electronLaunch()
  const app = await launchHeld({
    executablePath,
    args: args.map((argument) => (argument === repositoryRoot ? folder : argument)),
    env: { ...env, MEDIA_APP_GRANTS: JSON.stringify(grants), MEDIA_APP_PROFILE: join(folder, 'profile') },
  })
  const quit = quitting(app, join(folder, 'profile'))
  return {
    app,
    page: await app.firstWindow(),
    close: async () => {
      await quit()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

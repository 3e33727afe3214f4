/** The licences of everything inside of Dailies, which the packing gathers (build/third-party.ts), in the system's viewer. */
import { join } from 'node:path'
import { app, shell } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'

export async function showLicences(): Promise<Result<null, DailiesError>> {
  const folder = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'out')
  const refusal = await shell.openPath(join(folder, 'third-party-notices.txt'))
  if (refusal === '') return ok(null)
  return err({
    kind: 'not-found',
    message: 'The list of licences can’t be shown here. It lies beside Dailies as third-party-notices.txt.',
  })
}

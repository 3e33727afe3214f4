/** The window's commands on the download queue. Bulk work is `core/download/download-commands.ts`'s. */
import type { DownloadList } from '../../../../preload/contract/download.ts'
import { ok } from '../../../../preload/contract/result.ts'
import type { DownloadCommands } from '../../core/download/download-commands.ts'
import type { Handlers } from '../handler.ts'

export type DownloadHandlers = Handlers<
  | 'downloads.list'
  | 'downloads.start'
  | 'downloads.pause'
  | 'downloads.resume'
  | 'downloads.cancel'
  | 'downloads.retry'
  | 'downloads.preview'
>

export function downloadHandlers(
  commands: DownloadCommands,
  reader: { list(limit: number): DownloadList },
): DownloadHandlers {
  return {
    'downloads.list': async ({ limit }) => ok(reader.list(limit)),
    'downloads.start': async ({ target }) => ok({ queued: await commands.start(target) }),
    'downloads.pause': async ({ target }) => {
      await commands.tell(target, 'pause')
      return ok(null)
    },
    'downloads.resume': async ({ target }) => {
      await commands.tell(target, 'resume')
      return ok(null)
    },
    'downloads.cancel': async ({ target }) => {
      await commands.tell(target, 'cancel')
      return ok(null)
    },
    'downloads.retry': async ({ target }) => {
      await commands.tell(target, 'retry')
      return ok(null)
    },
    'downloads.preview': async ({ policy }) => ok(await commands.preview(policy)),
  }
}

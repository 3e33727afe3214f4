/** What the shell does when the engine asks, or has something to tell. */
import { session, shell } from 'electron'
import { ok } from '../../preload/contract/result.ts'
import type { ActivityBoard } from './desktop/activity-board.ts'
import type { Desktop } from './desktop/desktop.ts'
import type { ShellControlHandlers } from './engine-host.ts'
import type { MediaGrants } from './media/media-grants.ts'
import { wantedProxy } from './proxy.ts'

export type EngineRequestParts = {
  readonly grants: MediaGrants
  readonly activity: ActivityBoard
  /** Made after the engine that it may pause. */
  readonly desktop: () => Pick<Desktop, 'finished' | 'expiring'>
}

const done = ok(null)

export function engineRequestHandlers(parts: EngineRequestParts): ShellControlHandlers {
  const { grants, activity, desktop } = parts
  return {
    'media.grant': async (granted) => {
      grants.add(granted.grants)
      return done
    },
    'media.grantPreviews': async (grant) => {
      grants.servePreviews(grant)
      return done
    },
    'files.trash': async ({ paths }) => ok(await trash(paths)),
    'news.activity': async (now) => {
      activity.set(now)
      return done
    },
    'news.finished': async (batch) => {
      desktop().finished(batch)
      return done
    },
    'news.expiring': async (notice) => ok({ told: desktop().expiring(notice) }),
    'proxy.for': async ({ url }) => ok(wantedProxy(await session.defaultSession.resolveProxy(url))),
  }
}

/** Where there is no bin, a file stays where it is: nothing is deleted. */
async function trash(paths: readonly string[]): Promise<{ trashed: string[]; refusal: string | null }> {
  const trashed: string[] = []
  for (const path of paths) {
    try {
      await shell.trashItem(path)
    } catch (error) {
      return { trashed, refusal: error instanceof Error ? error.message : 'no reason was given' }
    }
    trashed.push(path)
  }
  return { trashed, refusal: null }
}

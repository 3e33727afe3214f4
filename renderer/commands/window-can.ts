/** What every screen can be told at this moment, and what of that is so already. Pure. */
import { type WindowAction, windowActions } from '../../preload/contract/action-terms.ts'
import type { AppState } from '../stores/app-store.ts'
import type { DownloadsState } from '../stores/downloads-store.ts'
import type { SyncState } from '../stores/sync-store.ts'

type Facts = Pick<AppState, 'stage' | 'library' | 'appSettings'> &
  Pick<DownloadsState, 'list' | 'progress'> &
  Pick<SyncState, 'workspaces'>

/** Also while Dailies is set up, or its library is away. */
const always: ReadonlySet<WindowAction> = new Set<WindowAction>([
  ...['open-library', 'theme-system', 'theme-light', 'theme-dark', 'save-diagnostics', 'show-log', 'licences'],
] as const)

export function windowCan(action: WindowAction, { stage, library, list, progress, workspaces }: Facts): boolean {
  if (always.has(action)) return true
  if (stage.kind !== 'ready') return false
  const isPaused = progress?.hold.kind === 'paused'
  const { queued = 0, running = 0, waiting = 0, paused = 0, failed = 0 } = list?.counts ?? {}
  switch (action) {
    case 'sync':
      return workspaces?.some(({ connected }) => connected) ?? true
    case 'move-library':
      return library?.writable === true
    case 'pause-all':
      return !isPaused && queued + running + waiting > 0
    case 'resume-all':
      return isPaused || paused > 0
    case 'retry-failed':
      return failed > 0
    default:
      return true
  }
}

export const windowOffer = (facts: Facts): { readonly can: WindowAction[]; readonly on: WindowAction[] } => ({
  can: windowActions.filter((action) => windowCan(action, facts)),
  on: [`theme-${facts.appSettings?.theme ?? 'system'}`],
})

/** The window's commands about workspaces and their syncing. */
import { ok } from '../../../../preload/contract/result.ts'
import type { Workspace } from '../../../../preload/contract/workspace.ts'
import type { SyncService } from '../../core/sync-service.ts'
import type { Handlers } from '../handler.ts'

export type SyncHandlersWorld = {
  readonly sync: SyncService
  readonly workspaces: () => readonly Workspace[]
}

export function syncHandlers(world: SyncHandlersWorld): Handlers<'workspace.list' | 'sync.status' | 'sync.now'> {
  return {
    'workspace.list': async () => ok([...world.workspaces()]),
    'sync.status': async () => ok(world.workspaces().map((workspace) => world.sync.status(workspace.id))),
    // Answers at once: how it goes is told by the status events.
    'sync.now': async ({ workspaceId }) => {
      void world.sync.now(workspaceId)
      return ok(null)
    },
  }
}

/** The window's commands about workspaces and their syncing. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { Workspace } from '../../../../preload/contract/workspace.ts'
import type { Changes } from '../../core/ports.ts'
import type { SyncService } from '../../core/sync/sync-service.ts'
import type { RenamedWorkspaces } from '../../library/renamed-workspaces.ts'
import type { Handlers } from '../handler.ts'
import { notSaved } from './saving.ts'

export type SyncHandlersWorld = {
  readonly sync: SyncService
  readonly workspaces: () => readonly Workspace[]
  /** False: no such workspace. */
  readonly rename: (workspaceId: number, name: string) => boolean
  readonly renamed: RenamedWorkspaces
  readonly changes: Changes
}

const noSuchWorkspace: DailiesError = { kind: 'not-found', message: 'This workspace is not in the library any more.' }

export function syncHandlers(
  world: SyncHandlersWorld,
): Handlers<'workspace.list' | 'workspace.rename' | 'sync.status' | 'sync.now'> {
  return {
    'workspace.list': async () => ok([...world.workspaces()]),
    'workspace.rename': async ({ id, name }) => {
      const noted = world.renamed.note(id)
      if (!noted.ok) return err(notSaved('The workspace’s name wasn’t saved', noted.error))
      if (!world.rename(id, name)) return err(noSuchWorkspace)
      // Closing the library ends it in the middle; the next opening goes on.
      world.renamed.run().catch(() => undefined)
      world.changes.poke({ workspaces: true, list: true })
      return ok(null)
    },
    'sync.status': async () => ok(world.workspaces().map((workspace) => world.sync.status(workspace.id))),
    // Answers at once: how it goes is told by the status events.
    'sync.now': async ({ workspaceId }) => {
      void world.sync.now(workspaceId)
      return ok(null)
    },
  }
}

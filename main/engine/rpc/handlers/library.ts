/** The library as a folder: where it is, and making its database anew. */
import { err, ok } from '../../../../preload/contract/result.ts'
import type { LibraryRebuild } from '../../adapters/library/library-rebuild.ts'
import type { Changes } from '../../core/ports.ts'
import { databaseFailure } from '../../db/database-failure.ts'
import { saysDamage } from '../../library/damage-watch.ts'
import { libraryState, type OpenLibrary } from '../../library/open-library.ts'
import type { Handlers } from '../handler.ts'

export type LibraryHandlers = Handlers<'library.state' | 'library.rebuild'>

export function libraryHandlers(library: OpenLibrary, rebuild: LibraryRebuild, changes: Changes): LibraryHandlers {
  return {
    'library.state': async () => ok(libraryState(library)),

    'library.rebuild': async () => {
      if (!library.writable) {
        return err({
          kind: 'folder',
          message: 'This library can only be read here, so its database can’t be made anew.',
        })
      }
      const report = await rebuild.run().catch((error: unknown) => {
        const reason = databaseFailure(error)
        if (reason === null || saysDamage(error)) throw error
        return err(reason)
      })
      changes.poke({ recordingIds: null, list: true, downloads: true, settings: true, workspaces: true })
      if (!report.ok) return report
      const { recordings, files, problems, notes } = report.value
      return ok({ recordings, files, problems: [...problems], notes: [...notes] })
    },
  }
}

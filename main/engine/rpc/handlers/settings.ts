/** The settings that travel with the library: changed in the database and in the record beside it, or in neither. */
import { err, ok } from '../../../../preload/contract/result.ts'
import type { Changes } from '../../core/ports.ts'
import { readSettings, writeSettings } from '../../db/settings-repository.ts'
import type { EditRepository } from '../../db/writings/edit-repository.ts'
import { type OpenLibrary, saveLibraryRecord } from '../../library/open-library.ts'
import type { Handlers } from '../handler.ts'
import { insist, saving } from './saving.ts'

export type SettingsHandlers = Handlers<'settings.get' | 'settings.set'>

/** What a changed setting must reach at once. */
export type SettingsListener = {
  /** What is now wanted is put in the queue. */
  onPolicyChange(): void
  /** Concurrency, limit and floor of the queue. */
  onChange(): void
}

export function settingsHandlers(
  library: OpenLibrary,
  edits: Pick<EditRepository, 'transaction'>,
  listener: SettingsListener,
  changes: Changes,
): SettingsHandlers {
  return {
    'settings.get': async () => ok(readSettings(library.db)),

    'settings.set': async (change) => {
      if (!library.writable) {
        return err({ kind: 'folder', message: 'This library can only be read here, so its settings can’t be changed.' })
      }
      const saved = saving(edits, 'The setting wasn’t saved', () => {
        const settings = writeSettings(library.db, change)
        insist(saveLibraryRecord(library.files, library.db))
        return settings
      })
      if (!saved.ok) return saved
      listener.onChange()
      if (change.policy !== undefined) listener.onPolicyChange()
      changes.poke({ settings: true })
      return saved
    },
  }
}

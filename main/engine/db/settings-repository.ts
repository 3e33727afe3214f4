/** The library's own row: who it is, the time zone its names are made in, and the settings that travel with it. */
import { z } from 'zod'
import { type LibrarySettings, librarySettings } from '../../../preload/contract/settings.ts'
import { type Db, prepared } from './database.ts'

export type LibraryIdentity = { readonly libraryId: string; readonly timeZone: string }

const defaultSettings: LibrarySettings = {
  policy: null,
  concurrency: 4,
  limitBytesPerS: null,
  minFreeBytes: 5_000_000_000,
}

// A setting that can't be read is worth its default, not the whole library.
const storedSettings = z.object({
  policy: librarySettings.shape.policy.catch(defaultSettings.policy),
  concurrency: librarySettings.shape.concurrency.catch(defaultSettings.concurrency),
  limitBytesPerS: librarySettings.shape.limitBytesPerS.catch(defaultSettings.limitBytesPerS),
  minFreeBytes: librarySettings.shape.minFreeBytes.catch(defaultSettings.minFreeBytes),
} satisfies { [K in keyof LibrarySettings]: z.ZodCatch<(typeof librarySettings)['shape'][K]> })

/** Does nothing where the library has its row already: the identity and the time zone are decided once. */
export function makeLibraryRow(db: Db, identity: LibraryIdentity, settings: unknown = {}): void {
  prepared<[string, string, string]>(
    db,
    'INSERT INTO library (only_row, library_id, time_zone, settings) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(identity.libraryId, identity.timeZone, JSON.stringify(parseSettings(settings)))
}

/** null: the database has no row yet. */
export function readLibraryIdentity(db: Db): LibraryIdentity | null {
  return (
    prepared<[], LibraryIdentity>(db, 'SELECT library_id AS libraryId, time_zone AS timeZone FROM library').get() ??
    null
  )
}

export function readSettings(db: Db): LibrarySettings {
  const row = prepared<[], { settings: string }>(db, 'SELECT settings FROM library').get()
  return row ? parseSettings(JSON.parse(row.settings)) : defaultSettings
}

export type SettingsChange = { readonly [K in keyof LibrarySettings]?: LibrarySettings[K] | undefined }

/** What is left out or undefined stays as it is. Answers the settings as they are now. */
export function writeSettings(db: Db, change: SettingsChange): LibrarySettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const settings = librarySettings.parse({ ...readSettings(db), ...given })
  prepared<[string]>(db, 'UPDATE library SET settings = ?').run(JSON.stringify(settings))
  return settings
}

function parseSettings(value: unknown): LibrarySettings {
  const object = typeof value === 'object' && value !== null ? value : {}
  // Compiling a check for it would cost a start more than it ever saves.
  return storedSettings.parse(object, { jitless: true })
}

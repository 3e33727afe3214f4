/** `.dailies/library.json`: what the library is, beside the database, so that a new database is of the same library. */
import { z } from 'zod'

const libraryRecord = z.looseObject({
  dailies: z.literal('library'),
  version: z.number().int(),
  libraryId: z.string().min(1),
  /** IANA, e.g. `Europe/Berlin`: what the names of recordings' folders are in. Decided when the library is made. */
  timeZone: z.string().refine(isTimeZone),
  settings: z.unknown(),
})
export type LibraryRecord = z.infer<typeof libraryRecord>

/** null: it isn't one, or is damaged. */
export function parseLibraryRecord(content: string): LibraryRecord | null {
  try {
    return libraryRecord.parse(JSON.parse(content), { jitless: true })
  } catch {
    return null
  }
}

export function libraryRecordText(record: Omit<LibraryRecord, 'dailies' | 'version'>): string {
  return `${JSON.stringify({ ...record, dailies: 'library', version: 1 }, null, 1)}\n`
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

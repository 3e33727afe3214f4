/** What the engine tells on its own. Events announce; they never orchestrate. */
import { z } from 'zod'
import { clipProgress } from './clip.ts'
import { downloadProgress } from './download.ts'
import { libraryState } from './library.ts'
import { moveProgress } from './move.ts'
import { recordingId } from './recording.ts'
import { syncStatus } from './workspace.ts'

/**
 * A numbered change, coalesced to a few a second. A gap in `seq` means: ask for everything again.
 * `recordingIds` are rows to read again; null means more than is worth naming.
 */
export const change = z.object({
  seq: z.number().int(),
  recordingIds: z.array(recordingId).nullable(),
  /** The order or membership of the list may have changed: query again. */
  list: z.boolean(),
  downloads: z.boolean(),
  settings: z.boolean(),
  workspaces: z.boolean(),
})
export type Change = z.infer<typeof change>

export const events = {
  change,
  'downloads.progress': downloadProgress,
  'sync.status': syncStatus,
  'library.state': libraryState,
  'clip.progress': clipProgress,
  'library.move': moveProgress,
  /** Ask for the recording's markers again. */
  'markers.changed': z.object({ recordingId }),
} as const
export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = z.infer<Events[N]>

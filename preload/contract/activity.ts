/** What the engine tells the shell for the system around the window: taskbar, tray, notifications, sleep. */
import { z } from 'zod'
import { queueHold } from './download.ts'

/** The downloads in a few numbers, at most once a second, and at once when they begin, end or are held. */
export const activity = z.object({
  running: z.number().int(),
  queued: z.number().int(),
  hold: queueHold,
  bytesPerS: z.number(),
  secondsLeft: z.number().nullable(),
  /** Of what has been in line since nothing was: 0 to 1; null while nobody knows. */
  fraction: z.number().nullable(),
})
export type Activity = z.infer<typeof activity>

export const noActivity: Activity = {
  running: 0,
  queued: 0,
  hold: { kind: 'none' },
  bytesPerS: 0,
  secondsLeft: null,
  fraction: null,
}

/** Nothing runs or stands in line any more: what has come of it since that was so before. */
export const finishedBatch = z.object({ done: z.number().int(), failed: z.number().int() })
export type FinishedBatch = z.infer<typeof finishedBatch>

/** So many more recordings have files that 100ms deletes within so many days and that are not here. */
export const expiryNotice = z.object({ count: z.number().int(), days: z.number().int() })
export type ExpiryNotice = z.infer<typeof expiryNotice>

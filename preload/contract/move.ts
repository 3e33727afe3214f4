/** A library that is moved to another folder: what is going to happen, how far it is, what became of it. */
import { z } from 'zod'

export const movePlan = z.object({
  from: z.string(),
  /** Absolute; nothing stands there, or an empty folder. */
  to: z.string(),
  /** rename: the same drive, done at once. copy: another drive; everything is copied and compared before it counts. */
  way: z.enum(['rename', 'copy']),
  files: z.number().int(),
  bytes: z.number(),
  /** On the drive of `to`; null where it doesn't say. */
  freeBytes: z.number().nullable(),
})
export type MovePlan = z.infer<typeof movePlan>

export const moveProgress = z.object({
  files: z.number().int(),
  bytes: z.number(),
  doneFiles: z.number().int(),
  doneBytes: z.number(),
})
export type MoveProgress = z.infer<typeof moveProgress>

export const moved = z.object({
  path: z.string(),
  /** The old folder, which is still there with everything in it; null when the folder itself was moved. */
  left: z.string().nullable(),
  /** Files that were not as they were downloaded before the move already; copied as they are. */
  changedBefore: z.number().int(),
})
export type Moved = z.infer<typeof moved>

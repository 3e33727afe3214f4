/**
 * What the engine knows of itself that helps whoever looks into a fault: numbers and words of ours. Nothing of it is
 * written by a person or by 100ms, so that no title, name, path, link or credential can be in it.
 */
import { z } from 'zod'
import { downloadPolicy } from './download.ts'

const count = z.number().int()

export const engineDiagnostics = z.object({
  node: z.string(),
  sqlite: z.string().nullable(),
  /** null: none is open. */
  library: z
    .object({
      writable: z.boolean(),
      /** `wal` on a local disk. */
      journal: z.string(),
      /** Number of the newest migration. */
      schema: count,
      notices: count,
      lists: z.record(z.string(), count),
      unreadable: count,
      rooms: count,
      localFiles: count,
      localBytes: z.number(),
      freeBytes: z.number().nullable(),
    })
    .nullable(),
  downloads: z.object({ counts: z.record(z.string(), count), remainingBytes: z.number() }).nullable(),
  workspaces: z.array(
    z.object({
      phase: z.string(),
      error: z.string().nullable(),
      firstSyncDone: z.boolean(),
      lastFinishedMs: z.number().nullable(),
    }),
  ),
  settings: z
    .object({
      policy: downloadPolicy.nullable(),
      concurrency: count,
      limitBytesPerS: z.number().nullable(),
      minFreeBytes: z.number(),
    })
    .nullable(),
})
export type EngineDiagnostics = z.infer<typeof engineDiagnostics>

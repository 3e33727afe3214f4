/** The shape of what a download may be resumed with, where it comes from the database or from another thread. */
import { z } from 'zod'
import type { ResumeRecord } from './resume.ts'

export const resumeRecord: z.ZodType<ResumeRecord> = z.object({
  validator: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }),
  totalBytes: z.number().int().nullable(),
  checkpoint: z.object({ bytes: z.number().int(), sha256: z.string() }).nullable(),
  boot: z.string(),
  checkedAgainst: z.enum(['md5', 'crc32c']).nullable(),
})

/**
 * A part of a film as a file of its own: from in to out, its streams copied as they are. A copy can only begin at a key
 * frame; the plan says where that is, before anything is saved. Times are milliseconds in the source.
 */
import { z } from 'zod'
import { assetId } from './recording.ts'

/** Of a source on this computer. null: its own beginning, or end. */
export const clipRange = z.object({
  assetId,
  inMs: z.number().nonnegative().nullable(),
  outMs: z.number().positive().nullable(),
})
export type ClipRange = z.infer<typeof clipRange>

/** `startMs`: the key frame that the copy begins with, at or before the in point; `inMs`, `outMs`: what was understood. */
export const clipPlan = z.object({
  startMs: z.number(),
  inMs: z.number(),
  outMs: z.number(),
  /** With its ending and without a folder; what the dialog proposes. */
  fileName: z.string().min(1),
})
export type ClipPlan = z.infer<typeof clipPlan>

/** `savedAs`: the file's name; null when the person changed their mind. */
export const savedClip = z.object({ savedAs: z.string().nullable() })
export type SavedClip = z.infer<typeof savedClip>

/** How much of the clip that is being saved is there, 0 to 1. */
export const clipProgress = z.object({ assetId, fraction: z.number() })
export type ClipProgress = z.infer<typeof clipProgress>

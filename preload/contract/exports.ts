/**
 * What can be written to a file of the person's choice. The engine makes its name and text, the shell asks where it goes
 * and writes it; the page learns no path.
 */
import { z } from 'zod'
import { transcriptFormats } from './export-terms.ts'
import { frameRateName, markerFormat } from './markers.ts'
import { recordingId } from './recording.ts'

export const transcriptFormat = z.enum(transcriptFormats)
export type TranscriptFormat = z.infer<typeof transcriptFormat>

export const exportRequest = z.discriminatedUnion('what', [
  z.object({ what: z.literal('transcript'), recordingId, format: transcriptFormat }),
  /** `frameRate` null: the video's own. Only EDL and FCPXML count in frames. */
  z.object({
    what: z.literal('markers'),
    recordingId,
    format: markerFormat,
    frameRate: frameRateName.nullable(),
  }),
])
export type ExportRequest = z.infer<typeof exportRequest>

export const exportedText = z.object({
  /** With its ending and without a folder, harmless on every system; what the dialog proposes. */
  fileName: z.string().min(1),
  text: z.string(),
  /** A sentence about what was assumed; null where nothing was. */
  note: z.string().nullable(),
})
export type ExportedText = z.infer<typeof exportedText>

/** `savedAs`: the file's name; null when the person changed their mind. */
export const savedExport = z.object({ savedAs: z.string().nullable(), note: z.string().nullable() })
export type SavedExport = z.infer<typeof savedExport>

/** Many texts into one folder. A sentence each: `problems` of those that weren't saved, `notes` of those that were. */
export const savedExports = z.object({
  saved: z.number().int(),
  problems: z.array(z.string()),
  notes: z.array(z.string()),
})
export type SavedExports = z.infer<typeof savedExports>

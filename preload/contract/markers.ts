/** Markers: what a person notes at a moment, or over a stretch, of a recording. Times are whole milliseconds from its start. */
import { z } from 'zod'
import { markerFormats } from './export-terms.ts'
import { frameRateNames, longestMarkerText, markerColours } from './marker-terms.ts'
import { recordingId, recordingUpstreamId } from './recording.ts'

export const markerColour = z.enum(markerColours)
export type MarkerColour = z.infer<typeof markerColour>

/** A thousand hours: frames of it are counted exactly in every rate. */
export const latestMarkerMs = 3_600_000_000
/** The year 10,000. */
export const latestCreatedMs = 253_400_000_000_000
export const mostMarkers = 10_000

/** Made by whoever makes the marker, so that undoing and importing bring back the same one. */
export const markerId = z.string().regex(/^[\w-]{1,64}$/)
const ms = z.number().int().min(0).max(latestMarkerMs)
const isRange = ({ startMs, endMs }: { startMs: number; endMs: number | null }) => endMs === null || endMs > startMs

export const markerDraft = z
  .object({
    id: markerId,
    startMs: ms,
    /** null: a moment. */
    endMs: ms.nullable(),
    text: z.string().max(longestMarkerText),
    colour: markerColour,
    /** Epoch; null: now. */
    createdMs: z.number().int().min(0).max(latestCreatedMs).nullable(),
  })
  .refine(isRange, { path: ['endMs'] })
export type MarkerDraft = z.infer<typeof markerDraft>

export const marker = z.object({ ...markerDraft.shape, createdMs: z.number().int() /* epoch */ })
export type Marker = z.infer<typeof marker>

/** Both at once or neither. What is put under an id that is there replaces it. */
export const markerChange = z.object({
  recordingId,
  upstreamId: recordingUpstreamId,
  put: z.array(markerDraft).max(mostMarkers),
  remove: z.array(markerId).max(mostMarkers),
})
export type MarkerChange = z.infer<typeof markerChange>

/** Characters; 5,000 markers are one million. */
export const longestMarkerFile = 10 * 1024 * 1024

/** What a file of markers holds. `problems`: of lines that couldn't be read, or not all of them, a sentence each, the first few. */
export const readMarkers = z.object({
  markers: z.array(markerDraft),
  skipped: z.number().int(),
  problems: z.array(z.string()),
})
export type ReadMarkers = z.infer<typeof readMarkers>

export const markerFormat = z.enum(markerFormats)
export type MarkerFormat = z.infer<typeof markerFormat>

export const frameRateName = z.enum(frameRateNames)
export type FrameRateName = z.infer<typeof frameRateName>

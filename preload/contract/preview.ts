/**
 * The pictures of a playable file: how loud it is over time, a poster, and a strip of small pictures for the timeline.
 * The window makes them (only Chromium can decode), the engine keeps them, the media protocol serves them as
 * `dailies-media://preview/<key>/<part>`. A cache: what is missing is made again.
 */
import { z } from 'zod'
import { mostPeaks, mostStripPictures } from './preview-terms.ts'
import { assetId } from './recording.ts'

const mostPosterBytes = 512 * 1024
export const mostStripBytes = 12 * 1024 * 1024

/** The sha256 of what they were made of: another file has other pictures. */
export const previewKey = z.string().regex(/^[0-9a-f]{64}$/)

export const previewPeaks = z.object({ perS: z.number().positive().max(1000), count: z.number().int().max(mostPeaks) })
export type PreviewPeaks = z.infer<typeof previewPeaks>

/** Small pictures in one image, row by row. `timesS`: the moment that each shows. Sizes in pixels, of one picture. */
export const previewStrip = z.object({
  width: z.number().int().min(1).max(512),
  height: z.number().int().min(1).max(512),
  columns: z.number().int().min(1).max(64),
  timesS: z.array(z.number().nonnegative()).min(1).max(mostStripPictures),
})
export type PreviewStrip = z.infer<typeof previewStrip>

/** What there is of a file. null: it has no sound, or no picture. */
export const previewInfo = z.object({
  version: z.literal(1),
  durationS: z.number().positive(),
  peaks: previewPeaks.nullable(),
  poster: z.boolean(),
  strip: previewStrip.nullable(),
})
export type PreviewInfo = z.infer<typeof previewInfo>

const bytes = (most: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= most, 'Too many bytes, or none')

/** `peaks`: the loudest sample of each step, 0–255. The others are WebP. */
export const madePreview = z.object({
  assetId,
  key: previewKey,
  info: previewInfo,
  peaks: bytes(mostPeaks).nullable(),
  poster: bytes(mostPosterBytes).nullable(),
  strip: bytes(mostStripBytes).nullable(),
})
export type MadePreview = z.infer<typeof madePreview>

/** How far pictures have come that aren't finished. All before `heardS` is in the waveform; null: no picture yet there. */
export const begunInfo = z.object({
  version: z.literal(1),
  durationS: z.number().positive(),
  peaks: previewPeaks.nullable(),
  heardS: z.number().nonnegative(),
  strip: previewStrip
    .extend({ timesS: z.array(z.number().nonnegative().nullable()).min(1).max(mostStripPictures) })
    .nullable(),
})
export type BegunInfo = z.infer<typeof begunInfo>

/** To go on from. A poster is chosen last, so there is none. */
export const begunPreview = z.object({
  info: begunInfo,
  peaks: bytes(mostPeaks).nullable(),
  strip: bytes(mostStripBytes).nullable(),
})
export type BegunPreview = z.infer<typeof begunPreview>

/** A file that pictures can be made of; it is granted to the media protocol. `begun`: what is there of them already. */
export const previewJob = z.object({
  assetId,
  key: previewKey,
  url: z.string(),
  kind: z.enum(['video', 'audio', 'hls']),
  begun: begunPreview.nullable(),
})
export type PreviewJob = z.infer<typeof previewJob>

/** How a file's pictures stand. `failed` says why there will be none. */
export const previewState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('made'), key: previewKey, info: previewInfo }),
  z.object({ kind: z.literal('wanted'), job: previewJob }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
])
export type PreviewState = z.infer<typeof previewState>

/** What all sides know of previews besides their shapes: how much there may be, and where it is served. Free of zod. */

export const mostPeaks = 262_144
export const mostStripPictures = 240

export const previewParts = ['peaks', 'poster.webp', 'strip.webp'] as const
export type PreviewPart = (typeof previewParts)[number]

export const previewUrl = (key: string, part: PreviewPart): string => `dailies-media://preview/${key}/${part}`

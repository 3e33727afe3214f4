/** Pictures of a file as a page hands them in. What makes them needs a decoder, so these are made up. */
import type { BegunPreview, MadePreview } from '../../preload/contract/preview.ts'

export const webP = (text = '') => new TextEncoder().encode(`RIFF1234WEBP${text}`)

export const made = (assetId: number, key: string, part: Partial<MadePreview> = {}): MadePreview => ({
  assetId,
  key,
  info: {
    version: 1,
    durationS: 2,
    peaks: { perS: 2, count: 4 },
    poster: true,
    strip: { width: 160, height: 90, columns: 2, timesS: [0, 1] },
  },
  peaks: Uint8Array.of(0, 9, 200, 255),
  poster: webP('poster'),
  strip: webP('strip'),
  ...part,
})

export const begun: BegunPreview = {
  info: {
    version: 1,
    durationS: 2,
    peaks: { perS: 2, count: 4 },
    heardS: 1,
    strip: { width: 160, height: 90, columns: 2, timesS: [0, null] },
  },
  peaks: Uint8Array.of(0, 9, 0, 0),
  strip: webP('begun'),
}

/** A file's pictures as the screens show them, whole or as far as they have been made. */
import type { PreviewInfo } from '../../preload/contract/preview.ts'
import { previewUrl } from '../../preload/contract/preview-terms.ts'
import type { FromWorker } from './messages.ts'
import { placeInStrip } from './strip-plan.ts'

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>

/** `image`: this very picture, or the address of the sheet on which it stands at `x`, `y`. */
export type ShownPicture = {
  readonly atS: number
  readonly image: ImageBitmap | string
  readonly x: number
  readonly y: number
}

export type ShownPreview = {
  readonly durationS: number
  /** `values` are 0 where nothing has been heard yet; the array is the same one until it is complete. */
  readonly peaks: { readonly perS: number; readonly values: Uint8Array } | null
  /** In the order of their times; while they are made, those that there are. */
  readonly strip: { readonly width: number; readonly height: number; readonly pictures: readonly ShownPicture[] } | null
  readonly complete: boolean
}

export function keptPreview(
  key: string,
  { durationS, peaks, strip }: PreviewInfo,
  values: Uint8Array | null,
): ShownPreview {
  const image = previewUrl(key, 'strip.webp')
  return {
    durationS,
    peaks: peaks === null || values === null ? null : { perS: peaks.perS, values },
    strip:
      strip === null
        ? null
        : {
            ...{ width: strip.width, height: strip.height },
            pictures: strip.timesS.map((atS, place) => ({ atS, image, ...placeInStrip(strip, place) })),
          },
    complete: true,
  }
}

/** What is shown after this was heard of its making; undefined: nothing yet. */
export function shownAfter(shown: ShownPreview | undefined, message: FromWorker): ShownPreview | undefined {
  if (message.kind === 'begun') return begunPreview(message)
  if (shown === undefined) return undefined
  if (message.kind === 'peaks') return withPeaks(shown, message)
  if (message.kind === 'pictures') return withPictures(shown, message)
  return message.kind === 'done' ? { ...shown, complete: true } : shown
}

function begunPreview({ durationS, peaks, picture }: Message<'begun'>): ShownPreview {
  return {
    durationS,
    peaks: peaks === null ? null : { perS: peaks.perS, values: new Uint8Array(peaks.count) },
    strip: picture === null ? null : { ...picture, pictures: [] },
    complete: false,
  }
}

/** Writes into the array that is shown; a new object says that there is something new in it. */
function withPeaks(shown: ShownPreview, { from, values }: Message<'peaks'>): ShownPreview {
  if (shown.peaks === null) return shown
  shown.peaks.values.set(values.subarray(0, Math.max(0, shown.peaks.values.length - from)), from)
  return { ...shown, peaks: { ...shown.peaks } }
}

function withPictures(shown: ShownPreview, { pictures }: Message<'pictures'>): ShownPreview {
  if (shown.strip === null) return shown
  const added = pictures.map(({ atS, bitmap }) => ({ atS, image: bitmap, x: 0, y: 0 }))
  const all = [...shown.strip.pictures, ...added].sort((a, b) => a.atS - b.atS)
  return { ...shown, strip: { ...shown.strip, pictures: all } }
}

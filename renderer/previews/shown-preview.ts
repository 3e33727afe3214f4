/** A file's pictures as the screens show them, whole or as far as they have been made. */
import type { PreviewInfo, PreviewPeaks, PreviewStrip } from '../../preload/contract/preview.ts'
import { previewUrl } from '../../preload/contract/preview-terms.ts'
import type { FromWorker } from './messages.ts'

export type ShownPreview = {
  readonly durationS: number
  /** `values` are 0 where nothing has been heard yet; the array is the same one until it is complete. */
  readonly peaks: { readonly perS: number; readonly values: Uint8Array } | null
  readonly strip: (PreviewStrip & { readonly url: string }) | null
  readonly complete: boolean
}

export const keptPreview = (key: string, info: PreviewInfo, peaks: Uint8Array | null): ShownPreview => ({
  durationS: info.durationS,
  peaks: info.peaks === null || peaks === null ? null : { perS: info.peaks.perS, values: peaks },
  strip: info.strip === null ? null : { ...info.strip, url: previewUrl(key, 'strip.webp') },
  complete: true,
})

export function begunPreview(durationS: number, peaks: PreviewPeaks | null): ShownPreview {
  return {
    durationS,
    peaks: peaks === null ? null : { perS: peaks.perS, values: new Uint8Array(peaks.count) },
    strip: null,
    complete: false,
  }
}

/** Writes into the array that is shown; a new object says that there is something new in it. */
export function withPeaks(shown: ShownPreview, { from, values }: Extract<FromWorker, { kind: 'peaks' }>): ShownPreview {
  if (shown.peaks === null) return shown
  shown.peaks.values.set(values.subarray(0, Math.max(0, shown.peaks.values.length - from)), from)
  return { ...shown, peaks: { ...shown.peaks } }
}

/** What passes between the page and the worker that makes pictures. Both ends are ours and of one build. */
import type { PreviewInfo, PreviewJob, PreviewPeaks } from '../../preload/contract/preview.ts'

/** `gentle`: leaves the processor half of the time to others. */
export type Pace = { readonly paused: boolean; readonly gentle: boolean }

export type ToWorker =
  | { readonly kind: 'start'; readonly job: PreviewJob; readonly pace: Pace }
  | { readonly kind: 'pace'; readonly pace: Pace }

export type MadePictures = {
  readonly info: PreviewInfo
  readonly peaks: Uint8Array<ArrayBuffer> | null
  readonly poster: Uint8Array<ArrayBuffer> | null
  readonly strip: Uint8Array<ArrayBuffer> | null
}

export type FromWorker =
  | { readonly kind: 'begun'; readonly durationS: number; readonly peaks: PreviewPeaks | null }
  | { readonly kind: 'peaks'; readonly from: number; readonly values: Uint8Array }
  | { readonly kind: 'done'; readonly made: MadePictures }
  | { readonly kind: 'failed'; readonly reason: string }

/** What passes between the page and the worker that makes pictures. Both ends are ours and of one build. */
import type { BegunPreview, PreviewInfo, PreviewJob, PreviewPeaks } from '../../preload/contract/preview.ts'

/** `gentle`: leaves the processor half of the time to others. */
export type Pace = { readonly paused: boolean; readonly gentle: boolean }

/** `leave`: nobody looks any more; answered with `left`, unless it is done or has failed by then. */
export type ToWorker =
  | { readonly kind: 'start'; readonly job: PreviewJob; readonly pace: Pace }
  | { readonly kind: 'pace'; readonly pace: Pace }
  | { readonly kind: 'leave' }

export type MadePictures = {
  readonly info: PreviewInfo
  readonly peaks: Uint8Array<ArrayBuffer> | null
  readonly poster: Uint8Array<ArrayBuffer> | null
  readonly strip: Uint8Array<ArrayBuffer> | null
}

export type NewPicture = { readonly atS: number; readonly bitmap: ImageBitmap }

/** `picture`: pixels of each small picture; null: there will be none. */
export type FromWorker =
  | {
      readonly kind: 'begun'
      readonly durationS: number
      readonly peaks: PreviewPeaks | null
      readonly picture: { readonly width: number; readonly height: number } | null
    }
  | { readonly kind: 'peaks'; readonly from: number; readonly values: Uint8Array }
  | { readonly kind: 'pictures'; readonly pictures: readonly NewPicture[] }
  | { readonly kind: 'so-far'; readonly begun: BegunPreview }
  | { readonly kind: 'left'; readonly begun: BegunPreview | null }
  | { readonly kind: 'done'; readonly made: MadePictures }
  | { readonly kind: 'failed'; readonly reason: string }

/** The last of its worker. */
export const isLast = ({ kind }: FromWorker): boolean => kind === 'done' || kind === 'failed' || kind === 'left'

/** Which moments of a film the strip shows, in which order they are looked for, and where in the one image each stands. */
import type { PreviewStrip } from '../../preload/contract/preview.ts'

const most = 200
const longestSide = 160
const columnsAtMost = 10

/** Seconds between pictures: five where that isn't too many or, in a short film, too few. */
export const stripStepS = (durationS: number): number =>
  Math.max(durationS / most, Math.min(5, Math.max(1, durationS / 40)))

export function stripTimes(durationS: number): number[] {
  const stepS = stripStepS(durationS)
  return Array.from({ length: Math.max(1, Math.ceil(durationS / stepS - 1e-6)) }, (_, index) => index * stepS)
}

/** Each place once: a few over all of the film, then those between them, and so on. */
export function* coarseToFine(count: number): Generator<number> {
  let stride = 1
  while (stride < count) stride *= 2
  yield 0
  for (; stride > 1; stride /= 2) for (let place = stride / 2; place < count; place += stride) yield place
}

/** 160 pixels wide, or high where the film stands upright. */
export function stripPicture(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = longestSide / Math.max(width, height, 1)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const stripColumns = (count: number): number => Math.min(columnsAtMost, count)

/** Pixels from the image's corner. */
export function placeInStrip(
  { width, height, columns }: Pick<PreviewStrip, 'width' | 'height' | 'columns'>,
  index: number,
): { readonly x: number; readonly y: number } {
  return { x: (index % columns) * width, y: Math.floor(index / columns) * height }
}

/** The picture that shows what is nearest; their times ascend. */
export function nearestPicture<T extends { readonly atS: number }>(pictures: readonly T[], atS: number): T | undefined {
  let low = 0
  let high = pictures.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pictures[middle]?.atS ?? 0) <= atS) low = middle
    else high = middle - 1
  }
  const [before, after] = [pictures[low], pictures[low + 1]]
  return before !== undefined && after !== undefined && after.atS - atS < atS - before.atS ? after : before
}

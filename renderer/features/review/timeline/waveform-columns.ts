/** The waveform at some width: for each column of pixels the loudest of what it stands for, 0–1. */
import type { TimeScale } from './time-scale.ts'

/** Speech is quiet beside its own peaks: without a curve most of it would be a flat line. */
const curve = 0.6

export function waveformColumns(
  { perS, values }: { readonly perS: number; readonly values: Uint8Array },
  { startMs, spanMs }: Pick<TimeScale, 'startMs' | 'spanMs'>,
  columns: number,
): Float32Array {
  const heights = new Float32Array(columns)
  const stepsPerColumn = ((spanMs / 1000) * perS) / columns
  const firstStep = (startMs / 1000) * perS
  for (let column = 0; column < columns; column += 1) {
    const from = Math.max(0, Math.floor(firstStep + column * stepsPerColumn))
    const to = Math.min(values.length, Math.max(from + 1, Math.ceil(firstStep + (column + 1) * stepsPerColumn)))
    let loudest = 0
    for (let step = from; step < to; step += 1) loudest = Math.max(loudest, values[step] ?? 0)
    heights[column] = (loudest / 255) ** curve
  }
  return heights
}

/**
 * The waveform at some width: for each column of pixels the loudest and the middle of what it stands for, 0–1. Of a long
 * film the loudest alone would be a solid block.
 */
import type { TimeScale } from './time-scale.ts'

export type WaveformColumns = { readonly loudest: Float32Array; readonly average: Float32Array }

/** Speech is quiet beside its own peaks: without a curve most of it would be a flat line. */
const curve = 0.6

export function waveformColumns(
  { perS, values }: { readonly perS: number; readonly values: Uint8Array },
  { startMs, spanMs }: Pick<TimeScale, 'startMs' | 'spanMs'>,
  columns: number,
): WaveformColumns {
  const loudest = new Float32Array(columns)
  const average = new Float32Array(columns)
  const stepsPerColumn = ((spanMs / 1000) * perS) / columns
  const firstStep = (startMs / 1000) * perS
  for (let column = 0; column < columns; column += 1) {
    const from = Math.max(0, Math.floor(firstStep + column * stepsPerColumn))
    const to = Math.min(values.length, Math.max(from + 1, Math.ceil(firstStep + (column + 1) * stepsPerColumn)))
    let most = 0
    let sum = 0
    for (let step = from; step < to; step += 1) {
      const value = values[step] ?? 0
      most = Math.max(most, value)
      sum += value
    }
    loudest[column] = (most / 255) ** curve
    average[column] = to > from ? (sum / (to - from) / 255) ** curve : 0
  }
  return { loudest, average }
}

/** How loud it is over time, drawn in the text's colour: on the timeline, and in the picture's place where there is none. */
import { useEffect, useRef } from 'react'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import type { TimeSpan } from '../player/player-state.ts'
import type { TimeScale } from './time-scale.ts'
import { useColourChange } from './use-colour-change.ts'
import { useSize } from './use-size.ts'
import { waveformColumns } from './waveform-columns.ts'

/** The loudest is a shade around the middle. */
const peakAlpha = 0.45

type Props = {
  readonly peaks: NonNullable<ShownPreview['peaks']>
  readonly scale: Pick<TimeScale, 'startMs' | 'spanMs'>
  /** What the film leaves out: nothing is heard there, whatever was when the waveform was made. */
  readonly gaps: readonly TimeSpan[]
  readonly className: string | undefined
}

export function Waveform({ peaks, scale, gaps, className }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = useSize(canvas)
  const colours = useColourChange()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `colours` says that the style has others now.
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, { peaks, scale, gaps })
  }, [peaks, scale, gaps, width, height, colours])
  return <canvas ref={canvas} className={className} />
}

function draw(canvas: HTMLCanvasElement, { peaks, scale, gaps }: Omit<Props, 'className'>): void {
  const ratio = window.devicePixelRatio
  const width = Math.round(canvas.clientWidth * ratio)
  const height = Math.round(canvas.clientHeight * ratio)
  // Also clears it.
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null || width === 0 || scale.spanMs <= 0) return
  context.fillStyle = getComputedStyle(canvas).color
  const middle = height / 2
  const { loudest, average } = waveformColumns(peaks, scale, width)
  const bars = (shares: Float32Array, alpha: number) => {
    context.globalAlpha = alpha
    shares.forEach((share, x) => {
      // Silence is a line.
      const half = Math.max(ratio / 2, share * middle)
      context.fillRect(x, middle - half, 1, 2 * half)
    })
  }
  bars(loudest, peakAlpha)
  bars(average, 1)
  const placeOf = (ms: number) => ((ms - scale.startMs) / scale.spanMs) * width
  for (const { startMs, endMs } of gaps)
    context.clearRect(placeOf(startMs), 0, placeOf(endMs) - placeOf(startMs), height)
}

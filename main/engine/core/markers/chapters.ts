/** Markers as WebVTT chapters (W3C): each lasts until the next begins, a range until its own end. */
import type { Marker } from '../../../../preload/contract/markers.ts'
import { clockText } from '../clock-text.ts'
import { escapedVtt } from '../escaped-text.ts'
import { markerTitle } from './marker-title.ts'

/** The last one's, where nothing says how long the recording is. */
const shortestMs = 1000

/** `markers` by time. */
export function vttChapters(markers: readonly Marker[], lengthMs: number): string {
  const starts = [...new Set(markers.map(({ startMs }) => startMs))]
  const nextStart = new Map(starts.map((startMs, index) => [startMs, starts[index + 1]]))
  const cues = markers.map((marker, index) => {
    const { startMs } = marker
    const endMs = marker.endMs ?? nextStart.get(startMs) ?? Math.max(lengthMs, startMs + shortestMs)
    return `${index + 1}\n${clockText(startMs, '.')} --> ${clockText(endMs, '.')}\n${escapedVtt(markerTitle(marker, index))}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

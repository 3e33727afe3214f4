/**
 * Markers as a CMX 3600 edit decision list: one event, the whole recording at 01:00:00:00, and a locator for each marker,
 * in the comment that Avid writes and others read. A locator is a moment: where a range ends stands in its text.
 */
import type { Marker } from '../../../../preload/contract/markers.ts'
import type { FrameRate } from './frame-rate.ts'
import { markerTitle } from './marker-title.ts'
import { frameAt, hourFrame, timecode } from './timecode.ts'

export type EdlClip = {
  readonly title: string
  /** e.g. `composite.mp4`. */
  readonly fileName: string
  readonly lengthMs: number
  /** A sentence on how the rate was found; null: nothing is worth saying. */
  readonly note: string | null
}

const reel = 'AX'

export function edl(markers: readonly Marker[], { title, fileName, lengthMs, note }: EdlClip, rate: FrameRate): string {
  const start = hourFrame(1, rate)
  // Not a frame more than the film has, but for a marker behind its end.
  const end = markers.reduce(
    (most, each) => Math.max(most, lastFrame(each, rate) + 1),
    Math.max(1, frameAt(lengthMs, rate)),
  )
  const at = (frame: number): string => timecode(frame, rate)
  const event = `001  ${reel.padEnd(8)} B     C        ${at(0)} ${at(end)} ${at(start)} ${at(start + end)}`
  const locators = markers.map((marker, index) => {
    const range = marker.endMs === null ? '' : ` [to ${at(start + frameAt(marker.endMs, rate))}]`
    const name = `${markerTitle(marker, index)}${range}`
    return `* LOC: ${at(start + frameAt(marker.startMs, rate))} ${marker.colour.toUpperCase().padEnd(7)} ${name}`
  })
  const lines = [
    `TITLE: ${oneLine(title)}`,
    `FCM: ${rate.dropped > 0 ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
    event,
    `* FROM CLIP NAME: ${oneLine(fileName)}`,
    `* FRAME RATE: ${rate.name}`,
    ...(note === null ? [] : [`* ${oneLine(note)}`]),
    ...locators,
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}

const lastFrame = ({ startMs, endMs }: Marker, rate: FrameRate): number => frameAt(endMs ?? startMs, rate)
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * Markers as FCPXML 1.10 (developer.apple.com/documentation/professional-video-applications/fcpxml-reference): a project
 * of one clip, the whole recording, with its markers on frame boundaries, in exact fractions of a second.
 */
import type { Marker } from '../../../../preload/contract/markers.ts'
import type { FrameRate } from './frame-rate.ts'
import { markerTitle } from './marker-title.ts'
import { frameAt, rationalTime } from './timecode.ts'

export type FcpClip = {
  readonly title: string
  /** Where the video lies: a `file:` URL, or only its name where it isn't here. */
  readonly source: string
  readonly lengthMs: number
  readonly size: { readonly width: number; readonly height: number } | null
  /** What can be seen and heard of it: an editor that is promised more looks for it. */
  readonly holds: { readonly picture: boolean; readonly sound: boolean }
}

export function fcpxml(
  markers: readonly Marker[],
  { title, source, lengthMs, size, holds }: FcpClip,
  rate: FrameRate,
): string {
  const at = (frame: number): string => rationalTime(frame, rate)
  const frames = markers.reduce(
    (most, { startMs, endMs }) => Math.max(most, frameAt(endMs ?? startMs, rate) + 1),
    Math.max(1, frameAt(lengthMs, rate)),
  )
  const duration = at(frames)
  const name = attribute(title)
  const tcFormat = rate.dropped > 0 ? 'DF' : 'NDF'
  const shape = size === null ? '' : ` width="${size.width}" height="${size.height}"`
  const picture = holds.picture ? ' hasVideo="1" format="r1" videoSources="1"' : ''
  const sound = holds.sound ? ' hasAudio="1" audioSources="1" audioChannels="2"' : ''
  const lines = markers.map((marker, index) => {
    const start = frameAt(marker.startMs, rate)
    const length = marker.endMs === null ? 1 : Math.max(1, frameAt(marker.endMs, rate) - start)
    const value = attribute(marker.text.trim() || markerTitle(marker, index))
    return `<marker start="${at(start)}" duration="${at(length)}" value="${value}" note="${marker.colour}"/>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.10">
  <resources>
    <format id="r1" frameDuration="${at(1)}"${shape}/>
    <asset id="r2" name="${name}" start="0s" duration="${duration}"${picture}${sound}>
      <media-rep kind="original-media" src="${attribute(source)}"/>
    </asset>
  </resources>
  <library>
    <event name="${name}">
      <project name="${name}">
        <sequence format="r1" duration="${duration}" tcStart="0s" tcFormat="${tcFormat}">
          <spine>
            <asset-clip ref="r2" name="${name}" offset="0s" start="0s" duration="${duration}" tcFormat="${tcFormat}">
${lines.map((line) => `              ${line}\n`).join('')}            </asset-clip>
          </spine>
        </sequence>
      </project>
    </event>
  </library>
</fcpxml>
`
}

/** What XML 1.0 can't hold is left out; a line's end has to be named, or it becomes a space. */
function attribute(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\r', '&#13;')
      .replaceAll('\t', '&#9;')
  )
}

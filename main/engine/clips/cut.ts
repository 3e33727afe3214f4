/**
 * Where a clip begins and ends, and what kind of file it becomes. Streams are copied, not made anew: a copy can only begin
 * with a key frame, so it begins with the one at or before the in point.
 */
import {
  EncodedPacketSink,
  type Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MkvOutputFormat,
  Mp4OutputFormat,
  OGG,
  OggOutputFormat,
  type OutputFormat,
  WAVE,
  WavOutputFormat,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'
import { keyFrameAt } from '../../../preload/contract/key-frame.ts'
import { beginsS, type OpenedFilm } from './film.ts'
import type { ClipCut, ClipJob, ClipRefusal } from './messages.ts'

/** `span`: what is copied, on the film's own clock; the player's begins with 0. `whole`: that is all of one file. */
export type PlannedCut = {
  readonly whole: boolean
  readonly cut: ClipCut
  readonly span: { readonly start: number; readonly end: number }
  readonly format: OutputFormat
}

export async function planCut(opened: OpenedFilm, { film, inS, outS }: ClipJob): Promise<PlannedCut | ClipRefusal> {
  const { input, leadingS } = opened
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  const tracks = [video, audio].filter((track) => track !== null)
  if (tracks.length === 0) return 'no-tracks'
  const format = await formatFor(input)
  if (!(await areCopyable(tracks, format))) return 'not-copyable'

  const originS = await beginsS(opened, film)
  const lengthS = (await input.computeDuration(tracks)) - originS
  const from = Math.max(leadingS(), inS ?? 0)
  const to = Math.min(lengthS, outS ?? lengthS)
  if (from >= to) return 'nothing-between'
  const startS = video === null ? from : (await keyFrameBefore(video, from + originS)) - originS
  if (!(await isAnythingIn(tracks, startS + originS, to + originS))) return 'nothing-between'
  return {
    whole:
      film.kind === 'file' && from === 0 && to === lengthS && film.path.toLowerCase().endsWith(format.fileExtension),
    cut: { startS, inS: from, outS: to, ending: format.fileExtension.slice(1) },
    // A segment's times are rounded: asked for exactly its own time, a key frame isn't found.
    span: { start: startS + originS + (film.kind === 'playlist' ? toleranceS : 0), end: to + originS },
    format,
  }
}

const metadataOnly = { metadataOnly: true } as const

/** Players and the clocks they were stopped by differ in the last digits: a key frame that is shown counts as reached. */
const toleranceS = 0.001

async function keyFrameBefore(video: InputVideoTrack, atS: number): Promise<number> {
  const key = await keyFrameAt(new EncodedPacketSink(video), atS + toleranceS)
  // The picture may come in later than the sound.
  return key === null ? atS : Math.min(atS, key.timestamp)
}

/** A film may begin long after its clock does: a clip of the time before would be a file that nothing opens. */
async function isAnythingIn(
  tracks: readonly (InputVideoTrack | InputAudioTrack)[],
  startS: number,
  endS: number,
): Promise<boolean> {
  const last = await Promise.all(tracks.map((track) => new EncodedPacketSink(track).getPacket(endS, metadataOnly)))
  return last.some((packet) => packet !== null && packet.timestamp + packet.duration >= startS)
}

async function areCopyable(
  tracks: readonly (InputVideoTrack | InputAudioTrack)[],
  format: OutputFormat,
): Promise<boolean> {
  const supported = format.getSupportedCodecs()
  const codecs = await Promise.all(tracks.map((track) => track.getCodec()))
  return codecs.every((codec) => codec !== null && supported.includes(codec))
}

/** A film's own kind; a stream's segments become an MP4. The index stands at the end, so that nothing is kept in memory. */
async function formatFor(input: Input): Promise<OutputFormat> {
  switch (await input.getFormat()) {
    case WEBM:
      return new WebMOutputFormat()
    case MATROSKA:
      return new MkvOutputFormat()
    case OGG:
      return new OggOutputFormat()
    case WAVE:
      return new WavOutputFormat()
    default:
      return new Mp4OutputFormat({ fastStart: false })
  }
}

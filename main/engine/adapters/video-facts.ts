/** What an editing program has to know of a video: its frame rate, its size, its length. Reads no picture. */
import {
  ALL_FORMATS,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  WEBM,
} from 'mediabunny'
import { type FoundRate, rateOfFrames } from '../core/markers/frame-rate.ts'

export type VideoFacts = {
  readonly rate: FoundRate
  readonly size: { readonly width: number; readonly height: number }
  readonly lengthMs: number
}

/** Some seconds of video; the beginning of a call is no less steady than the rest. */
const framesLookedAt = 300
const mostReordered = 20

/** null: there is no picture in it, or it can't be read. */
export async function videoFacts(path: string): Promise<VideoFacts | null> {
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new FilePathSource(path) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) return null
    const rate = rateOfFrames(await frameTimes(track))
    if (rate === null) return null
    const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
    return { rate, size, lengthMs: Math.round((await track.computeDuration()) * 1000) }
  } catch {
    return null
  } finally {
    input.dispose()
  }
}

/** What can be seen and heard of a file; null: it can't be read. */
export async function tracksIn(path: string): Promise<{ readonly picture: boolean; readonly sound: boolean } | null> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) })
  try {
    const [picture, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
    return picture === null && sound === null ? null : { picture: picture !== null, sound: sound !== null }
  } catch {
    return null
  } finally {
    input.dispose()
  }
}

async function frameTimes(track: InputVideoTrack): Promise<number[]> {
  const times: number[] = []
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    times.push(timestamp)
    if (times.length === framesLookedAt) break
  }
  // They come in the order of decoding: among the last some are missing that are shown in between.
  return times.sort((a, b) => a - b).slice(0, times.length < framesLookedAt ? undefined : -mostReordered)
}

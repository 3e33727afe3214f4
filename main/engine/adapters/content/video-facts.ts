/** What an editing program has to know of a film: its frame rate, its size, its length, what can be seen and heard of it. Decodes nothing. */
import { EncodedPacketSink, type Input, type InputVideoTrack } from 'mediabunny'
import { type FoundRate, rateOfFrames } from '../../core/markers/frame-rate.ts'

export type VideoFacts = {
  readonly rate: FoundRate
  readonly size: { readonly width: number; readonly height: number }
  readonly lengthMs: number
}

/** Some seconds of video; the beginning of a call is no less steady than the rest. */
const framesLookedAt = 300
const mostReordered = 20

/** `beginsS`: what the film calls the time at which a player begins. null: there is no picture in it, or it can't be read. */
export async function videoFacts(input: Input, beginsS: () => Promise<number>): Promise<VideoFacts | null> {
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) return null
    const rate = rateOfFrames(await frameTimes(track))
    if (rate === null) return null
    const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() }
    return { rate, size, lengthMs: Math.round(((await track.computeDuration()) - (await beginsS())) * 1000) }
  } catch {
    return null
  }
}

/** What can be seen and heard of a film; null: it can't be read. */
export async function tracksIn(input: Input): Promise<{ readonly picture: boolean; readonly sound: boolean } | null> {
  try {
    const [picture, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
    return picture === null && sound === null ? null : { picture: picture !== null, sound: sound !== null }
  } catch {
    return null
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

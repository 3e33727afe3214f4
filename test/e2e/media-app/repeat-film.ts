// A long film out of a short one, its packets copied again and again: large enough that a player must seek by Range.
import {
  ALL_FORMATS,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny'

/**
 * Video only. Resolves to its length in seconds. `compact`: nothing between the index and the media, as files have that
 * are made to be streamed.
 */
export async function repeatFilm(from: string, to: string, times: number, compact = false): Promise<number> {
  const input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (!track?.codec) throw new Error(`There is no picture in ${from}`)
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  const durationS = await track.computeDuration()
  const source = new EncodedVideoPacketSource(track.codec)
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: compact ? 'in-memory' : 'reserve' }),
    target: new FilePathTarget(to),
  })
  output.addVideoTrack(source, { maximumPacketCount: 200_000 })
  await output.start()
  const sink = new EncodedPacketSink(track)
  for (let turn = 0; turn < times; turn++) {
    for await (const packet of sink.packets()) {
      const shifted = packet.clone({ timestamp: packet.timestamp + turn * durationS })
      await source.add(shifted, decoderConfig ? { decoderConfig } : undefined)
    }
  }
  await output.finalize()
  return durationS * times
}

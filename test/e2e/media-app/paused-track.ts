// A participant's sound with a pause in it, as one is recorded who was muted: nothing is in the file for that long.
import {
  ALL_FORMATS,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  FilePathSource,
  Input,
  Output,
  WebMOutputFormat,
} from 'mediabunny'

/** `from`'s packets; those from `atS` on come `pauseS` later. */
export async function pausedTrack(from: string, atS: number, pauseS: number): Promise<Uint8Array> {
  const input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS })
  const track = await input.getPrimaryAudioTrack()
  if (!track?.codec) throw new Error(`There is no sound in ${from}`)
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  const source = new EncodedAudioPacketSource(track.codec)
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  output.addAudioTrack(source)
  await output.start()
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const shifted = packet.timestamp < atS ? packet : packet.clone({ timestamp: packet.timestamp + pauseS })
    await source.add(shifted, decoderConfig ? { decoderConfig } : undefined)
  }
  await output.finalize()
  input.dispose()
  if (target.buffer === null) throw new Error('Nothing was written')
  return new Uint8Array(target.buffer)
}

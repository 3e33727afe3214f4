// A film as a server writes it while somebody sends: no index, and key frames only where one was asked for.
import {
  ALL_FORMATS,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  MkvOutputFormat,
  Output,
} from 'mediabunny'

/** `from`'s picture twice; of its key frames only those at these seconds say that they are some. */
export async function liveFilm(from: string, keysS: readonly number[]): Promise<Uint8Array> {
  const input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  if (!track?.codec) throw new Error(`There is no picture in ${from}`)
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined
  const source = new EncodedVideoPacketSource(track.codec)
  const target = new BufferTarget()
  const output = new Output({ format: new MkvOutputFormat({ appendOnly: true }), target })
  output.addVideoTrack(source)
  await output.start()
  const durationS = await track.computeDuration()
  for (const laterS of [0, durationS]) {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = packet.timestamp + laterS
      const type = keysS.includes(timestamp) ? 'key' : 'delta'
      await source.add(packet.clone({ timestamp, type }), decoderConfig ? { decoderConfig } : undefined)
    }
  }
  await output.finalize()
  input.dispose()
  if (target.buffer === null) throw new Error('Nothing was written')
  return new Uint8Array(target.buffer)
}

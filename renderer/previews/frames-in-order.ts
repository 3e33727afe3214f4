/**
 * A film's frames at moments that ascend, none decoded twice. Not mediabunny's own `samplesAtTimestamps`, which finds no key
 * frame for some of them where the file has no index (`key-frame.ts`).
 */
import { EncodedPacketSink, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import { keyFrameAt } from '../../preload/contract/key-frame.ts'

export class FramesInOrder {
  readonly #packets: EncodedPacketSink
  readonly #samples: VideoSampleSink
  #run: AsyncGenerator<VideoSample, void> | null = null
  #shown: VideoSample | null = null
  #next: VideoSample | null = null

  constructor(track: InputVideoTrack) {
    this.#packets = new EncodedPacketSink(track)
    this.#samples = new VideoSampleSink(track)
  }

  /** Seconds, on the film's own clock. It is closed by the next call. null: nothing is shown yet. */
  async at(atS: number): Promise<VideoSample | null> {
    const key = await this.#packets.getKeyPacket(atS, { verifyKeyPackets: true })
    const skipsSome = key !== null && this.#next !== null && key.timestamp > this.#next.timestamp
    if (this.#run === null || skipsSome)
      await this.#begin(key?.timestamp ?? (await keyFrameAt(this.#packets, atS))?.timestamp)
    while (this.#next !== null && this.#next.timestamp <= atS) {
      this.#shown?.close()
      this.#shown = this.#next
      this.#next = await this.#decoded()
    }
    return this.#shown
  }

  async end(): Promise<void> {
    this.#shown?.close()
    this.#next?.close()
    this.#shown = null
    this.#next = null
    await this.#run?.return()
    this.#run = null
  }

  async #begin(keyS: number | undefined): Promise<void> {
    await this.end()
    if (keyS === undefined) return
    this.#run = this.#samples.samples(keyS)
    this.#next = await this.#decoded()
  }

  async #decoded(): Promise<VideoSample | null> {
    return (await this.#run?.next())?.value ?? null
  }
}

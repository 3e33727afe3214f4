/**
 * When each frame of a file begins. Composites have a variable rate, so a frame's neighbours are looked up in the file
 * itself; the demuxer comes only when somebody steps.
 */

const metadataOnly = { metadataOnly: true } as const
/** Frames nearer than this aren't told apart by the element's clock either. */
const toleranceS = 0.0005

type Sink = { getPacket(timestamp: number, options: typeof metadataOnly): Promise<Frame | null> }
type Frame = { readonly timestamp: number; readonly duration: number }

export class FrameTimes {
  readonly #sink: Sink
  readonly #close: () => void

  constructor(sink: Sink, close: () => void) {
    this.#sink = sink
    this.#close = close
  }

  /** null: no file that frames could be looked up in. */
  static async open(url: string): Promise<FrameTimes | null> {
    const { EncodedPacketSink, Input, MATROSKA, MP4, QTFF, UrlSource, WEBM } = await import('mediabunny')
    const input = new Input({ source: new UrlSource(url), formats: [MP4, QTFF, WEBM, MATROSKA] })
    try {
      const track = await input.getPrimaryVideoTrack()
      if (track !== null) return new FrameTimes(new EncodedPacketSink(track), () => input.dispose())
    } catch {
      // Whatever is wrong with the file, the element says it better.
    }
    input.dispose()
    return null
  }

  /** Seconds. null at the end. */
  async after(seconds: number): Promise<number | null> {
    const shown = await this.#at(seconds)
    if (shown === null) return null
    // A frame's duration is only a hint: widen until another frame answers, then look for one between.
    for (let ahead = Math.max(shown.duration, 0.01); ahead < 60; ahead *= 2) {
      let next = await this.#at(shown.timestamp + ahead + toleranceS)
      if (next === null || next.timestamp <= shown.timestamp + toleranceS) continue
      for (;;) {
        const between = await this.#at(next.timestamp - toleranceS)
        if (between === null || between.timestamp <= shown.timestamp + toleranceS) return next.timestamp
        next = between
      }
    }
    return null
  }

  /** Seconds. null at the start. */
  async before(seconds: number): Promise<number | null> {
    const shown = await this.#at(seconds)
    if (shown === null) return null
    return (await this.#at(shown.timestamp - toleranceS))?.timestamp ?? null
  }

  close(): void {
    this.#close()
  }

  #at(seconds: number): Promise<Frame | null> {
    return this.#sink.getPacket(seconds, metadataOnly)
  }
}

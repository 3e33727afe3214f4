/**
 * When each frame of a film begins. Composites have a variable rate, so a frame's neighbours are looked up in the file
 * itself, or in the segments of a stream; the demuxer comes only when somebody steps.
 */
import type { Input } from 'mediabunny'
import type { ReviewSource } from '../../../../preload/contract/review.ts'

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

  /** null: no film that frames could be looked up in. `shownS`: where the frame on the screen begins, by the element's clock. */
  static async open(
    source: Pick<ReviewSource, 'kind' | 'url'>,
    shownS: number | null = null,
  ): Promise<FrameTimes | null> {
    const input = source.kind === 'hls' ? await streamInput(source.url) : await fileInput(source.url)
    try {
      const { EncodedPacketSink } = await import('mediabunny')
      const track = await input.getPrimaryVideoTrack()
      if (track !== null) {
        const sink = new EncodedPacketSink(track)
        const own = source.kind === 'hls' ? await onPlayersClock(sink, await track.getFirstTimestamp(), shownS) : sink
        return new FrameTimes(own, () => input.dispose())
      }
    } catch {
      // Whatever is wrong with the film, the element says it better.
    }
    input.dispose()
    return null
  }

  /** Seconds. null at the end. */
  async after(seconds: number): Promise<number | null> {
    const shown = await this.#shownAt(seconds)
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
    const shown = await this.#shownAt(seconds)
    if (shown === null) return null
    return (await this.#at(shown.timestamp - toleranceS))?.timestamp ?? null
  }

  close(): void {
    this.#close()
  }

  /** Where a frame begins, the clocks of film and element may differ in their last digits. */
  #shownAt(seconds: number): Promise<Frame | null> {
    return this.#at(seconds + toleranceS)
  }

  #at(seconds: number): Promise<Frame | null> {
    return this.#sink.getPacket(seconds, metadataOnly)
  }
}

/** A file of this disk that isn't there now won't be in a second either. */
const once = { getRetryDelay: () => null }

async function fileInput(url: string): Promise<Input> {
  const { Input, MATROSKA, MP4, QTFF, UrlSource, WEBM } = await import('mediabunny')
  return new Input({ source: new UrlSource(url, once), formats: [MP4, QTFF, WEBM, MATROSKA] })
}

async function streamInput(url: string): Promise<Input> {
  const { BufferSource, CustomPathedSource, HLS_FORMATS, Input, UrlSource } = await import('mediabunny')
  return new Input({
    // mediabunny 1.61 reads a playlist of less than a kilobyte as a file beyond its end, and fails.
    source: new CustomPathedSource(url, async ({ path }) =>
      /\.m3u8(\?|$)/i.test(path)
        ? new BufferSource(await (await fetch(path)).arrayBuffer())
        : new UrlSource(path, once),
    ),
    formats: HLS_FORMATS,
    formatOptions: { hls: { offsetTimestampsByDateTime: false } },
  })
}

/**
 * A stream's own times may begin anywhere, and where hls.js puts their beginning is its own affair: the frame on the screen,
 * whose time the element knows, is found among them.
 */
async function onPlayersClock(sink: Sink, firstS: number, shownS: number | null): Promise<Sink> {
  const originS = shownS === null ? firstS : (await nearestFrame(sink, shownS + firstS)) - shownS
  return {
    getPacket: async (timestamp, options) => {
      const frame = await sink.getPacket(timestamp + originS, options)
      return frame === null ? null : { timestamp: frame.timestamp - originS, duration: frame.duration }
    },
  }
}

async function nearestFrame(sink: Sink, atS: number): Promise<number> {
  const before = await sink.getPacket(atS, metadataOnly)
  if (before === null) return atS
  const after = await sink.getPacket(before.timestamp + before.duration + toleranceS, metadataOnly)
  const isAfter = after !== null && Math.abs(after.timestamp - atS) < Math.abs(before.timestamp - atS)
  return isAfter ? after.timestamp : before.timestamp
}

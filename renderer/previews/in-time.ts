/**
 * Decoded sound at the times at which it is heard. A decoder counts on over a pause (somebody muted, a part of a stream that
 * is missing), and all after it would come too early: beside it the packets' own times are read, and after a pause another
 * one begins. Knows nothing of files.
 */

/** Seconds. */
type Timed = { readonly timestamp: number }
type Sample = Timed & { close(): void }

/** Both in the order of time, from the packet that holds that second on; undefined: from the first. */
export type Sound<S extends Sample> = {
  readonly packets: (fromS: number | undefined) => AsyncIterable<Timed>
  readonly samples: (fromS: number | undefined) => AsyncIterable<S>
}

/** Longer than a packet of any codec. */
const pauseS = 0.5
/** A decoder's clock is a little beside the packets'. */
const slackS = 0.01
/**
 * So much later than it goes on another decoder begins, else the last packet before the pause may be what is found there:
 * a stream's segments begin a little before their playlist says.
 */
const afterPauseS = 0.1

type Pause = { readonly lastS: number; readonly goesOnS: number }

export async function* inTime<S extends Sample>(sound: Sound<S>, startS: number | undefined): AsyncGenerator<S> {
  let fromS = startS
  for (let isOver = false; !isOver; ) {
    isOver = true
    const packets = new PacketTimes(sound.packets(fromS), fromS)
    for await (const sample of sound.samples(fromS)) {
      const pause = await packets.pauseAfter(sample.timestamp)
      if (pause !== null && sample.timestamp > pause.lastS + slackS) {
        sample.close()
        fromS = pause.goesOnS + afterPauseS
        isOver = false
        break
      }
      yield sample
    }
    await packets.close()
  }
}

class PacketTimes {
  readonly #packets: AsyncIterator<Timed>
  readonly #fromS: number
  #lastS: number | null = null
  #pause: Pause | null = null
  #isOver = false

  constructor(packets: AsyncIterable<Timed>, fromS: number | undefined) {
    this.#packets = packets[Symbol.asyncIterator]()
    this.#fromS = fromS ?? Number.NEGATIVE_INFINITY
  }

  /** The next one, as soon as the packets have been read so far. */
  async pauseAfter(atS: number): Promise<Pause | null> {
    while (this.#pause === null && !this.#isOver && (this.#lastS === null || this.#lastS <= atS)) {
      const next = await this.#packets.next()
      if (next.done === true) this.#isOver = true
      else this.#take(next.value.timestamp)
    }
    return this.#pause
  }

  async close(): Promise<void> {
    await this.#packets.return?.()
  }

  #take(atS: number): void {
    // Whatever was found where it should go on: not the same pause twice.
    if (this.#lastS !== null && atS - this.#lastS > pauseS && atS > this.#fromS)
      this.#pause = { lastS: this.#lastS, goesOnS: atS }
    this.#lastS = atS
  }
}

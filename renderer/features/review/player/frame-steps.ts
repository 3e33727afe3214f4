/** Going from frame to frame of what plays. Steps wait for each other: a key that is held shows every frame. */
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import { FrameTimes } from './frame-times.ts'
import { watchShownFrame } from './shown-frame.ts'

/** A frame is sought a little inside: its very start may round down to the one before. */
const insideFrameMs = 1
/** Where frames can't be looked up. */
const assumedFrameS = 1 / 30

type Source = Pick<ReviewSource, 'kind' | 'url'>

export class FrameSteps {
  readonly #nowMs: () => number
  readonly #jump: (ms: number) => void
  #source: Source | null = null
  #frames: Promise<FrameTimes | null> | null = null
  #video: HTMLVideoElement | null = null
  /** Where the frame on the screen begins, by the element's clock; watched of a stream only. */
  #shownS: number | null = null
  #stopWatching: () => void = () => undefined
  #last: Promise<void> = Promise.resolve()

  constructor(nowMs: () => number, jump: (ms: number) => void) {
    this.#nowMs = nowMs
    this.#jump = jump
  }

  /** null: none any more. */
  attach(video: HTMLVideoElement | null): void {
    this.#video = video
  }

  /** null: nothing. */
  load(source: Source | null): void {
    void this.#frames?.then((frames) => frames?.close())
    this.#frames = null
    this.#stopWatching()
    this.#stopWatching = () => undefined
    this.#shownS = null
    this.#source = source
    if (source?.kind !== 'hls' || this.#video === null) return
    this.#stopWatching = watchShownFrame(this.#video, (startS) => {
      this.#shownS = startS
    })
  }

  step(direction: 1 | -1): void {
    this.#last = this.#last.then(async () => {
      const frames = await this.#times()
      const nowS = this.#nowMs() / 1000
      const guessS = nowS + direction * assumedFrameS
      const looked = direction === 1 ? frames?.after(nowS) : frames?.before(nowS)
      // The part of the film that would tell may not be here.
      const to = looked === undefined ? guessS : await looked.catch(() => guessS)
      if (to !== null) this.#jump(to * 1000 + insideFrameMs)
    })
  }

  #times(): Promise<FrameTimes | null> {
    const source = this.#source
    this.#frames ??=
      source === null || source.kind === 'audio' ? Promise.resolve(null) : FrameTimes.open(source, this.#shownS)
    return this.#frames
  }
}

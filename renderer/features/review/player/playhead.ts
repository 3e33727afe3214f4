/**
 * Where the player is, for everything that moves with it. While a seek is under way the playhead is already where it is
 * going, and further wishes wait for it: a scrub shows frames instead of chasing them.
 */

/** A seek to something that is here is over long before. */
const heldUpMs = 800

export class Playhead {
  readonly #listeners = new Set<(ms: number) => void>()
  #video: HTMLVideoElement | null = null
  /** Where a seek is going; null once it has got there. */
  #targetMs: number | null = null
  #startMs = 0
  /** What the element was last asked for: it may end up a little beside. */
  #askedMs: number | null = null
  #askedAt = 0
  #isArriving = false
  #comingBack: ReturnType<typeof setTimeout> | null = null
  #frame: number | null = null

  get timeMs(): number {
    return this.#targetMs ?? (this.#video?.currentTime ?? 0) * 1000
  }

  /** Where what is loaded was to begin, wherever it has been moved since. */
  get startMs(): number {
    return this.#startMs
  }

  /** Called at once, and whenever the playhead has moved. Returns what ends it. */
  onTime(listen: (ms: number) => void): () => void {
    this.#listeners.add(listen)
    listen(this.timeMs)
    return () => this.#listeners.delete(listen)
  }

  tell(): void {
    const ms = this.timeMs
    for (const listen of this.#listeners) listen(ms)
  }

  attach(video: HTMLVideoElement | null): void {
    this.#video = video
  }

  /** Where to be once something can be shown; replaces every earlier wish. `isArriving`: of a film that isn't all here. */
  startAt(ms: number, isArriving = false): void {
    this.#targetMs = ms
    this.#startMs = ms
    this.#askedMs = null
    this.#isArriving = isArriving
    this.#stay()
    this.tell()
  }

  /** True: it may have to wait for bytes, which the element says only while it plays. */
  moveTo(ms: number): boolean {
    this.#targetMs = ms
    this.#ask()
    this.#comeBack()
    this.tell()
    return this.#mayWait
  }

  /** Something can be shown now, or a seek has ended. True: another begins that may have to wait for bytes. */
  arrived(): boolean {
    // What was waited for is here: only a seek that is held up itself is given up.
    this.#stay()
    if (this.#targetMs === this.#askedMs) this.#targetMs = null
    else this.#ask()
    this.tell()
    return this.#mayWait
  }

  get #mayWait(): boolean {
    return this.#isArriving && this.#video?.seeking === true
  }

  #ask(): void {
    const video = this.#video
    if (video === null || this.#targetMs === null || video.seeking || video.readyState === 0) return
    this.#askedMs = this.#targetMs
    this.#askedAt = performance.now()
    video.currentTime = this.#targetMs / 1000
  }

  /** Chromium calls back no seek that waits for bytes: whoever has gone to what isn't here yet couldn't come back. */
  #comeBack(): void {
    if (!this.#isArriving || this.#comingBack !== null || this.#targetMs === this.#askedMs) return
    this.#comingBack = setTimeout(
      () => {
        this.#comingBack = null
        if (this.#video?.seeking && this.#targetMs !== this.#askedMs) this.#beginAnew(this.#video)
      },
      this.#askedAt + heldUpMs - performance.now(),
    )
  }

  #stay(): void {
    if (this.#comingBack !== null) clearTimeout(this.#comingBack)
    this.#comingBack = null
  }

  /** Once it is open again, it asks for where to be. */
  #beginAnew(video: HTMLVideoElement): void {
    const goOn = !video.paused
    this.#askedMs = null
    video.load()
    // Refused when something else is loaded meanwhile; the events tell what became of it.
    if (goOn) video.play().catch(() => undefined)
  }

  /** Tells with every frame of the screen for as long as `goesOn` says so. */
  run(goesOn: () => boolean): void {
    if (this.#frame !== null) return
    const each = () => {
      this.#frame = goesOn() ? requestAnimationFrame(each) : null
      this.tell()
    }
    this.#frame = requestAnimationFrame(each)
  }

  stop(): void {
    this.#stay()
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
  }
}

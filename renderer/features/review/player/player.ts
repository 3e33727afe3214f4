/**
 * The player behind the controls: one <video>, what can be done with it, and what it says of itself. What changes now and
 * then is a store; the playhead, which always moves, is listened to, so that nothing is rendered for it.
 * Knows nothing of transcripts, panels or the engine.
 */
import { createStore } from 'zustand/vanilla'
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import { askedAnew } from './asked-anew.ts'
import type { CaptionCue } from './caption-cues.ts'
import { CaptionsTrack } from './captions-track.ts'
import { FrameSteps } from './frame-steps.ts'
import { outOfGap } from './hls-gaps.ts'
import { attachHls, type HlsListener } from './hls-source.ts'
import { type LoopRange, loopJump } from './loop-range.ts'
import { listenToMedia } from './media-events.ts'
import { beforeOpening, initialState, type PlayerState } from './player-state.ts'
import { Playhead } from './playhead.ts'
import { keepPreferences } from './preferences.ts'
import { afterSeek, noSeeks, undoSeek } from './seek-history.ts'
import { nextShuttle, type Shuttle, type ShuttleKey, still } from './shuttle.ts'
import { muteToggled, type Sound, soundAt } from './sound.ts'

type WindingBack = Extract<Shuttle, { kind: 'back' }>

/** Winding back is a row of seeks: with more a second than this nothing gets shown. */
const windBackEveryMs = 90

export class Player {
  readonly store = createStore<PlayerState>(initialState)
  readonly playhead = new Playhead()
  #video: HTMLVideoElement | null = null
  #captions: CaptionsTrack | null = null
  #cues: readonly CaptionCue[] = []
  #source: ReviewSource | null = null
  #measuredMs: number | null = null
  #unload: () => void = () => undefined
  #history = noSeeks
  #lastMs = 0
  #windBackAt = 0
  readonly #steps = new FrameSteps(
    () => this.timeMs,
    (ms) => this.#jump(ms, ms < this.timeMs),
  )

  get video(): HTMLVideoElement | null {
    return this.#video
  }

  get timeMs(): number {
    return this.playhead.timeMs
  }

  /** Returns what ends it. */
  attach(video: HTMLVideoElement): () => void {
    this.#video = video
    this.playhead.attach(video)
    this.#captions = new CaptionsTrack(video)
    this.#captions.set(this.#cues)
    const { volume, muted, captions } = this.store.getState()
    Object.assign(video, { volume, muted, preservesPitch: true })
    this.#captions.show(captions)
    const stopListening = listenToMedia(video, {
      set: (change) => this.store.setState(change),
      opened: () => this.#opened(video),
      played: () => this.#run(),
      paused: () => this.#paused(),
      ended: () => this.#ended(),
      moved: () => this.playhead.tell(),
      arrived: () => this.store.setState({ waiting: this.playhead.arrived() }),
      failed: (problem) => this.#fail(problem),
    })
    const stopLooping = this.playhead.onTime((ms) => this.#followLoop(ms))
    this.#steps.attach(video)
    return () => {
      stopListening()
      stopLooping()
      this.playhead.stop()
      this.#letGo()
      this.#steps.attach(null)
      video.removeAttribute('src')
      video.load()
      this.playhead.attach(null)
      this.#video = null
      this.#captions = null
    }
  }

  /** Plays on if it was playing. */
  load(source: ReviewSource, startMs: number): void {
    const video = this.#video
    if (video === null) return
    const goOn = this.store.getState().playing
    this.#letGo()
    this.#source = source
    this.#steps.load(source)
    this.#history = noSeeks
    this.store.setState(beforeOpening(source, this.#measuredMs))
    this.playhead.startAt(startMs, source.arriving)
    if (source.kind === 'hls') this.#loadHls(video, source)
    else {
      video.src = source.url
      video.load()
    }
    if (goOn) this.play()
  }

  /** What didn't play, where it was when it failed. */
  loadAgain(): void {
    if (this.#source !== null) this.load(askedAnew(this.#source), this.timeMs)
  }

  /** How long what plays, or is loaded next, is by its own packets; null: not known. One written live doesn't tell the element. */
  setMeasured(ms: number | null): void {
    this.#measuredMs = ms
    if (ms !== null && !Number.isFinite(this.#video?.duration)) this.store.setState({ durationMs: ms })
  }

  setCaptions(cues: readonly CaptionCue[]): void {
    this.#cues = cues
    this.#captions?.set(cues)
  }

  play(speed = this.store.getState().speed): void {
    const video = this.#video
    const { problem, range } = this.store.getState()
    if (video === null || problem !== null) return
    if (video.ended) this.#jump(range.inMs ?? 0)
    video.playbackRate = speed
    this.store.setState({ shuttle: { kind: 'forward', speed } })
    // Refused when something else is loaded meanwhile; the events tell what became of it.
    video.play().catch(() => undefined)
  }

  pause(): void {
    this.#video?.pause()
    this.store.setState({ shuttle: still })
    this.playhead.tell()
  }

  toggle(): void {
    if (this.store.getState().shuttle.kind === 'still') this.play()
    else this.pause()
  }

  shuttle(key: ShuttleKey): void {
    const { shuttle, speed } = this.store.getState()
    const next = nextShuttle(shuttle, key, speed)
    if (next.chosen !== speed) this.setSpeed(next.chosen)
    if (next.shuttle.kind === 'forward') this.play(next.shuttle.speed)
    else if (next.shuttle.kind === 'still') this.pause()
    else this.#windBack(next.shuttle)
  }

  /** A person's move: can be undone. */
  seek(ms: number, back = false): void {
    this.#history = afterSeek(this.#history, this.timeMs, performance.now())
    this.store.setState({ canUndo: true })
    this.#jump(ms, back)
  }

  skip(byMs: number): void {
    this.seek(this.timeMs + byMs, byMs < 0)
  }

  undoSeek(): void {
    const undone = undoSeek(this.#history)
    if (undone === null) return
    this.#history = undone.history
    this.store.setState({ canUndo: undone.history.from.length > 0 })
    this.#jump(undone.toMs)
  }

  stepFrame(direction: 1 | -1): void {
    this.pause()
    this.#steps.step(direction)
  }

  setSpeed(speed: number): void {
    const { shuttle } = this.store.getState()
    this.store.setState({ speed, shuttle: shuttle.kind === 'forward' ? { kind: 'forward', speed } : shuttle })
    if (this.#video !== null) this.#video.playbackRate = speed
    keepPreferences(this.store.getState())
  }

  setVolume(wanted: number): void {
    this.#setSound(soundAt(wanted))
  }

  toggleMute(): void {
    this.#setSound(muteToggled(this.store.getState()))
  }

  #setSound({ volume, muted }: Sound): void {
    this.store.setState({ volume, muted })
    if (this.#video !== null) Object.assign(this.#video, { volume, muted })
    keepPreferences(this.store.getState())
  }

  toggleCaptions(): void {
    const captions = !this.store.getState().captions
    this.store.setState({ captions })
    this.#captions?.show(captions)
    keepPreferences(this.store.getState())
  }

  setRange(range: LoopRange): void {
    this.store.setState({ range })
  }

  toggleLoop(): void {
    const { range } = this.store.getState()
    this.setRange({ ...range, looping: !range.looping })
  }

  #loadHls(video: HTMLVideoElement, source: ReviewSource): void {
    video.removeAttribute('src')
    const listener: HlsListener = {
      failed: (problem) => this.#fail(problem),
      missing: (missing, gaps) => this.store.setState({ missing, gaps }),
    }
    const isWanted = () => this.#source === source
    void attachHls(video, source.url, listener, isWanted).then((detach) => {
      if (isWanted()) this.#unload = detach
    })
  }

  #letGo(): void {
    this.#unload()
    this.#unload = () => undefined
    this.#source = null
    this.#steps.load(null)
  }

  /** `back`: step by step, so that a gap is left at its other side. */
  #jump(ms: number, back = false): void {
    const { durationMs, gaps } = this.store.getState()
    const within = Math.max(0, durationMs > 0 ? Math.min(ms, durationMs) : ms)
    const to = outOfGap(gaps, within, back, durationMs)
    this.#lastMs = to
    if (this.playhead.moveTo(to)) this.store.setState({ waiting: true })
  }

  #windBack(shuttle: WindingBack): void {
    if (this.store.getState().problem !== null) return
    this.#video?.pause()
    this.store.setState({ shuttle })
    this.#windBackAt = performance.now()
    this.#run()
  }

  #run(): void {
    this.playhead.run(() => {
      const { playing, shuttle } = this.store.getState()
      if (shuttle.kind === 'back') this.#windOn(shuttle)
      return playing || shuttle.kind === 'back'
    })
  }

  #windOn({ speed }: WindingBack): void {
    const now = performance.now()
    const elapsed = now - this.#windBackAt
    if (elapsed < windBackEveryMs || this.#video?.seeking) return
    this.#windBackAt = now
    this.#jump(this.timeMs - elapsed * speed, true)
    if (this.timeMs <= 0) this.pause()
  }

  #followLoop(ms: number): void {
    const { range, shuttle } = this.store.getState()
    const jump = shuttle.kind === 'forward' ? loopJump(range, this.#lastMs, ms) : null
    this.#lastMs = ms
    if (jump !== null) this.#jump(jump)
  }

  #opened(video: HTMLVideoElement): void {
    // Loading has put it back to 1.
    const { shuttle, speed } = this.store.getState()
    video.playbackRate = shuttle.kind === 'forward' ? shuttle.speed : speed
    this.#jump(this.timeMs)
  }

  #paused(): void {
    if (this.store.getState().shuttle.kind === 'forward') this.store.setState({ shuttle: still })
    this.playhead.tell()
  }

  #ended(): void {
    if (this.store.getState().range.looping) this.play()
  }

  #fail(problem: string): void {
    this.#video?.pause()
    this.playhead.startAt(this.timeMs)
    this.store.setState({ problem, playing: false, waiting: false, shuttle: still })
  }
}

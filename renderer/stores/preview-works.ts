/**
 * Whose pictures are being made: those of the file that is open before those of the rest of the library, which wait while
 * something plays. A file that is left hands over what it has.
 */
import type { PreviewJob } from '../../preload/contract/preview.ts'
import type { Making, StartMaking } from '../previews/making.ts'
import type { FromWorker, Pace } from '../previews/messages.ts'

type Work = { readonly job: PreviewJob; readonly making: Making }

export class PreviewWorks {
  readonly #startMaking: StartMaking
  readonly #hear: (job: PreviewJob, message: FromWorker) => void
  /** Of the file that is open. */
  #front: Work | null = null
  /** Of the rest of the library. */
  #back: Work | null = null
  /** Of files that were open. */
  readonly #leaving = new Set<Work>()
  #playing = false

  constructor(startMaking: StartMaking, hear: (job: PreviewJob, message: FromWorker) => void) {
    this.#startMaking = startMaking
    this.#hear = hear
  }

  /** Something that the person looks at or listens to. */
  get playing(): boolean {
    return this.#playing
  }

  setPlaying(playing: boolean): void {
    this.#playing = playing
    this.#setPaces()
  }

  get areNone(): boolean {
    return this.#all.length === 0
  }

  has(assetId: number): boolean {
    return this.#all.some(({ job }) => job.assetId === assetId)
  }

  /** Not the one of the same file that was stopped before. */
  isUnderWay(job: PreviewJob): boolean {
    return this.#all.some((work) => work.job === job)
  }

  isLeaving(assetId: number): boolean {
    return [...this.#leaving].some(({ job }) => job.assetId === assetId)
  }

  makeNow(job: PreviewJob): void {
    if (this.#front?.job.assetId === job.assetId) return
    if (this.#back?.job.assetId === job.assetId) {
      this.#front = this.#back
      this.#back = null
    } else this.#front = this.#begin(job, this.#frontPace)
    this.#setPaces()
  }

  makeBehind(job: PreviewJob): void {
    this.#back = this.#begin(job, this.#backPace)
  }

  /** The file is open no longer. */
  leave(assetId: number): void {
    if (this.#front?.job.assetId === assetId) {
      this.#front.making.leave()
      this.#leaving.add(this.#front)
      this.#front = null
    }
    this.#setPaces()
  }

  /** It has ended by itself. */
  end(job: PreviewJob): void {
    if (this.#front?.job === job) this.#front = null
    if (this.#back?.job === job) this.#back = null
    for (const work of this.#leaving) if (work.job === job) this.#leaving.delete(work)
    this.#setPaces()
  }

  stopAll(): void {
    for (const { making } of this.#all) making.stop()
    this.#front = null
    this.#back = null
    this.#leaving.clear()
  }

  get #all(): readonly Work[] {
    return [this.#front, this.#back, ...this.#leaving].filter((work) => work !== null)
  }

  get #frontPace(): Pace {
    return { paused: false, gentle: this.#playing }
  }

  get #backPace(): Pace {
    return { paused: this.#playing || this.#front !== null, gentle: true }
  }

  #begin(job: PreviewJob, pace: Pace): Work {
    return { job, making: this.#startMaking(job, pace, (message) => this.#hear(job, message)) }
  }

  #setPaces(): void {
    this.#front?.making.setPace(this.#frontPace)
    this.#back?.making.setPace(this.#backPace)
  }
}

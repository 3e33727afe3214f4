/** A waveform as it is kept: the loudest sample of each step, 0–255. Takes decoded sound in any order and any pieces. */
import type { PreviewPeaks } from '../../preload/contract/preview.ts'
import { mostPeaks } from '../../preload/contract/preview-terms.ts'

/** Finer than a pixel of a long film, and than the eye at any zoom. */
const finestPerS = 50

export function peaksFor(durationS: number): PreviewPeaks {
  const perS = Math.min(finestPerS, mostPeaks / durationS)
  return { perS, count: Math.min(mostPeaks, Math.max(1, Math.ceil(durationS * perS))) }
}

export class PeakReducer {
  readonly values: Uint8Array<ArrayBuffer>
  readonly #perS: number
  /** The steps since `take` that may have changed. */
  #from = Number.POSITIVE_INFINITY
  #to = 0

  constructor({ perS, count }: PreviewPeaks) {
    this.values = new Uint8Array(count)
    this.#perS = perS
  }

  /** Samples of one channel, −1 to 1, the first at `startS`. */
  add(samples: Float32Array, startS: number, sampleRate: number): void {
    const stepsPerSample = this.#perS / sampleRate
    const first = startS * this.#perS
    let step = -1
    let loudest = 0
    for (let index = 0; index < samples.length; index += 1) {
      const here = Math.floor(first + index * stepsPerSample)
      if (here !== step) {
        this.#raise(step, loudest)
        step = here
        loudest = 0
      }
      const loud = Math.abs(samples[index] ?? 0)
      if (loud > loudest) loudest = loud
    }
    this.#raise(step, loudest)
  }

  /** What was heard before; counts as changed. */
  restore(values: Uint8Array): void {
    this.values.set(values)
    this.#from = 0
    this.#to = values.length
  }

  /** What has changed since it was last asked for; null: nothing. */
  take(): { readonly from: number; readonly values: Uint8Array<ArrayBuffer> } | null {
    if (this.#from >= this.#to) return null
    const taken = { from: this.#from, values: this.values.slice(this.#from, this.#to) }
    this.#from = Number.POSITIVE_INFINITY
    this.#to = 0
    return taken
  }

  #raise(step: number, loudest: number): void {
    if (step < 0 || step >= this.values.length) return
    const value = Math.min(255, Math.round(loudest * 255))
    if (value > (this.values[step] ?? 0)) this.values[step] = value
    this.#from = Math.min(this.#from, step)
    this.#to = Math.max(this.#to, step + 1)
  }
}

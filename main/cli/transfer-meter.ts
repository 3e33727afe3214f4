/** How fast a pull is and how long it takes yet, from what has arrived over the last while. */

type Sample = { readonly atMs: number; readonly bytes: number; readonly files: number }

/** What hasn't arrived. `bytes`: at least; `unsized`: those of the files whose size nobody has said yet. */
export type Left = { readonly bytes: number; readonly files: number; readonly unsized: number }

/** Else the bytes that are known say nothing of the rest. */
export const areMostlySized = ({ files, unsized }: Left): boolean => unsized === 0 || unsized < files / 2

/** Long enough to be calm, short enough to notice another network. */
const windowMs = 15_000

export class TransferMeter {
  #samples: Sample[] = []

  /** `bytes`, `files`: all that has arrived so far. */
  add(sample: Sample): void {
    const last = this.#samples.at(-1)
    // A file that starts over takes bytes back: what came before says nothing about the rate.
    if (last !== undefined && sample.bytes < last.bytes) this.#samples = []
    this.#samples.push(sample)
    while ((this.#samples[1]?.atMs ?? Number.POSITIVE_INFINITY) < sample.atMs - windowMs) this.#samples.shift()
  }

  get bytesPerS(): number {
    return this.#perSecond(({ bytes }) => bytes)
  }

  /** Small files cost more than their bytes: the slower of both counts decides. null: nobody can tell yet. */
  secondsLeft(left: Left): number | null {
    const byBytes = left.bytes / this.bytesPerS
    const filesPerS = this.#perSecond(({ files }) => files)
    // A few large files come too seldom for their count to say anything.
    if (filesPerS < 1 && !areMostlySized(left)) return null
    const byFiles = filesPerS >= 1 ? left.files / filesPerS : 0
    const seconds = Math.max(Number.isNaN(byBytes) ? 0 : byBytes, byFiles)
    return Number.isFinite(seconds) && seconds > 0 ? seconds : null
  }

  #perSecond(of: (sample: Sample) => number): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)]
    if (first === undefined || last === undefined || last.atMs === first.atMs) return 0
    return ((of(last) - of(first)) / (last.atMs - first.atMs)) * 1000
  }
}

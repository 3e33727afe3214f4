/** How far a file's pictures have come: what of it is news for the page, and all of it, to be kept and gone on from. */
import type { BegunPreview } from '../../preload/contract/preview.ts'
import type { FromWorker, NewPicture } from './messages.ts'
import { type PeakReducer, peaksFor } from './peaks.ts'
import type { Sheet } from './sheet.ts'

const tellEveryMs = 250
/** What a crash may cost; leaving costs nothing. */
const keepEveryMs = 10_000

export class SoFar {
  readonly durationS: number
  readonly reducer: PeakReducer | null
  readonly sheet: Sheet | null
  /** All before it has been heard. Seconds. */
  heardS = 0
  readonly #tell: (message: FromWorker) => void
  #untold: number[] = []
  #toldAt = Number.NEGATIVE_INFINITY
  #keptAt = performance.now()

  constructor(
    durationS: number,
    parts: { readonly reducer: PeakReducer | null; readonly sheet: Sheet | null },
    tell: (message: FromWorker) => void,
  ) {
    this.durationS = durationS
    this.reducer = parts.reducer
    this.sheet = parts.sheet
    this.#tell = tell
  }

  /** Of the same film; what is of another make is left alone. */
  async goOnFrom({ info, peaks, strip }: BegunPreview): Promise<void> {
    if (Math.abs(info.durationS - this.durationS) > 1e-3) return
    if (this.reducer !== null && peaks?.length === this.reducer.values.length) {
      this.reducer.restore(peaks)
      this.heardS = info.heardS
    }
    if (this.sheet === null || info.strip === null || strip === null) return
    await this.sheet.restore(info.strip, new Uint8Array(strip))
    this.#untold = this.sheet.places
  }

  drawn(place: number): void {
    this.#untold.push(place)
    // The first picture doesn't wait.
    if (this.sheet?.places.length === 1) this.#toldAt = Number.NEGATIVE_INFINITY
  }

  /** Called after every small step: tells and hands over what is due. */
  async step(): Promise<void> {
    const nowMs = performance.now()
    if (nowMs - this.#toldAt > tellEveryMs) {
      this.#toldAt = nowMs
      await this.tellNews()
    }
    if (nowMs - this.#keptAt > keepEveryMs) {
      this.#keptAt = nowMs
      const begun = await this.begun()
      if (begun !== null) this.#tell({ kind: 'so-far', begun })
    }
  }

  async tellNews(): Promise<void> {
    const taken = this.reducer?.take() ?? null
    if (taken !== null) this.#tell({ kind: 'peaks', ...taken })
    const { sheet } = this
    const places = this.#untold.splice(0)
    if (sheet === null || places.length === 0) return
    const pictures: NewPicture[] = []
    for (const place of places) pictures.push({ atS: sheet.timeOf(place) ?? 0, bitmap: await sheet.bitmap(place) })
    this.#tell({ kind: 'pictures', pictures })
  }

  /** null: there is nothing yet. */
  async begun(): Promise<BegunPreview | null> {
    const { reducer, sheet, heardS } = this
    if (heardS === 0 && (sheet?.places.length ?? 0) === 0) return null
    const peaks = reducer === null ? null : reducer.values.slice()
    const drawn = sheet === null ? null : await sheet.begun()
    return {
      info: {
        version: 1,
        durationS: this.durationS,
        peaks: reducer === null ? null : peaksFor(this.durationS),
        heardS,
        strip: drawn?.strip ?? null,
      },
      peaks,
      strip: drawn?.image ?? null,
    }
  }
}

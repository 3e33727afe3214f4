/** The small pictures of a film in one image, as far as there are any. Knows when each was, not where it comes from. */
import type { BegunInfo, PreviewStrip } from '../../preload/contract/preview.ts'
import { drawingOn } from './shrinker.ts'
import { placeInStrip, stripColumns } from './strip-plan.ts'

type Size = { readonly width: number; readonly height: number }
type BegunStrip = NonNullable<BegunInfo['strip']>

export class Sheet {
  readonly size: Size
  readonly #columns: number
  readonly #timesS: (number | null)[]
  readonly #canvas: OffscreenCanvas
  readonly #drawing: OffscreenCanvasRenderingContext2D

  constructor(size: Size, count: number) {
    this.size = size
    this.#columns = stripColumns(count)
    this.#timesS = new Array<number | null>(count).fill(null)
    this.#canvas = new OffscreenCanvas(this.#columns * size.width, Math.ceil(count / this.#columns) * size.height)
    this.#drawing = drawingOn(this.#canvas)
  }

  /** Seconds; null: there is none yet at that place. */
  timeOf(place: number): number | null {
    return this.#timesS[place] ?? null
  }

  get places(): number[] {
    return [...this.#timesS.keys()].filter((place) => this.#timesS[place] !== null)
  }

  put(place: number, image: CanvasImageSource, atS: number): void {
    const { x, y } = this.#at(place)
    this.#drawing.drawImage(image, x, y)
    this.#timesS[place] = atS
  }

  /** From what was kept of a sheet like this; one of another make is left alone. */
  async restore({ width, height, timesS }: BegunStrip, image: Uint8Array<ArrayBuffer>): Promise<void> {
    const isAlike = width === this.size.width && height === this.size.height && timesS.length === this.#timesS.length
    const sheet = isAlike ? await createImageBitmap(new Blob([image], { type: 'image/webp' })).catch(() => null) : null
    if (sheet === null) return
    this.#drawing.drawImage(sheet, 0, 0)
    sheet.close()
    timesS.forEach((atS, place) => {
      this.#timesS[place] = atS
    })
  }

  bitmap(place: number): Promise<ImageBitmap> {
    return createImageBitmap(this.#pixels(place))
  }

  /** How much the picture's brightness varies, 0–128. */
  contrast(place: number): number {
    return contrastOf(this.#pixels(place).data)
  }

  /** As it stands. */
  async begun(): Promise<{ readonly strip: BegunStrip; readonly image: Uint8Array<ArrayBuffer> }> {
    const timesS = [...this.#timesS]
    return { strip: { ...this.size, columns: this.#columns, timesS }, image: await webP(this.#canvas) }
  }

  /** Without gaps, where a moment couldn't be decoded; null: there is no picture at all. */
  async finished(): Promise<{ readonly strip: PreviewStrip; readonly image: Uint8Array<ArrayBuffer> } | null> {
    const places = this.places
    if (places.length === 0) return null
    const whole = new Sheet(this.size, places.length)
    for (const [index, place] of places.entries()) {
      const { x, y } = whole.#at(index)
      whole.#drawing.putImageData(this.#pixels(place), x, y)
      whole.#timesS[index] = this.timeOf(place)
    }
    const timesS = whole.#timesS.filter((atS) => atS !== null)
    return { strip: { ...this.size, columns: whole.#columns, timesS }, image: await webP(whole.#canvas) }
  }

  #pixels(place: number): ImageData {
    const { x, y } = this.#at(place)
    return this.#drawing.getImageData(x, y, this.size.width, this.size.height)
  }

  #at(place: number): { readonly x: number; readonly y: number } {
    return placeInStrip({ ...this.size, columns: this.#columns }, place)
  }
}

export async function webP(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
  return new Uint8Array(await blob.arrayBuffer())
}

function contrastOf(rgba: Uint8ClampedArray): number {
  let sum = 0
  let squares = 0
  let count = 0
  for (let index = 0; index < rgba.length; index += 4 * 7) {
    const bright = (rgba[index] ?? 0) * 0.3 + (rgba[index + 1] ?? 0) * 0.59 + (rgba[index + 2] ?? 0) * 0.11
    sum += bright
    squares += bright * bright
    count += 1
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

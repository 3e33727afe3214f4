/**
 * Makes frames of a film small. Their pixels are copied, not drawn: what is drawn from a frame Chromium keeps, up to 128
 * frames, in memory that it shares with its compositor, and gives it back with the page. Then in halves, as one big step
 * would leave out most of the picture.
 */
import type { VideoSample } from 'mediabunny'

type Size = { readonly width: number; readonly height: number }

export class Shrinker {
  readonly #fit: 'fill' | 'cover'
  readonly #canvases: readonly [OffscreenCanvasRenderingContext2D, ...OffscreenCanvasRenderingContext2D[]]
  #whole: OffscreenCanvasRenderingContext2D | null = null
  #bytes = new Uint8ClampedArray()

  constructor({ width, height }: Size, fit: 'fill' | 'cover') {
    this.#fit = fit
    const times = (many: number) => drawingOn(new OffscreenCanvas(width * many, height * many))
    this.#canvases = [times(4), times(2), times(1)]
  }

  /** The canvas holds it until the next is drawn. */
  async draw(sample: VideoSample): Promise<OffscreenCanvas> {
    const [large, ...smaller] = this.#canvases
    // A film that lies on its side, or has more colours than a canvas, is one that a person brought.
    const isPlain = sample.rotation === 0 && !sample.flip
    const whole = isPlain ? await this.#copy(sample).catch(() => null) : null
    if (whole === null) sample.drawWithFit(large, { fit: this.#fit })
    else this.#drawFitting(large, whole)
    let { canvas } = large
    for (const drawing of smaller) {
      drawing.drawImage(canvas, 0, 0, drawing.canvas.width, drawing.canvas.height)
      canvas = drawing.canvas
    }
    return canvas
  }

  #drawFitting(drawing: OffscreenCanvasRenderingContext2D, whole: OffscreenCanvas): void {
    const { width, height } = drawing.canvas
    const [across, down] = [width / whole.width, height / whole.height]
    const most = Math.max(across, down)
    const drawn = this.#fit === 'fill' ? { width, height } : { width: whole.width * most, height: whole.height * most }
    drawing.drawImage(whole, (width - drawn.width) / 2, (height - drawn.height) / 2, drawn.width, drawn.height)
  }

  async #copy(sample: VideoSample): Promise<OffscreenCanvas> {
    const { width, height } = sample.visibleRect
    const size = sample.allocationSize({ format: 'RGBA' })
    if (this.#bytes.byteLength !== size) this.#bytes = new Uint8ClampedArray(size)
    await sample.copyTo(this.#bytes, { format: 'RGBA' })
    if (this.#whole?.canvas.width !== width || this.#whole.canvas.height !== height)
      this.#whole = drawingOn(new OffscreenCanvas(width, height))
    this.#whole.putImageData(new ImageData(this.#bytes, width, height), 0, 0)
    return this.#whole.canvas
  }
}

export function drawingOn(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (drawing === null) throw new Error('There is nothing to draw with')
  return drawing
}

/**
 * The small pictures of a film, in one image, and the one that stands for it. Decodes key frames where they come often
 * enough, so that a long film is soon done.
 */
import { CanvasSink, EncodedPacketSink, type InputVideoTrack } from 'mediabunny'
import type { PreviewStrip } from '../../preload/contract/preview.ts'
import type { Pacer } from './pacer.ts'
import { placeInStrip, stripColumns, stripPicture, stripStepS, stripTimes } from './strip-plan.ts'

const posterSize = { width: 320, height: 180 }

export type StripMade = {
  readonly layout: PreviewStrip | null
  readonly image: Uint8Array<ArrayBuffer> | null
  readonly poster: Uint8Array<ArrayBuffer> | null
}

/** `zeroS`: what the file calls the time at which a player begins. */
export async function makeStrip(
  track: InputVideoTrack,
  durationS: number,
  zeroS: number,
  pacer: Pacer,
): Promise<StripMade> {
  const size = stripPicture(await track.getDisplayWidth(), await track.getDisplayHeight())
  const asked = await momentsOf(track, durationS, zeroS)
  const columns = stripColumns(asked.length)
  const sheet = new OffscreenCanvas(columns * size.width, Math.ceil(asked.length / columns) * size.height)
  const onSheet = context(sheet)
  const timesS: number[] = []
  let best: Candidate | null = null
  for await (const frame of new CanvasSink(track, { ...size, fit: 'fill', poolSize: 4 }).canvasesAtTimestamps(asked)) {
    if (frame !== null) {
      const { x, y } = placeInStrip({ ...size, columns }, timesS.length)
      onSheet.drawImage(frame.canvas, x, y)
      timesS.push(Math.max(0, frame.timestamp - zeroS))
      const contrast = contrastOf(onSheet.getImageData(x, y, size.width, size.height).data)
      if (isBetter(frame.timestamp - zeroS, contrast, best, durationS))
        best = { atS: frame.timestamp, isOpening: frame.timestamp - zeroS < durationS * 0.1, contrast }
    }
    await pacer.turn()
  }
  if (timesS.length === 0 || best === null) return { layout: null, image: null, poster: null }
  const chosen = await new CanvasSink(track, { ...posterSize, fit: 'cover' }).getCanvas(best.atS)
  return {
    layout: { ...size, columns, timesS },
    image: await encoded(sheet),
    poster: chosen === null ? null : await encoded(chosen.canvas),
  }
}

/** The frames that show enough: a frame that everything else needs (a key frame) near the moment, else that very one. */
async function momentsOf(track: InputVideoTrack, durationS: number, zeroS: number): Promise<number[]> {
  const packets = new EncodedPacketSink(track)
  const reachS = stripStepS(durationS) / 2
  const moments: number[] = []
  for (const timeS of stripTimes(durationS)) {
    const key = await packets.getKeyPacket(timeS + zeroS, { metadataOnly: true })
    moments.push(key !== null && timeS + zeroS - key.timestamp <= reachS ? key.timestamp : timeS + zeroS)
  }
  return moments
}

type Candidate = { readonly atS: number; readonly isOpening: boolean; readonly contrast: number }

/** A poster is a frame with something on it, and after the opening, which is often a waiting screen. */
function isBetter(atS: number, contrast: number, best: Candidate | null, durationS: number): boolean {
  if (best === null) return true
  if (atS < durationS * 0.1 || atS > durationS * 0.9) return false
  return contrast > best.contrast * (best.isOpening ? 0.8 : 1.25)
}

/** How much the picture's brightness varies, 0–128. */
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

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (drawing === null) throw new Error('There is nothing to draw with')
  return drawing
}

async function encoded(canvas: OffscreenCanvas | HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  if (!(canvas instanceof OffscreenCanvas)) throw new Error('A worker has no other canvases')
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })
  return new Uint8Array(await blob.arrayBuffer())
}

/**
 * Fills the sheet of a film's small pictures, coarse first, and chooses the picture that stands for it. Decodes key frames
 * where they come often enough, so that a long film is soon done.
 */
import { EncodedPacketSink, type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import { keyFrameAt } from '../../preload/contract/key-frame.ts'
import { FramesInOrder } from './frames-in-order.ts'
import { type Sheet, webP } from './sheet.ts'
import { Shrinker } from './shrinker.ts'
import { coarseToFine, stripStepS, stripTimes } from './strip-plan.ts'

const posterSize = { width: 320, height: 180 }
/** Frames of a film are large: no more than these wait to be drawn. */
const mostAhead = 3

/** `zeroS`: what the file calls the time at which a player begins. */
export type Film = { readonly track: InputVideoTrack; readonly durationS: number; readonly zeroS: number }

type Moment = { readonly place: number; readonly atS: number }

/**
 * `onPicture`: there is one more, and whether to go on. First, coarse to fine, where a frame that everything else needs (a key
 * frame) is near enough, as that costs one frame each; then the others, in the film's order, so that no frame is decoded twice.
 */
export async function fillSheet(film: Film, sheet: Sheet, onPicture: (place: number) => Promise<void>): Promise<void> {
  const shrinker = new Shrinker(sheet.size, 'fill')
  const put = async (place: number, frame: VideoSample) => {
    sheet.put(place, await shrinker.draw(frame), Math.max(0, frame.timestamp - film.zeroS))
    await onPicture(place)
  }
  const far: Moment[] = []
  const near: Moment[] = []
  let answered = 0
  let goOn = () => {}
  async function* nearKeys() {
    for await (const { moment, isFar } of momentsOf(film, sheet)) {
      if (isFar) {
        far.push(moment)
        continue
      }
      near.push(moment)
      yield moment.atS
      // The decoder reads on as long as it is given moments.
      while (near.length - answered > mostAhead) {
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
      }
    }
  }
  for await (const frame of new VideoSampleSink(film.track).samplesAtTimestamps(nearKeys())) {
    const place = near[answered]?.place
    answered += 1
    goOn()
    if (frame === null) continue
    if (place === undefined) throw new Error('There is a picture that nobody asked for')
    await put(place, frame)
    frame.close()
  }
  const frames = new FramesInOrder(film.track)
  try {
    for (const { place, atS } of far.sort((a, b) => a.place - b.place)) {
      const frame = await frames.at(atS)
      if (frame !== null) await put(place, frame)
    }
  } finally {
    await frames.end()
  }
}

/** Those that the sheet hasn't got, coarse to fine. Where a key frame is near enough, the moment is that key frame's. */
async function* momentsOf(
  { track, durationS, zeroS }: Film,
  sheet: Sheet,
): AsyncGenerator<{ readonly moment: Moment; readonly isFar: boolean }> {
  const packets = new EncodedPacketSink(track)
  const times = stripTimes(durationS)
  const reachS = stripStepS(durationS) / 2
  for (const place of coarseToFine(times.length)) {
    if (sheet.timeOf(place) !== null) continue
    const atS = (times[place] ?? 0) + zeroS
    const key = await keyFrameAt(packets, atS, reachS)
    yield { moment: { place, atS: key?.timestamp ?? atS }, isFar: key === null }
  }
}

type Candidate = { readonly atS: number; readonly isOpening: boolean; readonly contrast: number }

/** null: there is no picture of this film. */
export async function makePoster(film: Film, sheet: Sheet): Promise<Uint8Array<ArrayBuffer> | null> {
  let best: Candidate | null = null
  for (const place of sheet.places) {
    const atS = sheet.timeOf(place) ?? 0
    const contrast = sheet.contrast(place)
    if (isBetter(atS, contrast, best, film.durationS)) best = { atS, isOpening: atS < film.durationS * 0.1, contrast }
  }
  if (best === null) return null
  const frames = new FramesInOrder(film.track)
  try {
    const frame = await frames.at(best.atS + film.zeroS)
    return frame === null ? null : await webP(await new Shrinker(posterSize, 'cover').draw(frame))
  } finally {
    await frames.end()
  }
}

/** A poster is a frame with something on it, and after the opening, which is often a waiting screen. */
function isBetter(atS: number, contrast: number, best: Candidate | null, durationS: number): boolean {
  if (best === null) return true
  if (atS < durationS * 0.1 || atS > durationS * 0.9) return false
  return contrast > best.contrast * (best.isOpening ? 0.8 : 1.25)
}

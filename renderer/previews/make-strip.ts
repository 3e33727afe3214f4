/**
 * Fills the sheet of a film's small pictures, coarse first, and chooses the picture that stands for it. Decodes key frames
 * where they come often enough, so that a long film is soon done.
 */
import { EncodedPacketSink, type InputVideoTrack, VideoSampleSink } from 'mediabunny'
import { type Sheet, webP } from './sheet.ts'
import { Shrinker } from './shrinker.ts'
import { coarseToFine, stripStepS, stripTimes } from './strip-plan.ts'

const posterSize = { width: 320, height: 180 }
/** Frames of a film are large: no more than these wait to be drawn. */
const mostAhead = 3

/** `zeroS`: what the file calls the time at which a player begins. */
export type Film = { readonly track: InputVideoTrack; readonly durationS: number; readonly zeroS: number }

type Moment = { readonly place: number; readonly atS: number }

/** `onPicture`: there is one more, and whether to go on. */
export async function fillSheet(film: Film, sheet: Sheet, onPicture: (place: number) => Promise<void>): Promise<void> {
  const asked: Moment[] = []
  let answered = 0
  let goOn = () => {}
  async function* wanted() {
    for await (const moment of momentsOf(film, sheet)) {
      asked.push(moment)
      yield moment.atS
      // The decoder reads on as long as it is given moments. Of those in one run of frames it needs to know all at once.
      while (moment.isKey && asked.length - answered > mostAhead) {
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
      }
    }
  }
  const shrinker = new Shrinker(sheet.size, 'fill')
  for await (const frame of new VideoSampleSink(film.track).samplesAtTimestamps(wanted())) {
    const place = asked[answered]?.place
    answered += 1
    goOn()
    if (frame === null) continue
    if (place === undefined) throw new Error('There is a picture that nobody asked for')
    sheet.put(place, await shrinker.draw(frame), Math.max(0, frame.timestamp - film.zeroS))
    frame.close()
    await onPicture(place)
  }
}

/**
 * Those that the sheet hasn't got. First, coarse to fine, where a frame that everything else needs (a key frame) is near
 * enough, as that costs one frame each; then the others, in the film's order, so that no frame is decoded twice.
 */
async function* momentsOf(
  { track, durationS, zeroS }: Film,
  sheet: Sheet,
): AsyncGenerator<Moment & { isKey: boolean }> {
  const packets = new EncodedPacketSink(track)
  const times = stripTimes(durationS)
  const reachS = stripStepS(durationS) / 2
  const far: Moment[] = []
  for (const place of coarseToFine(times.length)) {
    if (sheet.timeOf(place) !== null) continue
    const atS = (times[place] ?? 0) + zeroS
    // Looked into, not believed: the decoder waits for the next moment as long as all are of one run of frames.
    const key = await packets.getKeyPacket(atS, { verifyKeyPackets: true })
    if (key !== null && atS - key.timestamp <= reachS) yield { place, atS: key.timestamp, isKey: true }
    else far.push({ place, atS })
  }
  far.sort((a, b) => a.place - b.place)
  for (const moment of far) yield { ...moment, isKey: false }
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
  const frame = await new VideoSampleSink(film.track).getSample(best.atS + film.zeroS)
  if (frame === null) return null
  const canvas = await new Shrinker(posterSize, 'cover').draw(frame)
  frame.close()
  return webP(canvas)
}

/** A poster is a frame with something on it, and after the opening, which is often a waiting screen. */
function isBetter(atS: number, contrast: number, best: Candidate | null, durationS: number): boolean {
  if (best === null) return true
  if (atS < durationS * 0.1 || atS > durationS * 0.9) return false
  return contrast > best.contrast * (best.isOpening ? 0.8 : 1.25)
}

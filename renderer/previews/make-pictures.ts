/**
 * Makes a film's pictures: reads the file as a stream, decodes its sound whole and of its picture as little as it can.
 * Runs in a worker. What it holds is bounded, however long the film is.
 */
import {
  ALL_FORMATS,
  type AudioSample,
  AudioSampleSink,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny'
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { inTime, type Sound } from './in-time.ts'
import { type Film, fillSheet, makePoster } from './make-strip.ts'
import type { FromWorker, MadePictures } from './messages.ts'
import { openSource } from './open-source.ts'
import { Left, type Pacer } from './pacer.ts'
import { PeakReducer, peaksFor } from './peaks.ts'
import { Sheet } from './sheet.ts'
import { SoFar } from './so-far.ts'
import { stripPicture, stripTimes } from './strip-plan.ts'

type Tell = (message: FromWorker) => void

/** A file that nothing can be made of; `message` says why. */
export class NoPictures extends Error {}

/** Answers what is to be told last. */
export async function makePictures({ url, kind, begun }: PreviewJob, pacer: Pacer, tell: Tell): Promise<FromWorker> {
  const { source, leadingS } = openSource(url, kind)
  const input = new Input({
    ...{ source, formats: ALL_FORMATS },
    // The player's clock begins with the film, and goes by the lengths of its segments.
    formatOptions: { hls: { offsetTimestampsByDateTime: false } },
  })
  try {
    if (!(await input.canRead())) throw new NoPictures('This file is empty, or in a format that Dailies doesn’t know.')
    const video = await decodable(kind === 'audio' ? null : await input.getPrimaryVideoTrack())
    const audio = await decodable(await input.getPrimaryAudioTrack())
    const tracks = [video, audio].filter((track) => track !== null)
    if (tracks.length === 0) throw new NoPictures('Nothing in this file can be read by this version of Dailies.')
    // A player of HLS begins at the first segment, whatever that calls its time.
    const zeroS =
      kind === 'hls'
        ? Math.min(...(await Promise.all(tracks.map((track) => track.getFirstTimestamp())))) - leadingS()
        : 0
    const ends = await Promise.all(tracks.map((track) => track.computeDuration()))
    const durationS = Math.max(...ends) - zeroS
    if (!(durationS > 0)) throw new NoPictures('This file has no length.')
    const reducer = audio === null ? null : new PeakReducer(peaksFor(durationS))
    const film = video === null ? null : { track: video, durationS, zeroS }
    const sheet = film === null ? null : await sheetFor(film)
    const soFar = new SoFar(durationS, { reducer, sheet }, tell)
    const peaks = reducer === null ? null : peaksFor(durationS)
    tell({ kind: 'begun', durationS, peaks, picture: sheet?.size ?? null })
    if (begun !== null) await soFar.goOnFrom(begun)
    return await make(soFar, film, audio === null ? null : { track: audio, zeroS }, pacer)
  } finally {
    input.dispose()
  }
}

async function make(soFar: SoFar, film: Film | null, sound: Heard | null, pacer: Pacer): Promise<FromWorker> {
  const { sheet, reducer } = soFar
  try {
    await Promise.all([
      film === null || sheet === null ? null : see(film, sheet, soFar, pacer),
      sound === null || reducer === null ? null : hear(sound, reducer, soFar, pacer),
    ])
  } catch (error) {
    if (!(error instanceof Left)) throw error
    return { kind: 'left', begun: await soFar.begun() }
  }
  await soFar.tellNews()
  return { kind: 'done', made: await finished(soFar, film) }
}

async function finished({ sheet, reducer, durationS }: SoFar, film: Film | null): Promise<MadePictures> {
  const whole = sheet === null ? null : await sheet.finished()
  const poster = film === null || sheet === null ? null : await makePoster(film, sheet)
  const peaks = reducer === null ? null : peaksFor(durationS)
  return {
    info: { version: 1, durationS, peaks, poster: poster !== null, strip: whole?.strip ?? null },
    peaks: reducer?.values ?? null,
    poster,
    strip: whole?.image ?? null,
  }
}

async function decodable<T extends InputVideoTrack | InputAudioTrack>(track: T | null): Promise<T | null> {
  return track !== null && (await track.canDecode()) ? track : null
}

async function sheetFor({ track, durationS }: Film): Promise<Sheet> {
  const size = stripPicture(await track.getDisplayWidth(), await track.getDisplayHeight())
  return new Sheet(size, stripTimes(durationS).length)
}

async function see(film: Film, sheet: Sheet, soFar: SoFar, pacer: Pacer): Promise<void> {
  await fillSheet(film, sheet, async (place) => {
    soFar.drawn(place)
    await soFar.step()
    await pacer.turn()
  })
}

type Heard = { readonly track: InputAudioTrack; readonly zeroS: number }

async function hear({ track, zeroS }: Heard, reducer: PeakReducer, soFar: SoFar, pacer: Pacer): Promise<void> {
  let channel = new Float32Array(4096)
  const from = soFar.heardS === 0 ? undefined : soFar.heardS + zeroS
  for await (const sample of inTime(soundOf(track), from)) {
    const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample
    if (channel.length < numberOfFrames) channel = new Float32Array(numberOfFrames)
    for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex += 1) {
      const samples = channel.subarray(0, numberOfFrames)
      sample.copyTo(samples, { planeIndex, format: 'f32-planar' })
      reducer.add(samples, timestamp - zeroS, sampleRate)
    }
    sample.close()
    soFar.heardS = Math.max(0, timestamp - zeroS)
    await soFar.step()
    await pacer.turn()
  }
}

function soundOf(track: InputAudioTrack): Sound<AudioSample> {
  const sink = new EncodedPacketSink(track)
  const timesOnly = { metadataOnly: true }
  return {
    packets: async function* (fromS) {
      const first = fromS === undefined ? null : await sink.getPacket(fromS, timesOnly)
      yield* sink.packets(first ?? undefined, undefined, timesOnly)
    },
    samples: (fromS) => new AudioSampleSink(track).samples(fromS),
  }
}

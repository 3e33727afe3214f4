/**
 * Makes a film's pictures: reads the file as a stream, decodes its sound whole and of its picture as little as it can.
 * Runs in a worker. What it holds is bounded, however long the film is.
 */
import { ALL_FORMATS, AudioSampleSink, Input, type InputAudioTrack, type InputVideoTrack, UrlSource } from 'mediabunny'
import type { PreviewJob } from '../../preload/contract/preview.ts'
import { makeStrip } from './make-strip.ts'
import type { FromWorker, MadePictures } from './messages.ts'
import type { Pacer } from './pacer.ts'
import { PeakReducer, peaksFor } from './peaks.ts'

type Tell = (message: FromWorker) => void

const tellEveryMs = 250
const cacheBytes = 8 * 1024 * 1024

/** A file that nothing can be made of; `message` says why. */
export class NoPictures extends Error {}

export async function makePictures({ url, kind }: PreviewJob, pacer: Pacer, tell: Tell): Promise<MadePictures> {
  const source = new UrlSource(url, {
    maxCacheSize: cacheBytes,
    parallelism: 1,
    getRetryDelay: (before) => (before < 2 ? 0.5 : null),
  })
  const input = new Input({ source, formats: ALL_FORMATS })
  try {
    if (!(await input.canRead())) throw new NoPictures('This file is empty, or in a format that Dailies doesn’t know.')
    const video = await decodable(kind === 'audio' ? null : await input.getPrimaryVideoTrack())
    const audio = await decodable(await input.getPrimaryAudioTrack())
    const tracks = [video, audio].filter((track) => track !== null)
    if (tracks.length === 0) throw new NoPictures('Nothing in this file can be read by this version of Dailies.')
    // A player of HLS begins at the first segment, whatever that calls its time.
    const zeroS =
      kind === 'hls' ? Math.min(...(await Promise.all(tracks.map((track) => track.getFirstTimestamp())))) : 0
    const ends = await Promise.all(tracks.map((track) => track.computeDuration()))
    const durationS = Math.max(...ends) - zeroS
    if (!(durationS > 0)) throw new NoPictures('This file has no length.')
    const reducer = audio === null ? null : new PeakReducer(peaksFor(durationS))
    tell({ kind: 'begun', durationS, peaks: reducer === null ? null : peaksFor(durationS) })
    const [pictures] = await Promise.all([
      video === null ? null : makeStrip(video, durationS, zeroS, pacer),
      audio === null || reducer === null ? null : hear(audio, zeroS, reducer, pacer, tell),
    ])
    const info = {
      version: 1 as const,
      durationS,
      peaks: reducer === null ? null : peaksFor(durationS),
      poster: pictures !== null && pictures.poster !== null,
      strip: pictures?.layout ?? null,
    }
    return { info, peaks: reducer?.values ?? null, poster: pictures?.poster ?? null, strip: pictures?.image ?? null }
  } finally {
    input.dispose()
  }
}

async function decodable<T extends InputVideoTrack | InputAudioTrack>(track: T | null): Promise<T | null> {
  return track !== null && (await track.canDecode()) ? track : null
}

async function hear(
  track: InputAudioTrack,
  zeroS: number,
  reducer: PeakReducer,
  pacer: Pacer,
  tell: Tell,
): Promise<void> {
  let channel = new Float32Array(4096)
  let toldAt = performance.now()
  const tellNow = () => {
    toldAt = performance.now()
    const taken = reducer.take()
    if (taken !== null) tell({ kind: 'peaks', ...taken })
  }
  for await (const sample of new AudioSampleSink(track).samples()) {
    const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample
    if (channel.length < numberOfFrames) channel = new Float32Array(numberOfFrames)
    for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex += 1) {
      const samples = channel.subarray(0, numberOfFrames)
      sample.copyTo(samples, { planeIndex, format: 'f32-planar' })
      reducer.add(samples, timestamp - zeroS, sampleRate)
    }
    sample.close()
    if (performance.now() - toldAt > tellEveryMs) tellNow()
    await pacer.turn()
  }
  tellNow()
}

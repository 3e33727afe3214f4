/** A recording's markers as a file: what the review room shows, counted in the frames of its video where the format does. */
import { pathToFileURL } from 'node:url'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { ExportedText } from '../../../preload/contract/exports.ts'
import type { FrameRateName, Marker, MarkerFormat } from '../../../preload/contract/markers.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import type { VideoFacts } from '../adapters/content/video-facts.ts'
import type { ClipFilm } from '../clips/messages.ts'
import { vttChapters } from '../core/markers/chapters.ts'
import { markersCsv } from '../core/markers/csv.ts'
import { edl } from '../core/markers/edl.ts'
import { fcpxml } from '../core/markers/fcpxml.ts'
import { type FrameRate, frameRate } from '../core/markers/frame-rate.ts'
import { markersMarkdown } from '../core/markers/markdown.ts'
import { exportName } from '../core/names/export-name.ts'
import { localMinute } from '../core/names/file-name.ts'
import { type ExportHeading, exportHeading, recordingLengthS } from '../db/library/export-queries.ts'
import { playableFiles } from '../db/library/review-queries.ts'
import { markersOf } from '../db/writings/marker-repository.ts'
import type { OpenLibrary } from './open-library.ts'

type Library = Pick<OpenLibrary, 'db' | 'files' | 'timeZone'>

export type MarkerExport = {
  readonly recordingId: number
  readonly format: MarkerFormat
  /** null: the video's own. */
  readonly frameRate: FrameRateName | null
}

export type ExportedMarkers = ExportedText & { readonly count: number }

export async function exportMarkers(
  library: Library,
  { recordingId, format, frameRate: wanted }: MarkerExport,
): Promise<Result<ExportedMarkers, DailiesError>> {
  const heading = exportHeading(library.db, recordingId)
  if (heading === null) return err(gone)
  const markers = markersOf(library.db, recordingId)
  if (markers.length === 0) return err(none)
  const made =
    format === 'edl' || format === 'fcpxml'
      ? await inFrames(library, { recordingId, format, heading, markers, wanted })
      : ok({ text: inTime(library, { recordingId, format, heading, markers }), note: null })
  if (!made.ok) return made
  const fileName = exportName(heading.title, heading.startMs, library.timeZone, format, 'markers')
  return ok({ fileName, count: markers.length, ...made.value })
}

type Asked<F extends MarkerFormat> = {
  readonly recordingId: number
  readonly format: F
  readonly heading: ExportHeading
  readonly markers: readonly Marker[]
}

function inTime(
  { db, timeZone }: Library,
  { recordingId, format, heading, markers }: Asked<'csv' | 'vtt' | 'md'>,
): string {
  switch (format) {
    case 'csv':
      return markersCsv(markers)
    case 'vtt':
      return vttChapters(markers, lengthMs(recordingLengthS(db, recordingId)))
    case 'md': {
      const date = localMinute(heading.startMs, timeZone)?.replace('.', ':') ?? 'Undated'
      return markersMarkdown(markers, { title: heading.title, date })
    }
  }
}

async function inFrames(
  library: Library,
  asked: Asked<'edl' | 'fcpxml'> & { readonly wanted: FrameRateName | null },
): Promise<Result<{ text: string; note: string | null }, DailiesError>> {
  const { recordingId, format, heading, markers, wanted } = asked
  const video = await videoOf(library, recordingId)
  const counted = rateFor(wanted, video?.facts ?? null)
  if (counted === null) return err(video?.isHere ? noRate : noVideo)
  const { rate, note } = counted
  const { title } = heading
  const length = video?.facts?.lengthMs ?? lengthMs(recordingLengthS(library.db, recordingId))
  const text =
    format === 'edl'
      ? edl(markers, { title, fileName: video?.name ?? usualName, lengthMs: length, note }, rate)
      : fcpxml(
          markers,
          {
            ...{ title, source: video?.url ?? usualName, lengthMs: length, size: video?.facts?.size ?? null },
            holds: video?.holds ?? { picture: true, sound: true },
          },
          rate,
        )
  return ok({ text, note })
}

/** null: it has to be asked. */
function rateFor(
  wanted: FrameRateName | null,
  facts: VideoFacts | null,
): { rate: FrameRate; note: string | null } | null {
  if (wanted !== null) return { rate: frameRate(wanted), note: null }
  if (facts === null) return null
  const { rate, varies } = facts.rate
  return {
    rate,
    note: varies ? `The video’s frame rate varies; times are counted at ${rate.name} frames a second.` : null,
  }
}

/**
 * The recording's own film, as the review room would play it first, rather one that is here. Not what one person sent: that
 * began when they came, so the markers would stand at other times in it.
 */
async function videoOf({ db, files }: Library, recordingId: number) {
  const films = playableFiles(db, recordingId)
    .filter(({ type }) => type !== 'track' && type !== 'stream')
    .map((film) => {
      const place = `${film.folder}/${film.playlist ?? film.name}`
      return { ...film, place, isHere: film.arrivingBytes === null && files.fileSize(place) !== null }
    })
  const film = films.find(({ isHere }) => isHere) ?? films[0]
  if (film === undefined) return null
  const path = files.resolve(film.place)
  if (!path.ok) return null
  const kind = film.playlist === null ? 'file' : 'playlist'
  const of = { library: files.root, path: film.place, kind } as const
  const { facts, holds } = film.isHere ? await factsOf(of) : { facts: null, holds: null }
  const likely = { picture: true, sound: true }
  return { name: film.name, url: pathToFileURL(path.value).href, isHere: film.isHere, facts, holds: holds ?? likely }
}

/** The media library is read when it is wanted: half of the engine's code, and no start needs it. */
async function factsOf(film: ClipFilm) {
  const { videoFacts, tracksIn } = await import('../adapters/content/video-facts.ts')
  const { beginsS, openFilm } = await import('../clips/film.ts')
  const opened = openFilm(film)
  try {
    return { facts: await videoFacts(opened.input, () => beginsS(opened, film)), holds: await tracksIn(opened.input) }
  } finally {
    opened.input.dispose()
  }
}

const lengthMs = (seconds: number | null): number => Math.round((seconds ?? 0) * 1000)

/** What 100ms's composite is called in every library. */
const usualName = 'composite.mp4'

const gone: DailiesError = { kind: 'not-found', message: 'This recording is not in the library any more.' }
const none: DailiesError = {
  kind: 'not-found',
  message: 'This recording has no markers yet, so there is nothing to export.',
}
const noVideo: DailiesError = {
  kind: 'invalid',
  message: 'The video isn’t on this computer, so its frame rate isn’t known. Choose the frame rate to count in.',
}
const noRate: DailiesError = {
  kind: 'invalid',
  message: 'The video doesn’t say its frame rate. Choose the frame rate to count in.',
}

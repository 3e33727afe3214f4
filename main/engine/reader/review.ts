/** Puts together what the review screen opens, from the database and the library folder, and what it may then play. */
import { basename } from 'node:path'
import type { MediaGrant } from '../../../preload/contract/control.ts'
import type { OpenedReview, ReviewSource } from '../../../preload/contract/review.ts'
import { indexIsInFront } from '../adapters/content/mp4-index.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import { gapOf } from '../core/review/review-gaps.ts'
import { noNames } from '../core/review/speaker-names.ts'
import type { Db } from '../db/database.ts'
import { recordingDetails } from '../db/library/details-queries.ts'
import { type PlayableFile, playableFiles } from '../db/library/review-queries.ts'
import { recordingAndNeighbours, withFiles } from '../db/library/session-neighbours.ts'
import { startedMsOf } from '../db/search/text-queries.ts'
import { chatOffsetOf, namedSpeakersOf, sourceOffsetsOf } from '../db/speaker-repository.ts'
import type { ReviewTextsReader } from './review-texts.ts'

export type GrantedReview = { readonly review: OpenedReview; readonly grants: readonly MediaGrant[] }

const contentTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
}

export type ReviewAsk = {
  readonly id: number
  readonly nowMs: number
  /** Of the texts that whoever asks has already; null: none. */
  readonly textsVersion: string | null
}

/** null: no such recording. */
export function openReview(
  db: Db,
  files: LibraryFiles,
  texts: ReviewTextsReader,
  { id, nowMs, textsVersion }: ReviewAsk,
): GrantedReview | null {
  const details = recordingDetails(db, id, nowMs)
  if (details === null) return null
  // What was opened first, then what else the session has.
  const recordingIds = recordingAndNeighbours(db, id)
  const opened = withFiles(db, recordingIds)
    .flatMap((recordingId) => playableFiles(db, recordingId))
    .flatMap((file) => playableSource(files, file) ?? [])
  const read = texts.read(recordingIds, textsVersion)
  const sources = clocked(
    db,
    opened.map(({ shown }) => shown),
  )
  return {
    review: {
      details,
      sources,
      sessionRest: Math.max(0, details.row.session.recordingCount - recordingIds.length),
      speakers: namedSpeakersOf(db, read.transcriptOf) ?? { recordingId: id, roomId: null, ...noNames },
      chatClock: { recordingId: read.chatOf, offsetMs: chatOffsetOf(db, read.chatOf) },
      gaps: [
        ...(sources.length === 0 ? [gapOf('video', details, null)] : []),
        ...read.missing.map(({ part, reason }) => gapOf(part, details, reason)),
      ],
      textsVersion: read.version,
      texts: read.texts,
    },
    grants: opened.map(({ grant }) => grant),
  }
}

type Shown = Omit<ReviewSource, 'adjustedByMs' | 'recordingStartedMs'>

/** Each with the clock that it has. */
function clocked(db: Db, sources: readonly Shown[]): ReviewSource[] {
  const recordings = new Map(
    [...new Set(sources.map(({ recordingId }) => recordingId))].map((id) => [
      id,
      { startedMs: startedMsOf(db, id), offsets: sourceOffsetsOf(db, id) },
    ]),
  )
  return sources.map((source) => ({
    ...source,
    recordingStartedMs: recordings.get(source.recordingId)?.startedMs ?? null,
    adjustedByMs: recordings.get(source.recordingId)?.offsets.get(source.assetId) ?? 0,
  }))
}

/** null: the file isn't there any more. */
export function playableSource(files: LibraryFiles, file: PlayableFile): { shown: Shown; grant: MediaGrant } | null {
  const { assetId, recordingId, type, label, durationS, audioOnly, folder, name, playlist, arrivingBytes, version } =
    file
  if (arrivingBytes === null && files.fileSize(`${folder}/${playlist ?? name}`) === null) return null
  if (arrivingBytes !== null && !canPlayPart(files, `${folder}/${name}.part`)) return null
  // A playlist names its segments relative to itself, so what is granted is the folder it stands in.
  const granted = playlist === null ? name : playlist.slice(0, Math.max(0, playlist.lastIndexOf('/')))
  const path = files.resolve(`${folder}/${granted}`)
  if (!path.ok) return null
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const isAudio = audioOnly || typeOf(extension).startsWith('audio/')
  const inside = playlist === null ? '' : `/${encodeURIComponent(basename(playlist))}`
  // Chromium keeps what it has played by its address, whatever it is told: a file that came anew has another one.
  const url = `dailies-media://asset/${assetId}${inside}?v=${version.toString(36)}`
  return {
    shown: {
      assetId,
      recordingId,
      type,
      label,
      kind: playlist !== null ? 'hls' : isAudio ? 'audio' : 'video',
      url,
      durationS,
      arriving: arrivingBytes !== null,
    },
    grant: {
      assetId,
      library: files.root,
      path: path.value,
      contentType: playlist === null ? contentType(extension, isAudio) : null,
      ...(arrivingBytes === null ? {} : { arrivingBytes }),
    },
  }
}

function canPlayPart(files: LibraryFiles, part: string): boolean {
  const [bytes, path] = [files.fileSize(part), files.resolve(part)]
  return bytes !== null && path.ok && indexIsInFront(path.value, bytes)
}

/** A file may be named `film.constructor`. Empty: none that is known. */
function typeOf(extension: string): string {
  return Object.hasOwn(contentTypes, extension) ? (contentTypes[extension] ?? '') : ''
}

function contentType(extension: string, isAudio: boolean): string {
  const type = typeOf(extension) || 'video/mp4'
  return isAudio ? type.replace('video/', 'audio/') : type
}

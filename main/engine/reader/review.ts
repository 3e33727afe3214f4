/** Puts together what the review screen opens, from the database and the library folder, and what it may then play. */
import { basename } from 'node:path'
import type { MediaGrant } from '../../../preload/contract/control.ts'
import type { RecordingDetails } from '../../../preload/contract/recording.ts'
import type { Review, ReviewGap, ReviewSource } from '../../../preload/contract/review.ts'
import type { LibraryFiles } from '../adapters/library-files.ts'
import { indexIsInFront } from '../adapters/mp4-index.ts'
import { readRecordingTexts } from '../adapters/recording-texts.ts'
import type { RecordingTexts } from '../core/recording-texts.ts'
import { gapOf } from '../core/review-gaps.ts'
import { noNames } from '../core/speaker-names.ts'
import type { Db } from '../db/database.ts'
import { recordingDetails } from '../db/details-queries.ts'
import { type PlayableFile, playableFiles } from '../db/review-queries.ts'
import { chatOffsetOf, namedSpeakersOf, sourceOffsetsOf } from '../db/speaker-repository.ts'
import { startedMsOf, textFilesOf } from '../db/text-queries.ts'
import { shifted, shiftMs } from './session-transcript.ts'

export type OpenedReview = { readonly review: Review; readonly grants: readonly MediaGrant[] }

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

/** null: no such recording. */
export function openReview(db: Db, files: LibraryFiles, id: number, nowMs: number): OpenedReview | null {
  const details = recordingDetails(db, id, nowMs)
  if (details === null) return null
  // What was opened first, then what else the session has.
  const recordingIds = [id, ...details.sessionRecordingIds.filter((other) => other !== id)]
  const playable = recordingIds.flatMap((recordingId) => playableFiles(db, recordingId))
  const opened = playable.flatMap((file) => playableSource(files, file) ?? [])
  const texts = recordingIds.map((recordingId) => textsOf(db, files, recordingId, id))
  const transcript = firstOf(texts, (text) => text.transcript?.value ?? null)
  const chat = firstOf(texts, (text) => text.chat?.value ?? null)
  const summary = firstOf(texts, (text) => text.summary?.value ?? null)
  const offsets = new Map(recordingIds.flatMap((recordingId) => [...sourceOffsetsOf(db, recordingId)]))
  const sources = opened.map(({ shown }) => ({
    ...shown,
    recordingStartedMs: startedMsOf(db, shown.recordingId),
    adjustedByMs: offsets.get(shown.assetId) ?? 0,
  }))
  const whose = (part: 'transcript' | 'chat'): number =>
    recordingIds[texts.findIndex((text) => text[part] !== null)] ?? id
  const chatOf = whose('chat')
  return {
    review: {
      details,
      sources,
      transcript,
      speakers: namedSpeakersOf(db, whose('transcript')) ?? { recordingId: id, roomId: null, ...noNames },
      chat,
      chatClock: { recordingId: chatOf, offsetMs: chatOffsetOf(db, chatOf) },
      summary,
      gaps: gaps(details, { sources, transcript, chat, summary }, texts),
    },
    grants: opened.map(({ grant }) => grant),
  }
}

function firstOf<T>(texts: readonly RecordingTexts[], pick: (texts: RecordingTexts) => T | null): T | null {
  for (const text of texts) {
    const value = pick(text)
    if (value !== null) return value
  }
  return null
}

function gaps(
  details: RecordingDetails,
  { sources, ...texts }: Pick<Review, 'sources' | 'transcript' | 'chat' | 'summary'>,
  read: readonly RecordingTexts[],
): ReviewGap[] {
  const problem = (part: 'transcript' | 'chat' | 'summary'): string | null =>
    read[0]?.problems.find(({ file }) => file.source === part)?.reason ?? null
  return [
    ...(sources.length === 0 ? [gapOf('video', details, null)] : []),
    ...(['transcript', 'chat', 'summary'] as const).flatMap((part) =>
      texts[part] === null ? [gapOf(part, details, problem(part))] : [],
    ),
  ]
}

/** On the time of the recording that is opened: the others of its session began at other moments. */
function textsOf(db: Db, files: LibraryFiles, recordingId: number, openedId: number): RecordingTexts {
  const texts = readRecordingTexts(files, textFilesOf(db, recordingId), startedMsOf(db, openedId))
  if (texts.transcript === null) return texts
  const { file, value } = texts.transcript
  return { ...texts, transcript: { file, value: shifted(value, shiftMs(db, recordingId, openedId)) } }
}

/** null: the file isn't there any more. */
export function playableSource(
  files: LibraryFiles,
  file: PlayableFile,
): { shown: Omit<ReviewSource, 'adjustedByMs' | 'recordingStartedMs'>; grant: MediaGrant } | null {
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

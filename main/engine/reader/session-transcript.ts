/**
 * The transcript that stands for a recording: its own, else the first that its session has, on the recording's clock and
 * under the person's names for those who speak. What is exported is what the review room shows.
 */
import type { Transcript } from '../../../preload/contract/review.ts'
import type { LibraryFiles } from '../adapters/library-files.ts'
import { readRecordingTexts } from '../adapters/recording-texts.ts'
import { noNames, renamedTranscript } from '../core/speaker-names.ts'
import type { Db } from '../db/database.ts'
import { namedSpeakersOf } from '../db/speaker-repository.ts'
import { startedMsOf, textFilesOf } from '../db/text-queries.ts'

export type FoundTranscript = {
  readonly transcript: Transcript | null
  /** Why the recording's own file can't be read, if one is here. */
  readonly reason: string | null
}

/** `recordingIds`: the recording first, then the others of its session. */
export function sessionTranscript(db: Db, files: LibraryFiles, recordingIds: readonly number[]): FoundTranscript {
  let reason: string | null = null
  const [ownId] = recordingIds
  for (const id of recordingIds) {
    const textFiles = textFilesOf(db, id).filter(({ source }) => source === 'transcript')
    const { transcript, problems } = readRecordingTexts(files, textFiles, null)
    if (id === ownId) reason = problems[0]?.reason ?? null
    if (transcript !== null && ownId !== undefined) {
      const named = renamedTranscript(transcript.value, namedSpeakersOf(db, id) ?? noNames)
      return { transcript: shifted(named, shiftMs(db, id, ownId)), reason }
    }
  }
  return { transcript: null, reason }
}

/** How much later one recording began than the other: what is added to its times. 0 where upstream doesn't say. */
export function shiftMs(db: Db, recordingId: number, openedId: number): number {
  if (recordingId === openedId) return 0
  const [own, opened] = [startedMsOf(db, recordingId), startedMsOf(db, openedId)]
  return own === null || opened === null ? 0 : own - opened
}

export function shifted(transcript: Transcript, byMs: number): Transcript {
  if (byMs === 0) return transcript
  const move = (ms: number): number => Math.max(0, ms + byMs)
  const lines = transcript.lines.map((line) => ({
    ...line,
    startMs: line.startMs === null ? null : move(line.startMs),
    endMs: line.endMs === null ? null : move(line.endMs),
    words: line.words.map(({ text, startMs, endMs }) => ({ text, startMs: move(startMs), endMs: move(endMs) })),
  }))
  return { source: transcript.source, lines }
}

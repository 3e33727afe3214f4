/**
 * The texts that stand for a recording: its own, else those of the recording of its session that is nearest and has some,
 * on the recording's clock. What is exported is what the review room shows. Reads no more files than it must.
 */
import type { Transcript } from '../../../preload/contract/review.ts'
import { nameIn } from '../../../preload/contract/speaker-terms.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import { readRecordingTexts } from '../adapters/library/recording-texts.ts'
import type { RecordingTexts, TextFile, TextSource } from '../core/review/recording-texts.ts'
import { noNames, renamedTranscript } from '../core/review/speaker-names.ts'
import { withParticipants } from '../core/transcript/participant-names.ts'
import { shifted } from '../core/transcript/shifted.ts'
import type { Db } from '../db/database.ts'
import { recordingAndNeighbours } from '../db/library/session-neighbours.ts'
import { peerNamesOf, startedMsOf, textFilesOf } from '../db/search/text-queries.ts'
import { namedSpeakersOf } from '../db/speaker-repository.ts'

export type SessionText<T> = {
  readonly found: { readonly recordingId: number; readonly value: T } | null
  /** Why a file of the recording's own can't be read, if one can't. */
  readonly reason: string | null
  /** What isn't as one would expect of the text that was found; sentences. */
  readonly notes: readonly string[]
}

type Look = { readonly db: Db; readonly files: LibraryFiles; readonly recordingIds: readonly number[] }

/** `recordingIds`: the recording first, then the others of its session. */
export function sessionTranscript({ db, files, recordingIds }: Look): SessionText<Transcript> {
  const [ownId = 0] = recordingIds
  return firstOf({ db, files, recordingIds }, 'transcript', ({ transcript, problems }, recordingId) => {
    if (transcript === null) return null
    const joined = joinedSpeakers(db, recordingId, transcript.value)
    const { transcript: value, leftOut } = shifted(joined, shiftMs(db, recordingId, ownId))
    if (leftOut > 0 && value.lines.length === 0) return null
    return { value, notes: [...insteadOf(problems, transcript.file), ...(leftOut === 0 ? [] : [overBefore(leftOut)])] }
  })
}

/** The chat or the summary; a chat's times are on the clock of the recording that comes first. */
export function sessionText<S extends 'chat' | 'summary'>(
  look: Look,
  source: S,
): SessionText<NonNullable<RecordingTexts[S]>['value']> {
  return firstOf(look, source, (texts) => {
    const value = texts[source]?.value
    return value === undefined ? null : { value, notes: [] }
  })
}

type Taken<T> = { readonly value: T; readonly notes: readonly string[] }

function firstOf<T>(
  { db, files, recordingIds }: Look,
  source: TextSource,
  take: (texts: RecordingTexts, recordingId: number) => Taken<T> | null,
): SessionText<T> {
  let reason: string | null = null
  const [ownId = 0] = recordingIds
  const startedMs = startedMsOf(db, ownId)
  for (const recordingId of recordingIds) {
    const textFiles = textFilesOf(db, recordingId).filter((file) => file.source === source)
    if (textFiles.length === 0) continue
    const texts = readRecordingTexts(files, textFiles, startedMs)
    if (recordingId === ownId) reason = texts.problems[0]?.reason ?? null
    const taken = take(texts, recordingId)
    if (taken === null) continue
    const elsewhere = recordingId === ownId || reason === null ? [] : [`${reason} ${ofAnother}`]
    return { found: { recordingId, value: taken.value }, reason, notes: [...elsewhere, ...taken.notes] }
  }
  return { found: null, reason, notes: [] }
}

/** Who speaks by the session's participants, else by the file. A name the person has said something of stays what it is. */
export function joinedSpeakers(db: Db, recordingId: number, transcript: Transcript): Transcript {
  if (transcript.lines.every(({ peerId }) => peerId === null)) return transcript
  const people = peerNamesOf(db, recordingId)
  const names = namedSpeakersOf(db, recordingId) ?? noNames
  const called = new Set(people.values())
  const isRenamed = (name: string) => nameIn(names.own, name) !== undefined || nameIn(names.room, name) !== undefined
  return withParticipants(transcript, people, (name) => !called.has(name) && isRenamed(name))
}

export type FoundTranscript = Pick<SessionText<Transcript>, 'reason'> & { readonly transcript: Transcript | null }

/** As it is exported: under the person's names. */
export function namedTranscript(db: Db, files: LibraryFiles, recordingId: number): FoundTranscript {
  const recordingIds = recordingAndNeighbours(db, recordingId)
  const { found, reason } = sessionTranscript({ db, files, recordingIds })
  if (found === null) return { transcript: null, reason }
  return { transcript: renamedTranscript(found.value, namedSpeakersOf(db, found.recordingId) ?? noNames), reason }
}

/** How much later one recording began than the other: what is added to its times. 0 where upstream doesn't say. */
function shiftMs(db: Db, recordingId: number, openedId: number): number {
  if (recordingId === openedId) return 0
  const [own, opened] = [startedMsOf(db, recordingId), startedMsOf(db, openedId)]
  return own === null || opened === null ? 0 : own - opened
}

const ofAnother = 'What is shown is another recording’s of this session.'
const overBefore = (count: number): string =>
  `${count === 1 ? 'One line is' : `${count} lines are`} left out: spoken before this recording began.`

function insteadOf(problems: RecordingTexts['problems'], { format }: TextFile): string[] {
  const [problem] = problems
  return problem === undefined ? [] : [`${problem.reason} What is shown comes from the ${format.toUpperCase()} file.`]
}

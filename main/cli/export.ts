/** `dailies export RECORDING`: its transcript or its markers as a file for other programs. Reads only. */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { transcriptFormat } from '../../preload/contract/exports.ts'
import { markerFormat } from '../../preload/contract/markers.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { shownDate } from '../engine/core/dates.ts'
import { transcriptFile } from '../engine/core/transcript/transcript-file.ts'
import type { ArchiveRecording } from '../engine/db/library/archive-queries.ts'
import type { Archive } from '../engine/reader/archive.ts'
import { saveText } from '../save-text.ts'
import type { Invocation } from './arguments.ts'
import { type Context, type Ended, refused } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { withArchive } from './reading.ts'

/** Folders' names end with this much of an id. */
const shortestEnding = 8

/** `amount`: what is in it, e.g. `12 lines`. */
type Made = { readonly content: string; readonly amount: string; readonly note: string | null }

export const exportText = (context: Context): Promise<Ended> =>
  withArchive(context, (archive) => write(context, archive))

async function write(context: Context, archive: Archive): Promise<Ended> {
  const { invocation, output } = context
  const { text: id, format, outFile } = invocation
  const recording = find(archive.recordings(), id)
  if (recording === null) {
    return refused(context, { kind: 'not-found', message: `There is no recording “${id}” in this library.` })
  }
  const made = await textOf(archive, recording, invocation)
  if (!made.ok) return refused(context, made.error)
  const { content, amount, note } = made.value
  output.tally.recordings = 1
  if (note !== null) output.note(note)
  if (outFile === null) {
    output.text(content)
    return { status: exitStatus.done, describe: null }
  }
  const saved = await saveText(outFile, content)
  if (!saved.ok) return refused(context, saved.error)
  output.event('recording', { recording: recording.upstreamId, format, path: outFile }, null)
  return { status: exitStatus.done, describe: () => `${amount} written to ${outFile}` }
}

async function textOf(
  archive: Archive,
  recording: ArchiveRecording,
  { format, frameRate }: Invocation,
): Promise<Result<Made, DailiesError>> {
  const spoken = transcriptFormat.safeParse(format)
  if (spoken.success) {
    const { transcript, reason } = archive.transcript(recording.id)
    if (transcript === null) return err({ kind: 'not-found', message: reason ?? noTranscript })
    const heading = { title: recording.title, date: shownDate(recording.sortMs, archive.timeZone) }
    const made = transcriptFile(transcript, spoken.data, heading)
    if (!made.ok) return err({ kind: 'unreadable', message: made.error })
    const { text, lineCount, note } = made.value
    return ok({ content: text, amount: countOf(lineCount, 'line'), note })
  }
  const made = await archive.markers({ recordingId: recording.id, format: markerFormat.parse(format), frameRate })
  if (!made.ok)
    return made.error.kind === 'invalid' ? err({ ...made.error, message: `${made.error.message} ${howToSay}` }) : made
  const { text, count, note } = made.value
  return ok({ content: text, amount: countOf(count, 'marker'), note })
}

function find(recordings: readonly ArchiveRecording[], id: string): ArchiveRecording | null {
  const exact = recordings.find(({ upstreamId }) => upstreamId === id)
  if (exact !== undefined || id.length < shortestEnding) return exact ?? null
  const [only, another] = recordings.filter(({ upstreamId }) => upstreamId.endsWith(id))
  return another === undefined ? (only ?? null) : null
}

const noTranscript =
  'No transcript of this recording is in the library. Download it with “dailies pull --type transcript --recording ID”.'
const howToSay = 'Say it like --frame-rate 25.'

/** `dailies export RECORDING`: its transcript as a file for other programs. Reads only. */
import { writeFileSync } from 'node:fs'
import { shownDate } from '../engine/core/dates.ts'
import { transcriptFile } from '../engine/core/transcript/transcript-file.ts'
import type { ArchiveRecording } from '../engine/db/archive-queries.ts'
import { type Archive, openArchive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { refused } from './session.ts'

/** Folders' names end with this much of an id. */
const shortestEnding = 8

export async function exportTranscript(context: Context): Promise<Ended> {
  const opened = openArchive(context.library)
  if (!opened.ok) return refused(context, opened.error)
  try {
    return write(context, opened.value.archive)
  } finally {
    opened.value.close()
  }
}

function write(context: Context, archive: Archive): Ended {
  const { invocation, output } = context
  const { text: id, format, outFile } = invocation
  const recording = find(archive.recordings(), id)
  if (recording === null) {
    return refused(context, { kind: 'not-found', message: `There is no recording “${id}” in this library.` })
  }
  const { transcript, reason } = archive.transcript(recording.id)
  if (transcript === null) return refused(context, { kind: 'not-found', message: reason ?? noTranscript })
  const heading = { title: recording.title, date: shownDate(recording.sortMs, archive.timeZone) }
  const made = transcriptFile(transcript, format ?? 'txt', heading)
  if (!made.ok) return refused(context, { kind: 'unreadable', message: made.error })
  const content = made.value
  output.tally.recordings = 1
  if (outFile === null) {
    output.text(content)
    return { status: exitStatus.done, describe: null }
  }
  try {
    writeFileSync(outFile, content)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refused(context, { kind: 'folder', message: `“${outFile}” can't be written: ${why}.` })
  }
  const lines = countOf(transcript.lines.length, 'line')
  output.event('recording', { recording: recording.upstreamId, format, path: outFile }, null)
  return { status: exitStatus.done, describe: () => `${lines} written to ${outFile}` }
}

function find(recordings: readonly ArchiveRecording[], id: string): ArchiveRecording | null {
  const exact = recordings.find(({ upstreamId }) => upstreamId === id)
  if (exact !== undefined || id.length < shortestEnding) return exact ?? null
  const [only, another] = recordings.filter(({ upstreamId }) => upstreamId.endsWith(id))
  return another === undefined ? (only ?? null) : null
}

const noTranscript =
  'No transcript of this recording is in the library. Download it with “dailies pull --type transcript --recording ID”.'

/** `dailies search TEXT`: where it is said, written or named. Reads only. */
import type { SearchHit } from '../../preload/contract/library.ts'
import { shownDate } from '../engine/core/dates.ts'
import type { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { shownSeconds } from './quantities.ts'
import { withArchive } from './reading.ts'

export const search = (context: Context): Promise<Ended> => withArchive(context, (archive) => tell(context, archive))

function tell({ invocation, output }: Context, archive: Archive): Ended {
  const { timeZone } = archive
  const recordings = new Map(archive.recordings().map((recording) => [recording.id, recording]))
  const found = new Set<number>()
  let [count, previous]: [number, number | null] = [0, null]
  for (const hit of archive.search(invocation.text)) {
    const recording = recordings.get(hit.recordingId)
    if (recording === undefined) continue
    const heading = `${shownDate(recording.sortMs, timeZone)}  ${recording.title}  ${recording.upstreamId}\n`
    const fields = {
      recording: recording.upstreamId,
      title: recording.title,
      room: recording.roomTitle,
      source: hit.source,
      at_ms: hit.atMs,
      time_code: hit.atMs === null ? null : shownSeconds(hit.atMs / 1000),
      speaker: hit.speaker,
      text: hit.text,
      marks: hit.marks,
    }
    output.result('hit', fields, `${hit.recordingId === previous ? '' : heading}${lineOf(hit)}`)
    previous = hit.recordingId
    found.add(hit.recordingId)
    count += 1
  }
  output.tally.recordings = found.size
  return {
    status: exitStatus.done,
    describe: ({ recordings: of }) => `${countOf(count, 'hit')} in ${countOf(of, 'recording')}`,
  }
}

function lineOf({ source, atMs, speaker, text }: SearchHit): string {
  const at = atMs === null ? source : shownSeconds(atMs / 1000)
  return `  ${at.padStart(11)}  ${speaker === null ? '' : `${speaker}: `}${text}`
}

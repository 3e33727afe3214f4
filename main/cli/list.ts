/** `dailies list`: one line a recording. Reads only, so it works while the app has the library open. */

import { statusWords } from '../../preload/contract/recording-terms.ts'
import { shownDate } from '../engine/core/dates.ts'
import type { ArchiveRecording } from '../engine/db/library/archive-queries.ts'
import type { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { shownSeconds } from './quantities.ts'
import { withArchive } from './reading.ts'
import { selectAssets, selectRecordings, tellUnknownWords } from './selection.ts'
import { shownBytes } from './shown-bytes.ts'

export const list = (context: Context): Promise<Ended> => withArchive(context, (archive) => tell(context, archive))

function tell({ invocation, output }: Context, archive: Archive): Ended {
  const { timeZone } = archive
  const { filters } = invocation
  const status = tellUnknownWords(output, archive, filters) ? exitStatus.failed : exitStatus.done
  const passing = selectRecordings(archive, filters)
  const ofType = new Set(selectAssets(archive, filters, passing).map(({ recordingId }) => recordingId))
  const recordings = filters.types.length === 0 ? passing : passing.filter(({ id }) => ofType.has(id))
  for (const recording of recordings) {
    const fields = invocation.json ? (archive.export(recording.id) ?? {}) : {}
    output.result('recording', fields, lineOf(recording, timeZone))
  }
  output.tally.recordings = recordings.length
  return { status, describe: ({ recordings: count }) => countOf(count, 'recording') }
}

function lineOf(recording: ArchiveRecording, timeZone: string): string {
  const { upstreamId, title, sortMs, durationS, sizeBytes, status, onlyCopy, assets } = recording
  const here =
    assets.done === 0 ? 'not here' : assets.done < assets.total ? `${assets.done} of ${assets.total} here` : 'here'
  return [
    shownDate(sortMs, timeZone),
    (durationS === null ? '–' : shownSeconds(durationS)).padStart(8),
    (sizeBytes === null ? '–' : shownBytes(sizeBytes)).padStart(7),
    statusWords[status].padEnd(9),
    (onlyCopy ? 'only copy' : here).padEnd(12),
    upstreamId,
    title,
  ].join('  ')
}

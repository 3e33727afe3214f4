/** A row's words and state, as the list and the grid both say them. */
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { someNames } from '../../../format/count.ts'
import { formatDayAndTime, recordedMs } from '../../../format/dates.ts'
import { kindWords } from '../../../format/recording-words.ts'
import { roomApart } from '../../../stores/room-apart.ts'
import { useDownloads, useLibrary } from '../../../stores/stores.ts'
import type { RecordingProps } from './recording-parts.tsx'
import { type RowState, rowState, runningShare } from './row-state.ts'

export type RecordingWords = {
  readonly title: string
  /** Where and when it was, as far as the title doesn't say so. */
  readonly place: string
  readonly people: string
  /** null: no date is known. */
  readonly atMs: number | null
  readonly state: RowState
}

export function useRecordingWords(
  row: RecordingRow,
  { group, member, nowMs, timeZone }: Pick<RecordingProps, 'group' | 'member' | 'nowMs' | 'timeZone'>,
): RecordingWords {
  const share = useDownloads(({ progress }) =>
    quantised(progress === null ? null : runningShare(row, progress.running, group?.ids ?? [row.id])),
  )
  const apart = useLibrary(({ overview }) => roomApart(overview, row.roomId))
  const atMs = recordedMs(row)
  // Under its session a recording without a title of its own is told by when it began.
  const namedByTime = member && row.userTitle === null && atMs !== null
  const when = atMs === null ? 'No date' : formatDayAndTime(atMs, nowMs, timeZone)
  const where = namedByTime || row.title === row.roomTitle ? null : row.roomTitle
  // Room and people are its session's, and stand over it.
  const place = member ? [kindWords[row.kind], namedByTime ? null : when] : [where, apart, when]
  return {
    title: namedByTime ? when : row.title,
    place: place.filter((part) => part !== null).join(' · '),
    people: member ? '' : someNames(row.participants, row.participantCount),
    atMs,
    state: rowState(row, share),
  }
}

/** Whole percents: a ring of 16 pixels needs no more, and a line isn't drawn again for less. */
const quantised = (share: number | null) => (share === null ? null : Math.round(share * 100) / 100)

/** What is known of a recording, each in the reader's words. What isn't known has no line. */
import type { ReactNode } from 'react'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { statusWords } from '../../../../preload/contract/recording-terms.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { formatCount, someNames } from '../../../format/count.ts'
import { formatDayAndTime, formatDaysLeft } from '../../../format/dates.ts'
import { expiryMatters } from '../../../format/expiry.ts'
import { kindWords } from '../../../format/recording-words.ts'
import { formatLength, formatTimeCode } from '../../../format/time-code.ts'
import { roomApart } from '../../../stores/room-apart.ts'
import { useApp, useLibrary } from '../../../stores/stores.ts'
import { useUpstreamNow } from '../../../stores/upstream-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { useNow } from '../../../ui/use-now.ts'
import styles from './facts.module.css'

/** More than these are counted. */
const mostSpeakers = 4

type Props = {
  readonly row: RecordingRow
  readonly positionS: number | null
  readonly speakers: readonly string[]
  readonly markerCount: number
}

export function Facts({ row, positionS, speakers, markerCount }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const apart = useLibrary(({ overview }) => roomApart(overview, row.roomId))
  const now = useNow()
  const upstreamNow = useUpstreamNow(now)
  return (
    <dl className={styles['facts']}>
      <Fact name="Room">
        {row.roomTitle}
        {apart === null ? null : <span className={styles['aside']}> · {apart}</span>}
      </Fact>
      {!row.durationS ? null : (
        <Fact name="Length">
          {formatLength(row.durationS)}
          {positionS === null || positionS < 1 ? null : (
            <span className={styles['aside']}> · left at {formatTimeCode(positionS * 1000)}</span>
          )}
        </Fact>
      )}
      {!row.sizeBytes ? null : <Fact name="Size">{formatBytes(row.sizeBytes)}</Fact>}
      {speakers.length === 0 ? null : (
        <Fact name={speakers.length === 1 ? 'Speaker' : 'Speakers'}>
          <span title={speakers.join(', ')}>{someNames(speakers, speakers.length, mostSpeakers)}</span>
        </Fact>
      )}
      {markerCount === 0 ? null : <Fact name="Markers">{formatCount(markerCount)}</Fact>}
      <Fact name="Status">
        {statusWords[row.status]}
        {row.statusRaw === null || row.statusRaw.toLowerCase() === row.status ? null : (
          <span className={styles['aside']} data-selectable>
            {' '}
            · {row.statusRaw}
          </span>
        )}
      </Fact>
      <Fact name="Kind">
        {kindWords[row.kind]}
        {row.session.recordingCount > 1 ? (
          <span className={styles['aside']}>
            {' '}
            · one of {row.session.recordingCount} of its session
            {row.session.sizeBytes === null ? '' : `, ${formatBytes(row.session.sizeBytes)} together`}
          </span>
        ) : null}
      </Fact>
      {row.onlyCopy ? (
        <Fact name="At 100ms">
          <Badge tone="amber">Deleted: only copy here</Badge>
        </Fact>
      ) : row.expiresMs === null ? null : (
        <Fact name="100ms deletes">
          {expiryMatters(row, upstreamNow) ? (
            <Badge tone="amber">{formatDaysLeft(row.expiresMs, upstreamNow)}</Badge>
          ) : (
            <span title={formatDayAndTime(row.expiresMs, now, timeZone)}>
              {formatDaysLeft(row.expiresMs, upstreamNow)}
            </span>
          )}
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** One card of the grid: the picture with its length, and under it what tells the recording from others. */
import { memo } from 'react'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { formatDaysLeft } from '../../../format/dates.ts'
import { expiryMatters } from '../../../format/expiry.ts'
import { formatLength } from '../../../format/time-code.ts'
import { useLibrary } from '../../../stores/stores.ts'
import { useUpstreamNow } from '../../../stores/upstream-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import styles from './recording-card.module.css'
import {
  Opener,
  RecordingButtons,
  type RecordingProps,
  RecordingTitle,
  Starred,
  StatusBadge,
  WhereAndWho,
} from './recording-parts.tsx'
import { sessionRow } from './session-row.ts'
import { Thumbnail } from './thumbnail.tsx'
import { useRecordingWords } from './use-recording-words.ts'

export const RecordingCard = memo(function RecordingCard(props: RecordingProps) {
  const row = useLibrary((state) => state.rows.get(props.id))
  if (row === undefined) return <div className={styles['blank']} aria-busy="true" />
  return <Known {...props} row={props.group === null ? row : sessionRow(row)} />
})

function Known(props: RecordingProps & { readonly row: RecordingRow }) {
  const { row, group, hot, focused, nowMs, timeZone, actions } = props
  const upstreamNowMs = useUpstreamNow(nowMs)
  const { title, place, people, atMs, state } = useRecordingWords(row, props)
  const bySize = useLibrary(({ sort }) => sort.by === 'size')
  const length = !row.durationS ? '' : formatLength(row.durationS)
  // What the cards are in order by is on them.
  const badge = bySize && row.sizeBytes ? formatBytes(row.sizeBytes) : length
  const expiring = expiryMatters(row, upstreamNowMs) && row.expiresMs !== null
  return (
    <>
      <div className={styles['picture']}>
        <div draggable>
          <Thumbnail
            wide
            room={row.roomTitle}
            hasVideo={row.hasVideo || row.assets.total === 0}
            poster={row.poster}
            count={group?.ids.length ?? 1}
          />
        </div>
        {row.status === 'ready' && !expiring ? null : (
          <div className={styles['corner']} data-side="start">
            {row.status === 'ready' ? null : <StatusBadge row={row} />}
            {expiring && row.expiresMs !== null ? (
              <Badge tone="amber">{formatDaysLeft(row.expiresMs, upstreamNowMs)}</Badge>
            ) : null}
          </div>
        )}
        {badge === '' ? null : <span className={styles['length']}>{badge}</span>}
        {hot ? (
          <div className={styles['actions']}>
            <RecordingButtons
              row={row}
              ids={group === null ? [row.id] : [...group.ids]}
              tabIndex={focused ? 0 : -1}
              actions={actions}
            />
          </div>
        ) : null}
      </div>
      <div className={styles['titleLine']}>
        {group === null ? null : <Opener group={group} />}
        <RecordingTitle row={row} title={title} tooltip={title} />
        {row.starred ? <Starred /> : null}
        {group === null ? null : <Badge>{group.ids.length}</Badge>}
        <span className={styles['state']}>
          <StateGlyph state={state.state} label={state.label} progress={state.progress} tooltip={hot} />
        </span>
      </div>
      <WhereAndWho place={place} people={people} atMs={atMs} timeZone={timeZone} />
    </>
  )
}

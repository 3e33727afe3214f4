/** One line of the list: a recording, a session that opens, or one of its recordings. 56 pixels, and it doesn't jump. */
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
import { Cell } from './cell.tsx'
import styles from './recording-line.module.css'
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

export const RecordingLine = memo(function RecordingLine(props: RecordingProps) {
  const row = useLibrary((state) => state.rows.get(props.id))
  if (row === undefined) return <Waiting member={props.member} />
  return <Known {...props} row={props.group === null ? row : sessionRow(row)} />
})

/** The shape of a line whose row isn't here yet. */
function Waiting({ member }: { readonly member: boolean }) {
  return (
    <Cell className={styles['line']} data-member={member ? '' : undefined} aria-busy="true">
      <span className={styles['opener']} />
      <span className={styles['blank']} />
    </Cell>
  )
}

/** Picture and title are what a hand drags out; from the rest of the line it drags a box over others. */
function Known(props: RecordingProps & { readonly row: RecordingRow }) {
  const { row, group, member, hot, focused, nowMs, timeZone, actions } = props
  const upstreamNowMs = useUpstreamNow(nowMs)
  const { title, place, people, atMs, state } = useRecordingWords(row, props)
  return (
    <>
      <Cell className={styles['line']} data-member={member ? '' : undefined}>
        <span className={styles['opener']}>{group === null ? null : <Opener group={group} />}</span>
        <span draggable>
          <Thumbnail
            room={row.roomTitle}
            hasVideo={row.hasVideo || row.assets.total === 0}
            poster={row.poster}
            count={group?.ids.length ?? 1}
          />
        </span>
        <div className={styles['words']}>
          <div className={styles['titleLine']}>
            <RecordingTitle row={row} title={title} />
            {row.starred ? <Starred /> : null}
            {group === null ? null : <Badge>{group.ids.length}</Badge>}
            {row.status === 'ready' ? null : <StatusBadge row={row} />}
            {row.tags.slice(0, 2).map((tag) => (
              <Badge key={tag} title={tag} className={styles['tag']}>
                {tag}
              </Badge>
            ))}
          </div>
          <WhereAndWho
            place={place}
            people={people}
            atMs={atMs}
            timeZone={timeZone}
            peopleClass={styles['peopleInLine']}
          />
        </div>
      </Cell>
      <Cell className={styles['people']} title={row.participants.join(', ')}>
        {people}
      </Cell>
      <Cell className={styles['expiry']}>
        {expiryMatters(row, upstreamNowMs) && row.expiresMs !== null ? (
          <Badge tone="amber">{formatDaysLeft(row.expiresMs, upstreamNowMs)}</Badge>
        ) : null}
      </Cell>
      <Cell className={styles['length']} title={group === null ? undefined : 'The longest of its recordings'}>
        {!row.durationS ? '' : formatLength(row.durationS)}
      </Cell>
      <Cell className={styles['size']} title={group === null ? undefined : 'All of its recordings together'}>
        {!row.sizeBytes ? '' : formatBytes(row.sizeBytes)}
      </Cell>
      <Cell className={styles['state']}>
        <StateGlyph state={state.state} label={state.label} progress={state.progress} tooltip={hot} />
      </Cell>
      {hot ? (
        <Cell className={styles['actions']}>
          <RecordingButtons
            row={row}
            ids={group === null ? [row.id] : [...group.ids]}
            tabIndex={focused ? 0 : -1}
            actions={actions}
          />
        </Cell>
      ) : null}
    </>
  )
}

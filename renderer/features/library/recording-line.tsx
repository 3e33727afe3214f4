/** One line of the list: a recording, a session that opens, or one of its recordings. 56 pixels, and it doesn't jump. */
import { ArrowDownToLine, ChevronRight, Play, Star } from 'lucide-react'
import { memo } from 'react'
import type { RemovalTarget } from '../../../preload/contract/commands.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { formatBytes } from '../../format/bytes.ts'
import { counted, someNames } from '../../format/count.ts'
import { formatDayAndTime, formatDaysLeft, formatFullDate } from '../../format/dates.ts'
import { statusWords } from '../../format/recording-words.ts'
import { formatLength } from '../../format/time-code.ts'
import { roomApart } from '../../stores/room-apart.ts'
import { useDownloads, useLibrary } from '../../stores/stores.ts'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { Cell } from './cell.tsx'
import styles from './recording-line.module.css'
import { expiryMatters, rowState, runningShare } from './row-state.ts'
import { Thumbnail } from './thumbnail.tsx'

export type LineActions = {
  readonly review: (id: number) => void
  readonly download: (ids: readonly number[]) => void
  readonly star: (ids: readonly number[], starred: boolean) => void
  /** From this computer; what 100ms no longer has is asked about. */
  readonly remove: (target: RemovalTarget) => void
}

type Props = {
  readonly id: number
  /** Of a session with several: how many, whether open, and how to open. */
  readonly group: { readonly ids: Int32Array; readonly open: boolean; readonly toggle: () => void } | null
  readonly member: boolean
  /** Under the pointer or the keyboard: its buttons are there. */
  readonly hot: boolean
  readonly focused: boolean
  readonly nowMs: number
  readonly timeZone: string
  readonly actions: LineActions
}

export const RecordingLine = memo(function RecordingLine(props: Props) {
  const row = useLibrary((state) => state.rows.get(props.id))
  if (row === undefined) return <Waiting member={props.member} />
  return <Known {...props} row={row} />
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

function Known({ row, group, member, hot, focused, nowMs, timeZone, actions }: Props & { readonly row: RecordingRow }) {
  const share = useDownloads((state) =>
    quantised(state.progress === null ? null : runningShare(row, state.progress.running)),
  )
  const state = rowState(row, share)
  const at = row.startedMs ?? row.createdMs
  const ids = group === null ? [row.id] : [...group.ids]
  const untitled = row.userTitle === null
  // Under its session an untitled recording is told by when it began.
  const namedByTime = member && untitled && at !== null
  const when = at === null ? null : formatDayAndTime(at, nowMs, timeZone)
  const apart = useLibrary(({ overview }) => roomApart(overview, row.roomId))
  const room = [untitled ? null : row.roomTitle, apart].filter((part) => part !== null).join(' · ')
  const place = [room === '' ? null : room, namedByTime ? null : when].filter((part) => part !== null)
  return (
    <>
      <Cell className={styles['line']} data-member={member ? '' : undefined}>
        <span className={styles['opener']}>
          {group === null ? null : (
            <button
              type="button"
              tabIndex={-1}
              className={styles['chevron']}
              data-open={group.open ? '' : undefined}
              aria-label={group.open ? 'Close this session' : 'Open this session'}
              onClick={(event) => {
                event.stopPropagation()
                group.toggle()
              }}
            >
              <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
            </button>
          )}
        </span>
        <Thumbnail
          room={row.roomTitle}
          hasVideo={row.hasVideo || row.assets.total === 0}
          poster={row.poster}
          count={group?.ids.length ?? 1}
        />
        <div className={styles['words']}>
          <div className={styles['titleLine']}>
            <span className={styles['title']} data-reviewed={row.reviewed ? '' : undefined}>
              {namedByTime ? when : row.title}
            </span>
            {row.starred ? (
              <Star size={12} fill="currentColor" className={styles['starred']} aria-label="Starred" />
            ) : null}
            {group === null ? null : <Badge>{group.ids.length}</Badge>}
            {row.status === 'ready' ? null : <StatusBadge row={row} />}
            {row.tags.slice(0, 2).map((tag) => (
              <Badge key={tag} className={styles['tag']}>
                {tag}
              </Badge>
            ))}
          </div>
          <div className={styles['sub']}>
            <span title={at === null ? undefined : formatFullDate(at, timeZone)}>{place.join(' · ')}</span>
            <span className={styles['peopleInLine']}>{names(row, place.length > 0 ? ' · ' : '')}</span>
          </div>
        </div>
      </Cell>
      <Cell className={styles['people']} title={row.participants.join(', ')}>
        {names(row)}
      </Cell>
      <Cell className={styles['expiry']}>
        {expiryMatters(row, nowMs) && row.expiresMs !== null ? (
          <Badge tone="amber" className={styles['days']}>
            {formatDaysLeft(row.expiresMs, nowMs)}
          </Badge>
        ) : null}
      </Cell>
      <Cell className={styles['length']}>{!row.durationS ? '' : formatLength(row.durationS)}</Cell>
      <Cell className={styles['size']}>{!row.sizeBytes ? '' : formatBytes(row.sizeBytes)}</Cell>
      <Cell className={styles['state']}>
        <StateGlyph state={state.state} label={state.label} progress={state.progress} tooltip={hot} />
      </Cell>
      {hot ? (
        <Cell className={styles['actions']}>
          <Actions row={row} ids={ids} tabIndex={focused ? 0 : -1} actions={actions} />
        </Cell>
      ) : null}
    </>
  )
}

type ActionsProps = {
  readonly row: RecordingRow
  readonly ids: readonly number[]
  readonly tabIndex: number
  readonly actions: LineActions
}

function Actions({ row, ids, tabIndex, actions }: ActionsProps) {
  const one = ids.length === 1
  return (
    <>
      <IconButton
        label={row.starred ? 'Remove star' : 'Star'}
        shortcut="s"
        icon={Star}
        filled={row.starred}
        tabIndex={tabIndex}
        onClick={() => actions.star(ids, !row.starred)}
      />
      <IconButton
        label={one ? 'Download' : `Download ${counted(ids.length, 'recording')}`}
        shortcut="d"
        icon={ArrowDownToLine}
        tabIndex={tabIndex}
        disabled={row.local === 'complete' && one}
        onClick={() => actions.download(ids)}
      />
      <IconButton
        label="Review"
        shortcut="enter"
        icon={Play}
        tabIndex={tabIndex}
        onClick={() => actions.review(row.id)}
      />
    </>
  )
}

function StatusBadge({ row }: { readonly row: RecordingRow }) {
  return (
    <Badge tone={row.status === 'failed' || row.status === 'recording' ? 'tally' : 'neutral'}>
      {row.status === 'recording' ? <span className={styles['tally']} /> : null}
      {statusWords[row.status]}
    </Badge>
  )
}

const names = (row: RecordingRow, before = '') => {
  const words = someNames(row.participants, row.participantCount)
  return words === '' ? '' : before + words
}

/** Whole percents: a ring of 16 pixels needs no more, and a line isn't drawn again for less. */
const quantised = (share: number | null) => (share === null ? null : Math.round(share * 100) / 100)

/** What a line of the list and a card of the grid share: the session's opener, the words, the status, and the buttons of a hand. */
import { ArrowDownToLine, ChevronRight, Play, Star } from 'lucide-react'
import type { RemovalTarget } from '../../../../preload/contract/commands.ts'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { statusWords } from '../../../../preload/contract/recording-terms.ts'
import { counted } from '../../../format/count.ts'
import { formatFullDate } from '../../../format/dates.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import styles from './recording-parts.module.css'

export type LineActions = {
  readonly review: (id: number) => void
  readonly download: (ids: readonly number[]) => void
  readonly star: (ids: readonly number[], starred: boolean) => void
  readonly reviewed: (ids: readonly number[], reviewed: boolean) => void
  /** Asks which tag. */
  readonly tag: (ids: readonly number[]) => void
  /** From this computer; what 100ms no longer has is asked about. */
  readonly remove: (target: RemovalTarget) => void
}

/** Of a session with several: its recordings, whether it is open, and how to open it. */
export type Group = { readonly ids: Int32Array; readonly open: boolean; readonly toggle: () => void }

export type RecordingProps = {
  readonly id: number
  readonly group: Group | null
  /** Of a session that is open. */
  readonly member: boolean
  /** Under the pointer or the keyboard: its buttons are there. */
  readonly hot: boolean
  readonly focused: boolean
  readonly nowMs: number
  readonly timeZone: string
  readonly actions: LineActions
}

export function Opener({ group }: { readonly group: Group }) {
  return (
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
  )
}

type TitleProps = {
  readonly row: RecordingRow
  readonly title: string
  /** Read whole where it hangs over a card. */
  readonly tooltip?: string | undefined
}

/** What a hand drags out, beside the picture. */
export function RecordingTitle({ row, title, tooltip }: TitleProps) {
  return (
    <span draggable className={styles['title']} title={tooltip} data-reviewed={row.reviewed ? '' : undefined}>
      {title}
    </span>
  )
}

type WhereAndWhoProps = {
  readonly place: string
  readonly people: string
  readonly atMs: number | null
  readonly timeZone: string
  readonly peopleClass?: string | undefined
}

/** Where and when it was, and with whom. */
export function WhereAndWho({ place, people, atMs, timeZone, peopleClass }: WhereAndWhoProps) {
  return (
    <div className={styles['sub']}>
      <span title={atMs === null ? undefined : formatFullDate(atMs, timeZone)}>{place}</span>
      <span className={peopleClass}>{place === '' || people === '' ? people : ` · ${people}`}</span>
    </div>
  )
}

export function Starred() {
  return <Star size={12} fill="currentColor" className={styles['starred']} aria-label="Starred" />
}

export function StatusBadge({ row }: { readonly row: RecordingRow }) {
  return (
    <Badge tone={row.status === 'failed' || row.status === 'recording' ? 'tally' : 'neutral'}>
      {row.status === 'recording' ? <span className={styles['tally']} /> : null}
      {statusWords[row.status]}
    </Badge>
  )
}

type ButtonsProps = {
  readonly row: RecordingRow
  readonly ids: readonly number[]
  readonly tabIndex: number
  readonly actions: LineActions
}

export function RecordingButtons({ row, ids, tabIndex, actions }: ButtonsProps) {
  const one = ids.length === 1
  // Of a session: all of them, or the rest.
  const starred = one ? row.starred : row.session.starred === row.session.recordingCount
  return (
    <>
      <IconButton
        label={starred ? 'Remove star' : 'Star'}
        shortcut="s"
        icon={Star}
        filled={starred}
        tabIndex={tabIndex}
        onClick={() => actions.star(ids, !starred)}
      />
      <IconButton
        label={one ? 'Download' : `Download ${counted(ids.length, 'recording')}`}
        shortcut="d"
        icon={ArrowDownToLine}
        tabIndex={tabIndex}
        disabled={one && (row.local === 'complete' || row.assets.total === 0)}
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

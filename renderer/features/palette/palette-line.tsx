/** One line of the palette: a recording, something said in it, a place to go to, a command. */
import {
  ChevronDown,
  CornerDownRight,
  DoorOpen,
  Film,
  ListFilter,
  type LucideIcon,
  MapPin,
  MessageSquareText,
  NotebookText,
  User,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { SearchHit } from '../../../preload/contract/library.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import { formatCount } from '../../format/count.ts'
import { formatDayAndTime, formatDaysLeft, recordedMs } from '../../format/dates.ts'
import { expiryMatters } from '../../format/expiry.ts'
import { formatTimeCode } from '../../format/time-code.ts'
import { useApp } from '../../stores/stores.ts'
import { useUpstreamNow } from '../../stores/upstream-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { MarkedWords } from '../../ui/marked-words.tsx'
import styles from './palette.module.css'
import type { PaletteOption } from './palette-options.ts'

export function PaletteLine({ option }: { readonly option: PaletteOption }) {
  switch (option.kind) {
    case 'recording':
      return <RecordingLine row={option.row} />
    case 'hit':
      return <HitLine hit={option.hit} />
    case 'more':
      return <MoreLine count={option.count} />
    case 'list':
      return <Line icon={ListFilter}>{listWords[option.list]}</Line>
    case 'room':
      return (
        <Line icon={DoorOpen} end={option.room.apart}>
          {option.room.title}
        </Line>
      )
    case 'command':
      return (
        <Line
          icon={option.command.icon}
          end={option.command.key === undefined ? null : <Kbd keys={option.command.key} />}
        >
          {option.command.words}
        </Line>
      )
  }
}

function Line({
  icon: Icon,
  end,
  children,
}: {
  readonly icon: LucideIcon
  readonly end?: ReactNode
  readonly children: string
}) {
  return (
    <>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
      <span className={styles['words']}>{children}</span>
      {end === undefined || end === null ? null : <span className={styles['end']}>{end}</span>}
    </>
  )
}

function RecordingLine({ row }: { readonly row: RecordingRow }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const upstreamNow = useUpstreamNow(Date.now())
  const beganMs = recordedMs(row)
  const where = row.title === row.roomTitle ? null : row.roomTitle
  const when = beganMs === null ? null : formatDayAndTime(beganMs, Date.now(), timeZone)
  return (
    <Line
      icon={Film}
      end={
        <>
          {row.expiresMs !== null && expiryMatters(row, upstreamNow) ? (
            <Badge tone="amber" className={styles['expiry']}>
              100ms deletes it {formatDaysLeft(row.expiresMs, upstreamNow)}
            </Badge>
          ) : null}
          {[where, when].filter((part) => part !== null).join(' · ')}
        </>
      }
    >
      {row.title}
    </Line>
  )
}

const sources: Readonly<Record<SearchHit['source'], { readonly icon: LucideIcon; readonly name: string | null }>> = {
  title: { icon: Film, name: 'Title' },
  transcript: { icon: CornerDownRight, name: null },
  chat: { icon: MessageSquareText, name: 'Chat' },
  summary: { icon: NotebookText, name: 'Summary' },
  marker: { icon: MapPin, name: 'Marker' },
  participant: { icon: User, name: 'Participant' },
}

function HitLine({ hit }: { readonly hit: SearchHit }) {
  const { icon: Icon, name } = sources[hit.source]
  return (
    <span className={styles['hit']}>
      <span className={styles['icon']} {...(name === null ? {} : { role: 'img', 'aria-label': name })}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <span className={styles['time']}>{hit.atMs === null ? '' : formatTimeCode(hit.atMs)}</span>
      {hit.speaker === null ? null : <span className={styles['speaker']}>{hit.speaker}</span>}
      <span className={styles['said']} dir="auto">
        <MarkedWords text={hit.text} marks={hit.marks} />
      </span>
    </span>
  )
}

function MoreLine({ count }: { readonly count: number }) {
  return (
    <span className={styles['hit']}>
      <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
      <span className={styles['time']} />
      <span className={styles['more']}>{formatCount(count)} more in this recording</span>
    </span>
  )
}

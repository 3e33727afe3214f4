/** Which recording this is, which of its sources is playing, and what can be done with the whole of it. */
import { ArrowLeft, ChevronDown, CircleCheck, CircleHelp, FolderOpen, Star } from 'lucide-react'
import type { RecordingRow } from '../../../preload/contract/recording.ts'
import type { ReviewSource } from '../../../preload/contract/review.ts'
import { chordOf } from '../../commands/review-keys.ts'
import { formatCount } from '../../format/count.ts'
import { formatDayAndTime, formatDaysLeft, recordedMs } from '../../format/dates.ts'
import { expiryMatters } from '../../format/expiry.ts'
import { formatLength } from '../../format/time-code.ts'
import { useApp } from '../../stores/stores.ts'
import { useUpstreamNow } from '../../stores/upstream-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import shared from '../../ui/screen.module.css'
import { useNow } from '../../ui/use-now.ts'
import type { RecordingActions } from './recording-actions.ts'
import styles from './review-header.module.css'

type Props = {
  readonly row: RecordingRow
  readonly folder: boolean
  readonly sources: readonly ReviewSource[]
  /** So many recordings of the session are not among them. */
  readonly sessionRest: number
  readonly source: ReviewSource | null
  readonly onSource: (source: ReviewSource) => void
  readonly actions: RecordingActions
  readonly onHelp: () => void
  readonly onClose: () => void
}

export function ReviewHeader({ row, folder, sources, sessionRest, source, onSource, actions, onHelp, onClose }: Props) {
  return (
    <header className={classes(shared['header'], styles['header'])}>
      <IconButton label="Back to the library" shortcut={chordOf('close')} icon={ArrowLeft} onClick={onClose} />
      <div className={styles['place']}>
        <h1 className={classes(shared['title'], styles['title'])}>{row.title}</h1>
        <Where row={row} />
        <Expiry row={row} />
      </div>
      {source === null || sources.length < 2 ? null : (
        <Menu
          align="end"
          trigger={
            <Button variant="quiet" className={styles['source']} aria-label={`Source: ${source.label}`}>
              <span>{source.label}</span>
              <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
            </Button>
          }
          entries={[...sourceEntries(row, sources, source, onSource), ...restEntry(sessionRest)]}
        />
      )}
      <IconButton
        label={row.starred ? 'Remove star' : 'Star'}
        shortcut={chordOf('star')}
        icon={Star}
        pressed={row.starred}
        filled={row.starred}
        onClick={actions.toggleStar}
      />
      <IconButton
        label={row.reviewed ? 'Mark as not reviewed' : 'Mark as reviewed'}
        shortcut={chordOf('reviewed')}
        icon={CircleCheck}
        pressed={row.reviewed}
        onClick={actions.toggleReviewed}
      />
      <IconButton
        label={folder ? 'Show in folder' : 'No files here yet'}
        icon={FolderOpen}
        disabled={!folder}
        onClick={actions.showInFolder}
      />
      <IconButton label="Keyboard" shortcut={chordOf('help')} icon={CircleHelp} onClick={onHelp} />
    </header>
  )
}

function Where({ row }: { readonly row: RecordingRow }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const now = useNow()
  const at = recordedMs(row)
  // The title is the room's where nobody gave another.
  const parts = [
    row.title === row.roomTitle ? null : row.roomTitle,
    at === null ? null : formatDayAndTime(at, now, timeZone),
  ]
  return <span className={styles['where']}>{parts.filter((part) => part !== null).join(' · ')}</span>
}

/** Only while something of it isn't here. */
function Expiry({ row }: { readonly row: RecordingRow }) {
  const upstreamNow = useUpstreamNow(useNow())
  if (row.expiresMs === null || !expiryMatters(row, upstreamNow)) return null
  return (
    <Badge tone="amber" className={styles['expiry']}>
      100ms deletes it {formatDaysLeft(row.expiresMs, upstreamNow)}
    </Badge>
  )
}

/** A session may have thousands: only the nearest are here. */
const restEntry = (count: number): MenuEntry[] =>
  count === 0
    ? []
    : [
        {
          kind: 'heading',
          label: `${formatCount(count)} more of this session ${count === 1 ? 'is' : 'are'} in the library`,
        },
      ]

/** This recording's sources, then those of the session's others. */
function sourceEntries(
  row: RecordingRow,
  sources: readonly ReviewSource[],
  current: ReviewSource,
  onSource: (source: ReviewSource) => void,
): MenuEntry[] {
  const group = (heading: string, some: readonly ReviewSource[]): MenuEntry[] =>
    some.length === 0
      ? []
      : [
          { kind: 'heading', label: heading },
          {
            kind: 'choice',
            value: String(current.assetId),
            options: some.map(({ assetId, label, durationS }) => ({
              value: String(assetId),
              label,
              end: !durationS ? undefined : formatLength(durationS),
            })),
            onChange: (value) => {
              const chosen = sources.find(({ assetId }) => String(assetId) === value)
              if (chosen !== undefined) onSource(chosen)
            },
          },
        ]
  return [
    ...group(
      'This recording',
      sources.filter(({ recordingId }) => recordingId === row.id),
    ),
    ...group(
      'Also of this session',
      sources.filter(({ recordingId }) => recordingId !== row.id),
    ),
  ]
}

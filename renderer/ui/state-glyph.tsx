/** One glyph for where something stands: a shape, a colour and a name each. */
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  Clock,
  Cloud,
  CloudOff,
  HardDrive,
  type LucideIcon,
} from 'lucide-react'
import { ProgressRing } from './progress.tsx'
import styles from './state-glyph.module.css'
import { Tooltip } from './tooltip.tsx'

export type GlyphState =
  | 'cloud'
  | 'progress'
  | 'waiting'
  | 'queued'
  | 'paused'
  | 'partial'
  | 'here'
  | 'only-copy'
  | 'warning'
  | 'gone'
  | 'live'

const icons: Readonly<Record<Exclude<GlyphState, 'progress'>, LucideIcon>> = {
  cloud: Cloud,
  waiting: Clock,
  queued: CircleDashed,
  paused: CirclePause,
  partial: CircleDot,
  here: CircleCheck,
  'only-copy': HardDrive,
  warning: CircleAlert,
  gone: CloudOff,
  live: CircleDot,
}

type Props = {
  readonly state: GlyphState
  /** In words; also the tooltip. */
  readonly label: string
  readonly progress?: number | null
  readonly size?: 16 | 20
  /** false in long lists, for the lines that nobody points at: a tooltip each is what makes scrolling heavy. */
  readonly tooltip?: boolean
}

export function StateGlyph({ state, label, progress = null, size = 16, tooltip = true }: Props) {
  const Icon = state === 'progress' ? null : icons[state]
  const glyph =
    Icon === null ? (
      <span className={styles['glyph']}>
        <ProgressRing value={progress} label={label} size={size} />
      </span>
    ) : (
      <span className={styles['glyph']} data-state={state} role="img" aria-label={label}>
        <Icon size={size} strokeWidth={1.75} aria-hidden="true" />
      </span>
    )
  return tooltip ? <Tooltip label={label}>{glyph}</Tooltip> : glyph
}

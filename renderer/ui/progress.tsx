/** How far something is: a ring for a row, a bar where there is room. `value` is 0 to 1, null while nobody knows. */
import { classes } from './classes.ts'
import styles from './progress.module.css'

type Props = {
  readonly value: number | null
  /** What is in progress, for screen readers. */
  readonly label: string
  readonly className?: string | undefined
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))
const aria = (value: number | null, label: string) => ({
  role: 'progressbar',
  'aria-label': label,
  'aria-valuemin': 0,
  'aria-valuemax': 100,
  ...(value === null ? {} : { 'aria-valuenow': Math.round(clamp(value) * 100) }),
})

export function ProgressRing({ value, label, size = 16, className }: Props & { readonly size?: number }) {
  const stroke = size > 24 ? 3 : 2
  const radius = (size - stroke) / 2
  const length = 2 * Math.PI * radius
  const shown = value === null ? 0.25 : clamp(value)
  return (
    <span
      {...aria(value, label)}
      className={classes(styles['ring'], className)}
      data-unknown={value === null ? '' : undefined}
    >
      <svg aria-hidden="true" width={size} height={size} viewBox={`0 0 ${size} ${size}`}>
        <circle className={styles['track']} cx={size / 2} cy={size / 2} r={radius} strokeWidth={stroke} />
        <circle
          className={styles['arc']}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeWidth={stroke}
          strokeDasharray={`${length * shown} ${length}`}
        />
      </svg>
    </span>
  )
}

export function ProgressBar({
  value,
  label,
  tone = 'accent',
  className,
}: Props & { readonly tone?: 'accent' | 'quiet' }) {
  return (
    <div
      {...aria(value, label)}
      className={classes(styles['bar'], styles[tone], className)}
      data-unknown={value === null ? '' : undefined}
    >
      <div className={styles['fill']} style={value === null ? undefined : { transform: `scaleX(${clamp(value)})` }} />
    </div>
  )
}
